"""What sources say."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from tertius.evidence.row import DECIMAL, Code, Date, Many, Number, PointsTo, Row, RowId, Text, Word


class Sourced(Row):
    """Hold what claims and observations share: where they come from and how far to trust them."""

    id: RowId = Field(description="Names the row.")
    source: Annotated[tuple[Annotated[str, PointsTo("sources")], ...], Many] = Field(
        description="Where it was first said."
    )
    via: Annotated[str | None, PointsTo("sources")] = Field(
        None, description="The publication in which it was read, if another."
    )
    locator: Text | None = Field(None, description="Where in it.", examples=["note 12", "line 345"])
    quote: Text | None = Field(None, description="The few words that matter, as written.")
    stance: Annotated[str, Word("stance")] = Field(
        "supports", description="Whether the source says so or denies it."
    )
    modality: Annotated[str, Word("modality")] = Field(
        "stated", description="Whether it is stated, passed on or concluded."
    )
    hedge: Text | None = Field(None, description="The words by which the source hedges.")
    information: Annotated[str, Word("information")] = Field(
        "6", description="How credible the information is, graded apart from its source."
    )
    checked: Annotated[str, Word("checked")] = Field(
        "no", description="Whether somebody opened the source itself."
    )
    based_on: Annotated[tuple[Annotated[str, PointsTo("claims", "observations")], ...], Many] = (
        Field((), description="The rows it is concluded from; it counts only where they do.")
    )
    status: Annotated[str, Word("status")] = Field(
        "current", description="Whether it counts or was withdrawn."
    )
    reason: Text | None = Field(None, description="Why it was withdrawn.")
    recorded: Date | None = Field(None, description="When it entered the case.")
    deprecated_on: Date | None = Field(None, description="When it was withdrawn.")
    superseded_by: Annotated[str | None, PointsTo("claims", "observations")] = Field(
        None, description="The row that takes its place."
    )
    withheld: Annotated[str | None, Word("truth")] = Field(
        None, description="`yes` keeps it out of everything published."
    )
    note: Text | None = Field(None, description="Anything else about it.")

    @model_validator(mode="after")
    def says_why_it_was_withdrawn(self) -> Self:
        if self.status == "deprecated" and not (self.reason and self.deprecated_on):
            raise ValueError("is deprecated. Write `reason` and `deprecated_on` too.")
        return self

    @model_validator(mode="after")
    def range_is_in_order(self) -> Self:
        low, high = getattr(self, "low", None), getattr(self, "high", None)
        if low is not None and high is not None and high < low:
            raise ValueError(f"has low {low} above high {high}. Exchange the two.")
        stated = str(getattr(self, "value", None))
        value = Decimal(stated) if DECIMAL.match(stated) else None
        below = value is not None and low is not None and value < low
        if below or (value is not None and high is not None and value > high):
            ends = f"below low {low}" if below else f"above high {high}"
            raise ValueError(f"has value {value} {ends}. Correct one of the two.")
        return self


class Claim(Sourced):
    """What one source says about one property of one subject."""

    table: ClassVar = "claims"

    subject: Annotated[str, PointsTo("engagements", "ties", "positions", "links", "actors")] = (
        Field(description="What it is about.")
    )
    property: Text = Field(description="Which property, or which column it contests.")
    value: Text | None = Field(
        None, description="What the source says; empty when a range says it."
    )
    low: Number | None = Field(None, description="The lower end of a range.")
    high: Number | None = Field(None, description="The upper end of a range.")
    approx: Annotated[str | None, Word("approx")] = Field(None, description="How rounded it is.")
    unit: Annotated[str | None, Word("unit")] = Field(None, description="Unit or currency.")
    stage: Annotated[str | None, Word("stage")] = Field(
        None, description="Which stage the value belongs to: promised, signed, paid."
    )
    period: Date | None = Field(
        None, description="The period a value in time belongs to; an amount with one is in no sum."
    )
    qualifier: Text | None = Field(
        None,
        description="What sets it apart from a like value; an amount with one is in no sum.",
    )
    date: Date | None = Field(None, description="The time that the value is about.")


class Observation(Sourced):
    """A number about an area, a counterpart and a period: a poll answer, a trade share."""

    table: ClassVar = "observations"

    indicator: Annotated[str, Word("indicator")] = Field(description="What is measured.")
    area: Annotated[str, Code("country")] = Field(description="About which country or part.")
    counterpart: Annotated[str | None, Code("country")] = Field(
        None, description="In relation to whom."
    )
    sector: Annotated[str | None, Word("sector")] = Field(None, description="In which sector.")
    stage: Annotated[str | None, Word("stage")] = Field(
        None, description="Promised, signed or paid, where that matters."
    )
    period: Date | None = Field(None, description="The period measured.")
    qualifier: Text | None = Field(None, description="What sets it apart from a like number.")
    value: Number | None = Field(None, description="The number.")
    low: Number | None = Field(None, description="The lower end of a range.")
    high: Number | None = Field(None, description="The upper end of a range.")
    approx: Annotated[str | None, Word("approx")] = Field(None, description="How rounded it is.")
    unit: Annotated[str | None, Word("unit")] = Field(None, description="Unit or currency.")
    question: Text | None = Field(None, description="The question of a poll, in words.")
    sample: Number | None = Field(None, description="How many people were asked.")
    deff: Number | None = Field(None, description="Design effect of the sample.")


class Search(Row):
    """Something that was looked for: where, when, in which language, and what was found."""

    table: ClassVar = "searches"

    id: RowId = Field(description="Names the search.")
    subject: Annotated[
        str | None, PointsTo("engagements", "ties", "positions", "links", "actors")
    ] = Field(None, description="The row that the search is about, if one.")
    host: Annotated[str | None, Code("host")] = Field(None, description="In which host.")
    power: Annotated[str | None, Code("power")] = Field(None, description="Of which power.")
    domain: Annotated[str | None, Word("domain")] = Field(None, description="In which domain.")
    sector: Annotated[str | None, Word("sector")] = Field(None, description="In which sector.")
    issue: Annotated[str | None, PointsTo("issues")] = Field(None, description="On which issue.")
    looked_for: Text = Field(description="What was looked for.")
    searched_in: Text = Field(description="Where: archive, database, register, paper.")
    language: Text = Field(description="In which language (BCP 47).")
    date: Date = Field(description="When.")
    found: Text = Field(description="What was found; `nothing` when nothing was.")
    would_refute: Annotated[tuple[RowId, ...], Many] = Field(
        (), description="The findings that it would have refuted, had it found what it looked for."
    )


class Explanation(Row):
    """Somebody's explanation of evidence that does not fit together."""

    table: ClassVar = "explanations"
    key: ClassVar = ("tension", "by")

    tension: RowId = Field(description="The stable id of the tension.")
    explanation: Text = Field(description="Why it is so.")
    by: Text = Field(description="Who says so.")
    date: Date = Field(description="When.")
