"""Where things are done."""

from typing import Annotated, ClassVar

from pydantic import Field

from tertius.evidence.row import Code, Number, Row, RowId, Text, Word


class Place(Row):
    """A spot on the map that engagements name."""

    table: ClassVar = "places"

    id: RowId = Field(description="Names the place.", examples=["smederevo"])
    name: Text = Field(description="The name to show.")
    host: Annotated[str, Code("host")] = Field(description="The host it lies in.")
    lat: Number | None = Field(None, description="Latitude in degrees.", examples=["44.66"])
    lon: Number | None = Field(None, description="Longitude in degrees.", examples=["20.93"])
    precision: Annotated[str | None, Word("precision")] = Field(
        None, description="How exact the point is."
    )
