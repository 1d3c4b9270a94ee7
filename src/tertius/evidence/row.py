"""What every table shares: a row, its columns, and the kinds of cell they hold."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from tertius.evidence.dates import PartialDate
from tertius.evidence.meant import (
    APPROX,
    SIGNS,
    bound_meant,
    degrees_meant,
    number_meant,
    range_meant,
    says_nothing,
)

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?\Z")
"""A decimal number; fifteen digits leave room to add many of them up exactly."""
SHEET_ERROR = re.compile(
    r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|BEZUG|WERT|NV|ZAHL)[!?]?", re.IGNORECASE
)
"""What a spreadsheet shows where a formula cannot be computed."""
FORMULA = ("=", "+", "-", "@")
"""A spreadsheet that opens the file would run a cell that begins with one of these."""
LONGEST_CELL = 20_000
"""Below the 32,767 characters that a cell of a spreadsheet holds, so that a case fits in a workbook."""


@dataclass(frozen=True)
class PointsTo:
    """Mark a cell that holds an id of one of these tables."""

    tables: tuple[str, ...]

    def __init__(self, *tables: str) -> None:
        object.__setattr__(self, "tables", tables)


@dataclass(frozen=True)
class Word:
    """Mark a cell that holds a word of this vocabulary."""

    vocabulary: str


@dataclass(frozen=True)
class Code:
    """Mark a cell that holds the code of a host or of a power."""

    of: str


class Row(BaseModel):
    """Hold one line of a table. The class is the table's only description."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ("id",)
    identity: ClassVar[tuple[str, ...]] = ()
    """Columns that say what a row is about: no claim can contest them."""


@dataclass(frozen=True)
class Column:
    """Hold one column as its row class declares it."""

    name: str
    description: str
    kind: str
    many: bool
    required: bool
    words: str | None
    points_to: tuple[str, ...]
    code: str | None
    examples: tuple[str, ...]


def _check_id(text: str) -> str:
    if not ID.match(text):
        raise ValueError(
            "is not an id. Write lower-case words joined by single hyphens, such as gazprom-neft."
        )
    return text


def check_text(text: str) -> str:
    """Return the text of a cell.

    Raises ValueError where it is too long, a formula, what is left of a broken one, or not one line.
    """
    if len(text) > LONGEST_CELL:
        raise ValueError(f"is {len(text):,} characters long. Write at most {LONGEST_CELL:,}.")
    if text.startswith(FORMULA) and not DECIMAL.match(text):
        raise ValueError(
            f"begins with {text[0]!r}, which a spreadsheet runs as a formula. Begin with a word."
        )
    if SHEET_ERROR.fullmatch(text.strip()):
        raise ValueError(
            "is what a spreadsheet writes where a formula is broken. Write what stood there before, or "
            "leave the cell empty."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text):
        raise ValueError("holds a control character or line break. Write one line of plain text.")
    return text


def read_decimal(value: Any) -> Any:
    """Return the number of a cell. Raises ValueError with what to write instead where it is none."""
    if not isinstance(value, str):
        return value
    if not DECIMAL.match(value):
        raise ValueError(no_number(value))
    return Decimal(value)


BESIDE = ("low", "high", "unit", "approx")
"""The columns that hold what is said beside a number."""


def no_number(text: str, columns: Collection[str] = BESIDE) -> str:
    """Return what to write in place of a text that is no number, in a table with these columns."""
    return f"is not a number. {_number_to_write(text, columns)}"


def _number_to_write(text: str, columns: Collection[str]) -> str:
    if says_nothing(text):
        return "Leave the cell empty where no source says it."
    if SHEET_ERROR.fullmatch(text.strip()):
        return (
            "A spreadsheet writes it where a formula is broken: type the number that the source"
            " has; leave the cell empty where it has none."
        )
    if degrees := degrees_meant(text):
        return f"Write {degrees}."
    ends = range_meant(text) if "low" in columns else None
    if ends:
        return f"Write {ends[0]} in `low` and {ends[1]} in `high`, and leave `value` empty."
    if "low" in columns and (bound := bound_meant(text)):
        return f"Write {bound[1]} in `{bound[0]}`, and leave `value` empty."
    near = number_meant(text)
    if near and DECIMAL.match(near):
        unit = next((unit for sign, unit in SIGNS.items() if sign in text.lower()), None)
        unit = unit or next(iter(re.findall(r"\b[A-Z]{3}\b", text)), None)
        also = [f"{unit} in `unit`"] if unit and "unit" in columns else []
        is_doubtful = "approx" in columns and APPROX.match(text.strip())
        also += ["about in `approx`"] if is_doubtful else []
        return f"Write {', and '.join([near, *also])}."
    return (
        "Write digits with a decimal point and no separators, such as 56.15;"
        " at most 15 digits before the point and 6 behind it."
    )


def _check_percent(value: Decimal) -> Decimal:
    if not 0 <= value <= 100:
        raise ValueError("is not a percentage. Write a number from 0 to 100.")
    return value


def split(cell: Any) -> Any:
    """Return the values of a cell that holds several, separated by `;`."""
    if not isinstance(cell, str):
        return cell
    values = tuple(part.strip() for part in cell.split(";"))
    if "" in values:
        raise ValueError("has an empty place between semicolons. Write a;b without a last one.")
    if len(set(values)) < len(values):
        raise ValueError("names one value twice. Write each once.")
    return values


RowId = Annotated[str, AfterValidator(_check_id)]
Text = Annotated[str, AfterValidator(check_text)]
Number = Annotated[Decimal, BeforeValidator(read_decimal)]
Percent = Annotated[Decimal, BeforeValidator(read_decimal), AfterValidator(_check_percent)]
Date = PartialDate
Many = BeforeValidator(split)


@cache
def columns(row: type[Row]) -> tuple[Column, ...]:
    """Return the columns of a table, in the order of its header: id, its own, those it shares."""
    own = [name for name in row.model_fields if name in row.__annotations__ and name != "id"]
    first = ["id"] if "id" in row.model_fields else []
    order = [*first, *own, *(name for name in row.model_fields if name not in (*first, *own))]
    return tuple(_column(name, row.model_fields[name]) for name in order)


def _column(name: str, field: Any) -> Column:
    marks = list(_marks(field.annotation)) + list(field.metadata)
    words = next((mark.vocabulary for mark in marks if isinstance(mark, Word)), None)
    points = next((mark.tables for mark in marks if isinstance(mark, PointsTo)), ())
    code = next((mark.of for mark in marks if isinstance(mark, Code)), None)
    kind = next((t.__name__.lower() for t in (PartialDate, Decimal) if t in marks), "text")
    return Column(
        name=name,
        description=field.description or "",
        kind={"partialdate": "date", "decimal": "number"}.get(kind, kind),
        many=Many in marks,
        required=field.is_required(),
        words=words,
        points_to=points,
        code=code,
        examples=tuple(str(example) for example in field.examples or ()),
    )


def _marks(annotation: Any) -> Iterator[Any]:
    """Yield everything that an annotation is made of, its markers and its types."""
    if get_origin(annotation) is None:
        yield annotation
        return
    for part in get_args(annotation):
        yield from _marks(part)
    yield from getattr(annotation, "__metadata__", ())
