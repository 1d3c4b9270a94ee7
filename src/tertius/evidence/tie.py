"""Relations between actors."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from tertius.evidence.row import Date, Percent, PointsTo, Row, RowId, Text, Word


class Tie(Row):
    """A dated relation between two actors: one owns, funds or sits in the other."""

    table: ClassVar = "ties"
    identity: ClassVar = ("id", "actor", "relation", "target")

    id: RowId = Field(description="Names the tie.", examples=["gazprom-neft-owns-nis"])
    actor: Annotated[str, PointsTo("actors")] = Field(description="Who owns, funds or sits.")
    relation: Annotated[str, Word("relation")] = Field(description="What kind of relation.")
    target: Annotated[str, PointsTo("actors")] = Field(description="In or over whom.")
    role: Text | None = Field(None, description="The office or function.", examples=["president"])
    share_pct: Percent | None = Field(
        None, description="Stated share in percent; empty when no source gives one."
    )
    domain: Annotated[str | None, Word("domain")] = Field(None, description="Where it matters.")
    sector: Annotated[str | None, Word("sector")] = Field(None, description="In which sector.")
    start: Date | None = Field(None, description="Since when.", examples=["2008", "2008-12-24"])
    until: Date | None = Field(None, description="Until when; empty while it lasts.")

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        check_order(self.start, self.until)
        return self

    @model_validator(mode="after")
    def joins_two_actors(self) -> Self:
        if self.actor == self.target:
            raise ValueError(f"ties {self.actor} to itself. Name two actors.")
        return self


def check_order(start: Date | None, until: Date | None) -> None:
    """Raise ValueError where something ends before it starts."""
    if start and until and until.is_before(start):
        raise ValueError(f"lasts until {until}, before it starts {start}. Correct one of the two.")
