"""What case.yml says of the case."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from tertius.case.licences import LICENCES
from tertius.case.refused import refused, steps
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import RowId
from tertius.evidence.taxonomy import OPEN, published
from tertius.language.given import CaseInLanguage, Spoken

WORD = re.compile(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*\Z")


class Issue(BaseModel):
    """Hold a matter on which actors hold positions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RowId
    label: str
    domain: str
    excludes: tuple[RowId, ...] = ()
    implies: tuple[RowId, ...] = ()


class Dataset(BaseModel):
    """Hold where a whole dataset is kept as a file under data/."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RowId
    release: str
    file: str
    hash: str


class Perception(BaseModel):
    """Hold a question of a poll that is set beside an indicator."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str = Field(description="The `qualifier` of the poll's rows (indicator opinion_share).")
    measured: str = Field(description="The indicator set beside it, in percent.")
    qualifier: str = Field("", description="The `qualifier` of that indicator's rows.")


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


class Index(BaseModel):
    """Hold how a case weighs the parts of a dependence, where it wants one number beside the parts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]

    @field_validator("weights")
    @classmethod
    def weights_add_up(cls, value: dict[str, float]) -> dict[str, float]:
        """Check that weights are positive and add up to 1."""
        if not value or any(not weight > 0 for weight in value.values()):
            raise ValueError("has a weight that is not above 0. Leave that part out.")
        if abs(sum(value.values()) - 1) > 0.001:
            raise ValueError(
                f"has weights that add up to {sum(value.values()):g}. Let them add up to 1."
            )
        return value

    @property
    def parts(self) -> tuple[tuple[str, str, float], ...]:
        """Return indicator, qualifier and weight of each part."""
        named = ((*name.partition("/"), weight) for name, weight in self.weights.items())
        return tuple((indicator, qualifier, weight) for indicator, _, qualifier, weight in named)


class Draws(BaseModel):
    """Hold how likely a claim counts in a draw, by its grades, and how many worlds are drawn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    information: tuple[float, ...] = Field(
        (0.95, 0.8, 0.6, 0.3, 0.1, 0.5),
        description="How likely a claim with information 1, 2, 3, 4, 5 and 6 counts.",
    )
    outlets: tuple[float, ...] = Field(
        (1, 1, 0.95, 0.8, 0.5, 0.9),
        description="What that is multiplied by for an outlet graded A, B, C, D, E and F.",
    )
    worlds: int = Field(1000, description="How many worlds are drawn, 2 to 100000.")
    seed: int = Field(1945, description="Where the draws begin; the same number draws the same.")

    @field_validator("information", "outlets", mode="before")
    @classmethod
    def grades_have_a_probability(cls, value: Any, info: ValidationInfo) -> Any:
        """Check that each of the six grades has a number from 0 to 1."""
        grades = "information 1 to 6" if info.field_name == "information" else "outlets A to F"
        if not isinstance(value, (list, tuple)) or len(value) != 6:
            raise ValueError(f"is no list of six numbers. Write one for each grade, {grades}.")
        numbers = [_number(each) for each in value]
        for number, written in zip(numbers, value, strict=True):
            if number is None or not 0 <= number <= 1:
                raise ValueError(
                    f"has {str(written)[:40]!r}, which is no probability. Write a number from 0 to 1."
                )
        return numbers

    @field_validator("worlds", "seed", mode="before")
    @classmethod
    def counts_are_whole(cls, value: Any, info: ValidationInfo) -> Any:
        """Check that there are some worlds and not too many, and a seed that a generator takes."""
        least, most = (2, 100_000) if info.field_name == "worlds" else (0, 2**32 - 1)
        number = int(value) if isinstance(value, str) and DIGITS.match(value) else value
        is_whole = isinstance(number, int) and not isinstance(number, bool)
        if not is_whole or not least <= number <= most:
            raise ValueError(f"is no whole number from {least} to {most}. Write one.")
        return number


DIGITS = re.compile(r"[0-9]{1,12}\Z")
POINTED = re.compile(r"-?[0-9]{0,12}(\.[0-9]{1,20})?\Z")


def _number(value: Any) -> float | None:
    """Return a number, also one that is written as text; None for anything else."""
    if isinstance(value, str):
        return float(value) if value not in ("", "-") and POINTED.match(value) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


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


MOST_CODES = 1000
"""There are some 250 states and territories."""


def _check_number(codes: Sequence[str]) -> None:
    """Raise ValueError where there are more codes than a world of states, parts and blocs has use for."""
    if len(codes) > MOST_CODES:
        raise ValueError(f"holds {len(codes):,} codes, and {MOST_CODES:,} is the limit.")


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


class Settings(BaseModel):
    """Hold title, hosts, powers, period, issues and vocabulary additions of a case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(description="What the case is called.")
    hosts: tuple[str, ...] = Field(description="The countries studied, as codes.", min_length=1)
    powers: tuple[str, ...] = Field(description="The powers compared, as codes.", min_length=1)
    baselines: tuple[str, ...] = Field((), description="Powers shown beside them for comparison.")
    period: Annotated[PartialDate, BeforeValidator(_as_text)] = Field(
        description="The time covered, as an EDTF span; its last day is the date of the results."
    )
    question: str = Field("", description="What the case asks.")
    answer: tuple[RowId, ...] = Field(
        (),
        description="Ids of the findings that answer the question, in order: the atlas begins with them. Without it, it begins with the best carried.",
    )
    currency: str = Field("EUR", description="The currency in which amounts are compared.")
    contact: str = Field("", description="Where to send corrections.")
    address: str = Field(
        "",
        description="The web address under which the atlas is published; citations of its pages name it.",
    )
    licence: str = Field(
        "",
        description="Under which licence others may use the evidence: an identifier such as `CC-BY-4.0`, or the licence's web address. Exports and the page on methods say it; without it, that none is stated.",
    )
    issues: tuple[Issue, ...] = Field((), description="The issues on which positions are held.")
    perceptions: tuple[Perception, ...] = Field(
        (), description="Which question of a poll is set beside which indicator."
    )
    datasets: tuple[Dataset, ...] = Field((), description="Whole datasets kept under data/.")
    vocabulary: dict[str, dict[str, dict[str, Any]]] = Field(
        default_factory=dict, description="Words that the case adds, each with `means`."
    )
    expects: dict[str, dict[str, tuple[int, int]]] = Field(
        default_factory=dict, description="How many rows each domain has, from and to."
    )
    groups: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Powers that count as one side where brokers are sought."
    )
    index: Index | None = Field(
        None, description="Weights of a dependence index; without them there is none."
    )
    draws: Draws = Field(
        Draws(), description="How likely a claim counts in a draw, by its grades; how many draws."
    )
    languages: tuple[Spoken, ...] = Field(
        ("en",),
        description="The languages of the atlas, of `en`, `sr-Cyrl`, `sr-Latn`, `ru` and `zh`; English is always one.",
    )
    translations: dict[Spoken, CaseInLanguage] = Field(
        default_factory=dict,
        description="What the case says of itself in other languages, by language.",
    )

    @field_validator("hosts", "powers", "baselines")
    @classmethod
    def codes_are_not_too_many(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Check that there are no more codes than a world of states, parts and blocs has use for."""
        _check_number(value)
        return value

    @field_validator("address")
    @classmethod
    def address_is_of_the_web(cls, value: str) -> str:
        """Check that an address is one of the web."""
        if value and not re.match(r"https?://[^\s<>\"']+\Z", value):
            raise ValueError(
                "is no web address. Write one that begins with https://, or leave it out."
            )
        return value

    @field_validator("licence")
    @classmethod
    def licence_can_be_looked_up(cls, value: str) -> str:
        """Check that a licence is one that is known, or the address of one."""
        if not value or re.match(r"https?://[^\s<>\"']+\Z", value):
            return value
        known = {name.lower(): name for name in LICENCES}
        plain = re.sub(r"[\s_-]+", "-", value.strip()).lower()
        if plain not in known:
            raise ValueError(
                "is no licence that is known here. Write one of "
                f"{', '.join(LICENCES)}, or the web address of another, or leave it out."
            )
        return known[plain]

    @field_validator("groups")
    @classmethod
    def groups_stand_apart(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Check that a group has a name of its own, and that no code stands in two."""
        codes = [code for members in value.values() for code in members]
        _check_number(codes)
        for name in value:
            if not WORD.match(name) or name in codes:
                raise ValueError(
                    f"names a group {name[:40]!r}. Write a word that is no code in it."
                )
        for code, count in Counter(codes).items():
            if count > 1:
                raise ValueError(f"has {code} twice. Keep it in one group.")
        return value

    @field_validator("period")
    @classmethod
    def period_has_an_end(cls, value: PartialDate) -> PartialDate:
        """Check that the period has an end: results are as of its last day."""
        if value.latest is None:
            raise ValueError("has no end. Write a span such as 2008/2020.")
        return value

    @field_validator("vocabulary")
    @classmethod
    def words_have_a_meaning(
        cls, value: dict[str, dict[str, dict[str, Any]]]
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """Check that every added word says what it means, in a vocabulary that can be added to."""
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

    @property
    def as_of(self) -> date:
        """Return the day for which results hold: the last of the period."""
        assert self.period.latest is not None
        return self.period.latest


TEXTS = frozenset(
    {"title", "question", "contact", "label", "means", "qualifier", "asked", "release"}
)
"""The keys of case.yml that hold words: none of them goes on behind ` #`."""

PARTS: dict[str, type[BaseModel]] = {
    "issues": Issue,
    "datasets": Dataset,
    "perceptions": Perception,
    "draws": Draws,
    "index": Index,
    "translations": CaseInLanguage,
}


def keys_beside(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that are known where the last of a path stands."""
    if len(path) == 1:
        return tuple(Settings.model_fields)
    part = PARTS.get(str(path[0]))
    return tuple(part.model_fields) if part else ()
