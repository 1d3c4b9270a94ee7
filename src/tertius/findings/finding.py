"""What a finding says and what must hold for it, as findings.yml has it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from tertius.evidence.row import RowId
from tertius.language.given import FindingInLanguage, Spoken

Each = Literal["all", "any"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Test(_Part):
    """A condition on rows of one measure."""

    measure: str
    where: str
    expect: str
    each: Each | None = None


class Value(_Part):
    """A named value: one column of the rows of a measure that a condition picks."""

    measure: str
    column: str
    where: str
    each: Each | None = None


class Place(_Part):
    """A place where the statement was made."""

    source: str
    locator: str


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Finding(_Part):
    """A statement with what must hold for it: computed, argued, reported or conditional."""

    id: RowId
    section: str = ""
    statement: str
    kind: Literal["computed", "argued", "reported", "conditional"] | None = None
    hedge: str | None = None
    stated: tuple[Place, ...] = ()
    untested: str | None = None
    needs: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    against: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    alternatives: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    note: str | None = None
    translations: dict[Spoken, FindingInLanguage] = Field(default_factory=dict)

    measure: str | None = None
    where: str | None = None
    expect: str | None = None
    each: Each | None = None
    values: dict[str, Value] = Field(default_factory=dict)
    supports: tuple[tuple[str, ...], ...] | None = None
    claim: str | None = None
    trigger: Test | None = None
    horizon: str | None = None

    @property
    def sort(self) -> Literal["computed", "argued", "reported", "conditional"]:
        """The kind of finding, derived from its parts."""
        if self.supports is not None:
            return "argued"
        if self.claim is not None:
            return "reported"
        return "conditional" if self.trigger is not None else "computed"

    @property
    def test(self) -> Test | None:
        """The single test of a computed finding in short form, or of a trigger."""
        if self.trigger is not None:
            return self.trigger
        if self.measure is None or self.where is None or self.expect is None:
            return None
        return Test(measure=self.measure, where=self.where, expect=self.expect, each=self.each)

    def ids(self) -> Iterator[tuple[str, str]]:
        """Yield the key and the id of everything that the finding names."""
        for name in self.against:
            yield "against", name
        for group in self.supports or ():
            for name in group:
                yield "supports", name
        if self.claim is not None:
            yield "claim", self.claim

    @model_validator(mode="after")
    def is_of_one_kind(self) -> "Finding":
        parts = {
            "measure": self.measure is not None,
            "values": bool(self.values),
            "supports": self.supports is not None,
            "claim": self.claim is not None,
            "trigger": self.trigger is not None,
        }
        given = [name for name, there in parts.items() if there]
        if len(given) != 1:
            named = " and ".join(given) or "none of them"
            raise ValueError(
                f"has {named}. Write exactly one of measure, values, supports, claim, trigger."
            )
        if self.measure is not None and (self.where is None or self.expect is None):
            raise ValueError("has a measure and lacks where or expect. Write all three.")
        if self.values and self.expect is None:
            raise ValueError("has values and lacks expect. Say what must hold of them.")
        for key, value, owners in (
            ("where", self.where, ("measure",)),
            ("each", self.each, ("measure",)),
            ("expect", self.expect, ("measure", "values")),
            ("horizon", self.horizon, ("trigger",)),
            ("untested", self.untested, ("measure", "values", "supports")),
        ):
            if value is not None and given[0] not in owners:
                raise ValueError(
                    f"has {given[0]} and {key}, which says nothing there. Remove {key}."
                )
        if self.kind is not None and self.kind != self.sort:
            raise ValueError(
                f"says kind {self.kind}, and its parts make it {self.sort}. Correct one of the two."
            )
        if sum(value.each is not None for value in self.values.values()) > 1:
            raise ValueError("says each for more than one value. Say it for one at the most.")
        if any(not group for group in self.supports or ()):
            raise ValueError(
                "has an empty set in supports. Name at least one id in it, or remove it."
            )
        if self.supports == () and not self.needs:
            raise ValueError(
                "gives no evidence in supports and lacks needs. Say what evidence would be needed."
            )
        return self
