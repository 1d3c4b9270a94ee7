"""What a measure is: a step that answers a question, and says what its columns hold and its rows rest on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tertius.engine.step import Cut, Shape, Step, arguments_of, as_step
from tertius.facts.evidence import RestsOn
from tertius.facts.exchanges import Exchanges
from tertius.facts.texts import Text

Kind = Literal["text", "number", "truth"]
"""What a column holds, as conditions on it see it."""


@dataclass(frozen=True)
class MeasureColumn:
    """A column of a measure, as it is declared."""

    holds: Kind | Text
    """The kind or, where it holds text that is not free, what it may hold."""
    says: str = ""
    """The sentence on what it holds; empty where several measures share the one in columns.yml."""
    label: str = ""
    """What it is called; empty where its name with spaces says it, or columns.yml for several measures."""

    @property
    def kind(self) -> Kind:
        """Return the kind of what it holds; what is told by what it may hold is text."""
        return "text" if isinstance(self.holds, Text) else self.holds

    @property
    def is_count(self) -> bool:
        """Return whether it says how many, so that it is never below zero."""
        return self.says.startswith(COUNTS)

    @property
    def is_share(self) -> bool:
        """Return whether it is a share of one."""
        return any(words in self.says for words in SHARES)


COUNTS = ("How many", "From how many", "In how many", "Of how many", "With how many")
"""How the sentence on a column begins that counts something."""

SHARES = ("from 0 to 1", "from 0 (")
"""How the sentence on a column says that it is a share of one."""


@dataclass(frozen=True)
class Measure(Step):
    """A published table: what a finding may ask."""

    question: str
    place: int
    """Its place among the measures, as they are listed for readers."""
    declared: Mapping[str, MeasureColumn]
    """The columns that may be named, in order; others of its table serve other steps."""
    columns: Mapping[str, Kind]
    texts: Mapping[str, Text]
    """By column of text what it may hold, where that is not any text."""
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    evidence: Callable[..., RestsOn]
    """Returns what a row rests on, given the row, the columns named, and tables."""
    reads: tuple[str, ...]
    """The tables that `evidence` takes."""
    answered_by: str
    """The rows of a case that would give it a row where it has none, in words."""
    exchanges: Exchanges
    """Under which exchanges of labels it can be asked, or why under none."""


def measure(
    question: str,
    *,
    place: int,
    per: tuple[str, ...],
    key: tuple[str, ...],
    columns: Mapping[str, MeasureColumn | Text | Kind],
    evidence: Callable[..., RestsOn],
    answered_by: str,
    exchanges: Exchanges,
    cut: Cut = False,
    name: str | None = None,
    shape: Shape | None = None,
) -> Callable[[Callable[..., Any]], Measure]:
    """Declare a published table: what it answers, its columns, and what each of its rows rests on.

    `place` is a number of its own, by which measures are listed for readers. A column is given with
    the sentence on it, or with what it holds alone where several measures share its sentence in
    columns.yml. `key` names the columns that tell each row from every other. `evidence` takes a row,
    the columns that are asked of it, and, as keyword-only arguments, tables by the names of steps
    and inputs. `answered_by` says in words which rows of a case would answer where nothing does.
    `exchanges` says under which exchanges of labels the measure can be asked, or why under none.
    Raises ValueError where any of these is empty.
    """

    def declare(function: Callable[..., Any]) -> Measure:
        own = name or function.__name__
        for what, given in (
            ("question", question),
            ("place", place),
            ("columns", columns),
            ("key", key),
            ("evidence", evidence),
            ("answered_by", answered_by),
            ("exchanges", exchanges),
        ):
            if not given:
                raise ValueError(f"the measure {own} is declared without its {what}")
        declared = {column: as_column(what) for column, what in columns.items()}
        return Measure(
            **vars(as_step(function, per, cut, name=own, shape=shape)),
            question=question,
            place=place,
            declared=declared,
            columns={column: one.kind for column, one in declared.items()},
            texts={c: one.holds for c, one in declared.items() if isinstance(one.holds, Text)},
            key=key,
            evidence=evidence,
            reads=arguments_of(evidence)[1],
            answered_by=answered_by,
            exchanges=exchanges,
        )

    return declare


def number(says: str = "", *, label: str = "") -> MeasureColumn:
    """Return a column of numbers, with the sentence on it."""
    return MeasureColumn("number", says, label)


def truth(says: str = "", *, label: str = "") -> MeasureColumn:
    """Return a column of yes and no, with the sentence on it."""
    return MeasureColumn("truth", says, label)


def text(says: str = "", holds: Text | None = None, *, label: str = "") -> MeasureColumn:
    """Return a column of text, with the sentence on it and, where it is not free, what it may hold."""
    return MeasureColumn("text" if holds is None else holds, says, label)


def as_column(declared: Kind | Text | MeasureColumn) -> MeasureColumn:
    """Return a column that is declared by what it holds alone as one that shares its sentence with others."""
    return declared if isinstance(declared, MeasureColumn) else MeasureColumn(declared)
