"""What actors want."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from tertius.evidence.row import Date, PointsTo, Row, RowId, Word
from tertius.evidence.tie import check_order


class Position(Row):
    """What an actor wants or holds on an issue."""

    table: ClassVar = "positions"
    identity: ClassVar = ("id", "actor", "issue")

    id: RowId = Field(description="Names the position.", examples=["rus-opposes-kosovo"])
    actor: Annotated[str, PointsTo("actors")] = Field(description="Whose position it is.")
    issue: Annotated[str, PointsTo("issues")] = Field(description="On which issue of the case.")
    view: Annotated[str, Word("view")] = Field(description="For, against, aside, or conditional.")
    kind: Annotated[str, Word("position_kind")] = Field(description="How the position is known.")
    priority: Annotated[str | None, Word("priority")] = Field(
        None, description="Core or not; empty when no source says."
    )
    start: Date | None = Field(None, description="Since when.")
    until: Date | None = Field(None, description="Until when; empty while it is held.")

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        check_order(self.start, self.until)
        return self


class Link(Row):
    """How one engagement, tie, position or actor bears on another."""

    table: ClassVar = "links"
    identity: ClassVar = ("id", "subject", "relation", "object")

    id: RowId = Field(description="Names the link.")
    subject: Annotated[str, PointsTo("engagements", "ties", "positions", "actors")] = Field(
        description="The one that does it."
    )
    relation: Annotated[str, Word("link_relation")] = Field(
        description="How it bears on the other."
    )
    object: Annotated[str, PointsTo("engagements", "ties", "positions", "actors")] = Field(
        description="The one that it bears on."
    )
