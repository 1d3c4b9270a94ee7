"""What a column of text in a measure may hold: declared as data beside the column's name.

A column that is declared as plain `"text"` holds free text, of which no word can be wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Of = Literal["", "host", "side", "counterpart"]
"""Whose codes a column holds: of hosts, of anybody in the case, or of whom figures relate to as well."""


@dataclass(frozen=True)
class Text:
    """The words that a column of text may hold; the kinds of word add up."""

    codes: Of = ""
    vocabularies: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of the measure's own, each with what else a reader might call it."""
    ids: tuple[str, ...] = ()
    """Tables of the case whose rows it names; `issues` and `perceptions` are those of case.yml."""
    groups: bool = False
    """Whether it may hold a group of powers of case.yml."""
    empty: bool = False
    """Whether a row may hold empty text, where others hold nothing."""
    joined: bool = False
    """Whether it may hold several words, joined by semicolons."""

    def or_empty(self) -> "Text":
        """Return the same column where a row may hold empty text."""
        return replace(self, empty=True)

    def or_joined(self) -> "Text":
        """Return the same column where a row may hold several words, joined by semicolons."""
        return replace(self, joined=True)

    def or_word(self, word: str, means: str) -> "Text":
        """Return the same column with one more word of the measure's own."""
        return replace(self, words={**self.words, word: means})


HOST = Text(codes="host")
SIDE = Text(codes="side")
"""A power, a host, or another country or bloc of which the case has rows."""
COUNTERPART = Text(codes="counterpart")
"""In relation to whom a figure is: any of these, or the EU in place of its members."""
GROUP = Text(codes="side", groups=True)

DOMAIN = Text(vocabularies=("domain",))
SECTOR = Text(vocabularies=("sector", "domain"))
"""The sector, or the domain's name where a row has none."""
SECTOR_OR_ALL = SECTOR.or_word("all", "total, sum, every sector")


def vocabulary(name: str) -> Text:
    """Return what a column holds of words of one vocabulary."""
    return Text(vocabularies=(name,))


def ids(*tables: str) -> Text:
    """Return what a column holds that names rows of these tables."""
    return Text(ids=tables)


def words(**means: str) -> Text:
    """Return what a column holds of words of its own, each with what else it might be called.

    An underscore in a name stands for itself.
    """
    return Text(words=means)
