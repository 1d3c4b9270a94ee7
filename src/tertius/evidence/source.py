"""Publications and who publishes them."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tertius.evidence.dates import PartialDate
from tertius.evidence.packaged import packaged
from tertius.evidence.row import Code, Row, RowId, Text, Word, check_text

TYPES: tuple[str, ...] = tuple(packaged("tertius.evidence", "csl.yml")["types"])
"""What a source can be, in the words of CSL."""


class Outlet(Row):
    """Somebody who publishes; how far to trust its publications is said here, once."""

    table: ClassVar = "outlets"

    id: RowId = Field(description="Names the outlet.", examples=["reuters"])
    name: Text = Field(description="The name to show.")
    country: Annotated[str | None, Code("country")] = Field(
        None, description="Country of its seat."
    )
    kind: Annotated[str, Word("outlet_kind")] = Field(description="What sort of outlet it is.")
    state_controlled: Annotated[str, Word("state_controlled")] = Field(
        description="Whether a state decides what it publishes."
    )
    reliability: Annotated[str, Word("reliability")] = Field(
        description="How reliable it is, A to F, by the published rule."
    )
    why: Text = Field(description="The reason for the grade.")


class Archived(BaseModel):
    """Hold which bytes are stored of a source under archive/, and where and when they were taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    ending: str = Field("", pattern=r"^(\.[a-z0-9]{1,8})?$")
    address: str | None = None
    date: str | None = None


class Custom(BaseModel):
    """Hold what Tertius keeps in the `custom` field of a reference."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outlet: str | None = None
    derived_from: str | None = None
    archived: Archived | str | None = None
    """What `tertius store` kept, or the address of an archived copy."""
    withheld: Literal["yes", "no"] | bool | None = None
    lost: bool = False
    """True for a placeholder: a note whose text is lost, so that its origin is unknown."""


class Source(BaseModel):
    """Hold one publication, as CSL-JSON has it (Zotero's export); unknown fields are kept."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    id: str = Field(min_length=1, max_length=300)
    type: str
    title: str | None = None
    author: tuple[dict[str, Any], ...] = ()
    issued: dict[str, Any] | None = None
    container: str | None = Field(None, alias="container-title")
    language: str | None = None
    url: str | None = Field(None, alias="URL")
    custom: Custom = Custom()

    @model_validator(mode="before")
    @classmethod
    def without_control_characters(cls, value: Any) -> Any:
        """Return the item without letters that no document can hold, such as a PDF's page breaks."""
        return _printable(value)

    @field_validator("id", mode="before")
    @classmethod
    def number_as_text(cls, value: Any) -> Any:
        """Return a number as text: a reference manager may number its items."""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("id")
    @classmethod
    def id_fits_a_cell(cls, value: str) -> str:
        """Check that claims can name it in a cell that holds several, separated by semicolons."""
        if ";" in value or value != value.strip():
            raise ValueError(
                "holds a semicolon or outer space, so no cell can name it. Change the id."
            )
        return check_text(value)

    @field_validator("issued", mode="before")
    @classmethod
    def text_as_date(cls, value: Any) -> Any:
        """Return a date that is a mere text as the field in which CSL keeps such."""
        return {"raw": value} if isinstance(value, str) else value

    @field_validator("issued")
    @classmethod
    def issued_is_a_date(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is not None:
            issued_date(value)
        return value

    @property
    def web_address(self) -> str | None:
        """Return its address where a page may link to it, which is one of the web; None for any other."""
        return self.url if self.url and self.url.startswith(("https://", "http://")) else None

    @property
    def date(self) -> PartialDate | None:
        """Return when it was published, as exactly as is known; None where that is unknown."""
        return issued_date(self.issued) if self.issued else None

    @property
    def date_in_words(self) -> str:
        """Return the text of a date that cannot be read; empty where there is none."""
        return _words(self.issued) if self.issued and self.date is None else ""

    @property
    def authors(self) -> str:
        """Return the authors in one line; empty where none is named."""
        return ", ".join(self.author_names)

    @property
    def author_names(self) -> list[str]:
        """Return each author's name in one line."""
        return [
            str(
                a.get("literal")
                or " ".join(str(a[part]) for part in ("given", "family") if a.get(part))
            )
            for a in self.author
        ]

    @property
    def doi(self) -> str | None:
        """Return the DOI that it states; None where it states none."""
        return str((self.model_extra or {}).get("DOI") or "") or None


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub("", value) if CONTROL.search(value) else value
    if isinstance(value, list):
        return [_printable(part) for part in value]
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return value


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Letters that XML, and so Word, does not take; line ends and tabs stay, which citations fold."""


def issued_date(issued: dict[str, Any]) -> PartialDate | None:
    """Return the date in a CSL `issued` field. Raises ValueError where its parts are no date.

    Two parts are a span, and a season of a year is one of EDTF. A date in words is read where it is
    EDTF, and is None elsewhere. A year before Christ, which CSL writes as a negative number, is none
    that a case can reckon with.
    """
    parts = issued.get("date-parts")
    if not parts or parts in ([[]], [[None]], [[""]]):
        return _date_of_words(_words(issued))
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts[:2]):
        raise ValueError(f"has date-parts {parts!r}, which are no date. {PARTS}")
    try:
        given = [part for part in parts[:2] if part and part[0] not in (None, "", 0)]
        if any(int(part[0]) < 0 for part in given):
            return None
        ends = [_edtf(part) for part in given]
        season = str(issued.get("season", ""))
        if len(ends) == 1 and len(ends[0]) == 4 and season in ("1", "2", "3", "4"):
            return PartialDate.read(f"{ends[0]}-2{season}")
        return PartialDate.read("/".join(dict.fromkeys(ends)))
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"has date-parts {parts!r}, which are no date. {PARTS}") from error


PARTS = "Write year, month and day, such as [[2014, 5, 7]]."


def _edtf(part: list[Any]) -> str:
    year, *rest = (int(number) for number in part[:3])
    return "-".join([f"{year:04}", *(f"{number:02}" for number in rest)])


def _words(issued: dict[str, Any]) -> str:
    return str(issued.get("raw") or issued.get("literal") or "").strip()


def _date_of_words(words: str) -> PartialDate | None:
    try:
        return PartialDate.read(words) if words else None
    except ValueError:
        return None
