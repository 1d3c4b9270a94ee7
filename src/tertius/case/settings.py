"""What case.yml says of the case."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from tertius.evidence.dates import PartialDate
from tertius.evidence.row import RowId
from tertius.evidence.taxonomy import OPEN


class Issue(BaseModel):
    """A matter on which actors hold positions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RowId
    label: str
    domain: str


class Dataset(BaseModel):
    """A whole dataset kept as a file under data/."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RowId
    release: str
    file: str
    hash: str


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


class Settings(BaseModel):
    """Title, hosts, powers, period, issues and vocabulary additions of a case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(description="What the case is called.")
    hosts: tuple[str, ...] = Field(description="The countries studied, as codes.", min_length=1)
    powers: tuple[str, ...] = Field(description="The powers compared, as codes.", min_length=1)
    baselines: tuple[str, ...] = Field((), description="Powers shown beside them for comparison.")
    period: Annotated[PartialDate, BeforeValidator(_as_text)] = Field(
        description="The time covered, as an EDTF span; its last day is the date of the results."
    )
    question: str = Field("", description="What the case asks.")
    currency: str = Field("EUR", description="The currency in which amounts are compared.")
    contact: str = Field("", description="Where to send corrections.")
    issues: tuple[Issue, ...] = Field((), description="The issues on which positions are held.")
    datasets: tuple[Dataset, ...] = Field((), description="Whole datasets kept under data/.")
    vocabulary: dict[str, dict[str, dict[str, Any]]] = Field(
        default_factory=dict, description="Words that the case adds, each with `means`."
    )
    expects: dict[str, dict[str, tuple[int, int]]] = Field(
        default_factory=dict, description="How many rows each domain has, from and to."
    )

    @field_validator("period")
    @classmethod
    def period_has_an_end(cls, value: PartialDate) -> PartialDate:
        """Results are as of the last day of the period."""
        if value.latest is None:
            raise ValueError("has no end. Write a span such as 2008/2020.")
        return value

    @field_validator("vocabulary")
    @classmethod
    def words_have_a_meaning(
        cls, value: dict[str, dict[str, dict[str, Any]]]
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """Every added word says what it means, in a vocabulary that can be added to."""
        for vocabulary, words in value.items():
            if vocabulary not in OPEN:
                raise ValueError(f"adds to {vocabulary}, which is closed. Open are: {', '.join(sorted(OPEN))}.")
            for word, entry in words.items():
                if not entry.get("means"):
                    raise ValueError(f"adds {vocabulary} {word} without `means`. Say it in a sentence.")
        return value

    @property
    def as_of(self) -> date:
        """The day for which results hold: the last of the period."""
        assert self.period.latest is not None
        return self.period.latest
