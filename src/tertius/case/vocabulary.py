"""Words that case.yml adds to the published vocabularies: what each has to say, and what is wrong with one."""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tertius.case.refused import refused, steps
from tertius.evidence.taxonomy import OPEN, published

WORD = re.compile(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*\Z")


class AddedWord(BaseModel):
    """Hold a word that a case adds to a vocabulary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str = Field(min_length=1)
    label: str | None = None


class AddedSector(AddedWord):
    """Hold a sector that a case adds, in one of the domains."""

    domain: Literal["politics", "defence", "economy", "culture"]
    dac: str | None = None


class AddedProperty(AddedWord):
    """Hold a property that a case adds, and what kind of value it takes."""

    type: Literal["text", "number", "date", "word"]
    words: str | None = None
    many: bool = False
    unit: bool = False
    subjects: tuple[Literal["engagements", "ties", "positions", "links", "actors"], ...] = (
        "engagements",
        "ties",
        "positions",
        "links",
        "actors",
    )

    @field_validator("words")
    @classmethod
    def words_are_a_vocabulary(cls, value: str | None) -> str | None:
        """Check that the words come from a vocabulary that there is."""
        if value is not None and value not in published().vocabularies:
            raise ValueError(
                f"is no vocabulary. Write one of: {', '.join(published().vocabularies)}."
            )
        return value


class AddedType(AddedWord):
    """Hold a type of engagement that a case adds."""

    money: bool = False
    delivers: bool = False
    binds: str | None = None


class AddedIndicator(AddedWord):
    """Hold an indicator that a case adds."""

    domain: Literal["politics", "defence", "economy", "culture"] | None = None
    share: bool = False
    share_of: Literal["total"] | None = None
    adds_up: tuple[str, ...] = ()


class AddedRelation(AddedWord):
    """Hold a relation between actors that a case adds."""

    holds: bool = False


class AddedUnit(AddedWord):
    """Hold a unit that a case adds."""

    currency: bool = False


ADDED: dict[str, type[AddedWord]] = {
    "sector": AddedSector,
    "property": AddedProperty,
    "engagement_type": AddedType,
    "relation": AddedRelation,
    "unit": AddedUnit,
    "indicator": AddedIndicator,
}
"""What an added word of these vocabularies says beside its meaning and label."""


Vocabularies = dict[str, dict[str, dict[str, Any]]]
"""What a case adds: for each vocabulary its words, and what is said of each."""


def added_words(value: Vocabularies) -> Vocabularies:
    """Return what a case adds, its truths and lists as such and not as they are written.

    Raises ValueError for a word without a meaning, and for a vocabulary that cannot be added to.
    """
    for vocabulary, words in value.items():
        if vocabulary not in OPEN:
            raise ValueError(
                f"adds to {vocabulary}, which is closed. Open are: {', '.join(sorted(OPEN))}."
            )
        for word, entry in words.items():
            if wrong := _wrong_word(vocabulary, word, entry):
                raise ValueError(wrong)
    return {
        vocabulary: {word: _added(vocabulary, entry) for word, entry in words.items()}
        for vocabulary, words in value.items()
    }


def _added_model(vocabulary: str) -> type[AddedWord]:
    return ADDED.get(vocabulary, AddedWord)


def _wrong_word(vocabulary: str, word: str, entry: dict[str, Any]) -> str | None:
    """Return what is wrong with a word that a case adds; None where nothing is."""
    if word in published().words(vocabulary):
        return f"adds {vocabulary} {word}, which is published already and keeps its meaning. Remove it."
    if not WORD.match(word):
        return f"adds {vocabulary} {word[:40]!r}, which is no word. Write letters, digits and single hyphens."
    if not entry.get("means"):
        return f"adds {vocabulary} {word} without `means`. Say it in a sentence."
    try:
        added = _added_model(vocabulary).model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, steps(first)))
        keys = _added_model(vocabulary).model_fields
        return (
            f"adds {vocabulary} {word}, whose `{key}` {refused('setting', first, keys=keys).text}"
        )
    if isinstance(added, AddedProperty) and (added.type == "word") != (added.words is not None):
        return f"adds property {word}: `words` names the vocabulary of a property of type word, and of no other."
    return None


def _added(vocabulary: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what an added word says, its truths and lists as such and not as they are written."""
    added = _added_model(vocabulary).model_validate(entry)
    return added.model_dump(exclude_unset=True)
