"""The ways of leaving evidence out: each with its word, what carries a row, and how it is found in a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tertius.errors import WorldError

if TYPE_CHECKING:
    from tertius.inputs.grading import Grader

Carriers = Callable[[Any], set[str]]
"""Gives what carries a row; the row falls where that is the one thing named and nothing else."""


@dataclass(frozen=True)
class Omission:
    """One way of leaving evidence out."""

    written: str
    """What is written to choose it: the kind, and after a colon what stands for a name."""
    finds: str
    """Where a case says what there is to leave out, in a sentence."""
    carriers: "Callable[[Grader], Carriers]"

    @property
    def kind(self) -> str:
        """Return the word before the colon."""
        return self.written.partition(":")[0]

    @property
    def is_named(self) -> bool:
        """Return whether a name follows the word: which origin, outlet, language or publication."""
        return ":" in self.written


def _of_sources(mark: Callable[[str], str]) -> Carriers:
    return lambda row: {mark(source) for source in row.source}


def _origins(grader: "Grader") -> Carriers:
    from tertius.inputs.grading import LOST

    return _of_sources(lambda source: grader.origin_of[source].removeprefix(LOST))


def _outlets(grader: "Grader") -> Carriers:
    return _of_sources(lambda source: grader.case.sources[source].custom.outlet or "")


def _languages(grader: "Grader") -> Carriers:
    return _of_sources(lambda source: grader.case.sources[source].language or "")


def _controlled(grader: "Grader") -> Carriers:
    controlled = {row.id for row in grader.case.rows("outlets") if row.state_controlled == "yes"}
    return _of_sources(
        lambda source: (
            "state-controlled" if grader.case.sources[source].custom.outlet in controlled else ""
        )
    )


WAYS: Mapping[str, Omission] = {
    way.kind: way
    for way in (
        Omission("origin:ID", "`tertius flips` names origins.", _origins),
        Omission("outlet:ID", "outlets.csv has the ids of outlets.", _outlets),
        Omission(
            "language:xx",
            "sources.json has the language of each source, such as ru or zh-Hans.",
            _languages,
        ),
        Omission(
            "via:ID",
            "The column `via` of claims.csv has the ids.",
            lambda grader: lambda row: {row.via} if row.via else set(row.source),
        ),
        Omission(
            "state-controlled",
            "outlets.csv says which outlets a state controls.",
            _controlled,
        ),
        Omission(
            "unchecked",
            "The column `checked` of claims.csv says what was opened.",
            lambda grader: lambda row: {"unchecked" if row.checked != "yes" else ""},
        ),
    )
}
"""What a world can be without, by the word for it, in the order in which they are told."""


def omission_of(what: str) -> Omission:
    """Return the way that a choice of evidence names. Raises WorldError where it names none."""
    kind, _, name = what.partition(":")
    way = WAYS.get(kind)
    if way is None or bool(name) is not way.is_named:
        raise WorldError(f"{what!r} is no world. Write {ways()}.")
    return way


def ways() -> str:
    """Return in words what can be written: origin:ID, outlet:ID and so on."""
    *most, last = (way.written for way in WAYS.values())
    return f"{', '.join(most)} or {last}"
