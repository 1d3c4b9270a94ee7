"""The words of a case: every vocabulary, with a sentence for each word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from tertius.evidence.countries import plain_name
from tertius.evidence.packaged import packaged

OPEN = frozenset(
    {
        "sector",
        "actor_kind",
        "engagement_type",
        "role",
        "relation",
        "link_relation",
        "indicator",
        "unit",
        "property",
        "outlet_kind",
        "quality",
    }
)
"""The vocabularies to which a case may add words of its own."""


@dataclass(frozen=True)
class Taxonomy:
    """Hold all vocabularies: the published ones and what a case adds to them."""

    vocabularies: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def words(self, vocabulary: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the words of one vocabulary, each with what it means."""
        return self.vocabularies[vocabulary]

    def label(self, vocabulary: str, word: str) -> str:
        """Return how a word is shown to a reader."""
        entry = self.vocabularies[vocabulary].get(word, {})
        label = entry.get("label")
        return label if isinstance(label, str) else word.replace("_", " ").replace("-", " ")

    def meant(self, vocabulary: str, text: str) -> str | None:
        """Return the word that a text means: in other letters, by its label, or by what one word alone is also called."""
        words = self.vocabularies[vocabulary]
        if text in words:
            return text
        wanted = plain_name(text)
        for word in words:
            if wanted in (plain_name(word), plain_name(self.label(vocabulary, word))):
                return word
        called = [
            word
            for word, entry in words.items()
            if wanted in {plain_name(str(name)) for name in entry.get("also", ())}
        ]
        return called[0] if len(called) == 1 else None

    def with_additions(self, additions: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Self:
        """Return the same taxonomy with a case's own words; a published word keeps its meaning."""
        merged = dict(self.vocabularies)
        for vocabulary, words in additions.items():
            merged[vocabulary] = {**words, **merged[vocabulary]}
        return type(self)(merged)


@cache
def published() -> Taxonomy:
    """Return the vocabularies that come with Tertius."""
    return Taxonomy(packaged("tertius.evidence", "taxonomy.yml"))
