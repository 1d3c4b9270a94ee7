"""Publications and who publishes them."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Code, Row, RowId, Text, Word, check_text


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

    @field_validator("issued")
    @classmethod
    def issued_is_a_date(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is not None:
            issued_date(value)
        return value

    @property
    def date(self) -> PartialDate | None:
        """Return when it was published, as exactly as is known; None where that is unknown."""
        return issued_date(self.issued) if self.issued else None

    @property
    def authors(self) -> str:
        """Return the authors in one line; empty where none is named."""
        return ", ".join(
            str(
                a.get("literal")
                or " ".join(str(a[part]) for part in ("given", "family") if a.get(part))
            )
            for a in self.author
        )


def issued_date(issued: dict[str, Any]) -> PartialDate | None:
    """Return the date in a CSL `issued` field. Raises ValueError where its parts are no date.

    A year before Christ, which CSL writes as a negative number, is none that a case can reckon with.
    """
    parts = issued.get("date-parts")
    if not parts or parts in ([[]], [[None]], [[""]]):
        return None
    if not isinstance(parts, list) or not isinstance(parts[0], list):
        raise ValueError(f"has date-parts {parts!r}, which are no date.")  # noqa: TRY004 - pydantic reports it
    try:
        year, *rest = (int(part) for part in parts[0][:3])
        if year < 0:
            return None
        return PartialDate.read("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]))
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"has date-parts {parts!r}, which are no date.") from error
