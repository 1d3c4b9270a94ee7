"""What case.yml says of the case."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

from tertius.case.licences import LICENCES
from tertius.case.vocabulary import WORD, Vocabularies, added_words
from tertius.case.weights import Draws, Index
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import RowId
from tertius.language.given import CaseInLanguage, Spoken


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
    vocabulary: Vocabularies = Field(
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
            begun = [name for name in LICENCES if name.lower().startswith(f"{plain}-")]
            raise ValueError(
                "is no licence that is known here. Write one of "
                f"{', '.join(begun or LICENCES)}, or the web address of another, or leave it out."
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
    def words_have_a_meaning(cls, value: Vocabularies) -> Vocabularies:
        """Check that every added word says what it means, in a vocabulary that can be added to."""
        return added_words(value)

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
