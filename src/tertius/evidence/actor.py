"""Who acts: people, companies, public bodies, organisations, states."""

from typing import Annotated, ClassVar

from pydantic import Field

from tertius.evidence.row import Code, Date, PointsTo, Row, RowId, Text, Word


class Actor(Row):
    """A person, company, public body, organisation or state."""

    table: ClassVar = "actors"
    identity: ClassVar = ("id", "kind", "country")

    id: RowId = Field(description="Names the actor everywhere.", examples=["gazprom-neft", "rus"])
    kind: Annotated[str, Word("actor_kind")] = Field(description="What sort of actor it is.")
    name: Text = Field(description="The name to show.", examples=["Gazprom Neft"])
    country: Annotated[str | None, Code("country")] = Field(
        None, description="Country of the seat or citizenship, as a code.", examples=["RUS"]
    )
    note: Text | None = Field(None, description="Anything that helps to tell it from others.")


class Name(Row):
    """One spelling of an actor's name, with its language and script."""

    table: ClassVar = "names"
    key: ClassVar = ("actor", "name", "lang")

    actor: Annotated[str, PointsTo("actors")] = Field(description="Whose name it is.")
    name: Text = Field(description="The name as written.", examples=["Газпром нефть"])
    lang: Text = Field(description="Language and script (BCP 47).", examples=["sr-Cyrl", "zh-Hans"])


class Judgement(Row):
    """Somebody's decision whether two ids mean one actor."""

    table: ClassVar = "judgements"
    key: ClassVar = ("a", "b", "by", "date")

    a: RowId = Field(description="One id.")
    b: RowId = Field(description="The other id.")
    judgement: Annotated[str, Word("judgement")] = Field(description="Same, not the same, or open.")
    reason: Text = Field(description="Why.")
    by: Text = Field(description="Who decided.")
    date: Date = Field(description="When it was decided.")


class Redirect(Row):
    """An id that was given up, and the one that stands for it now."""

    table: ClassVar = "redirects"
    key: ClassVar = ("old",)

    old: RowId = Field(description="The id that is no longer used.")
    new: RowId = Field(description="The id to use instead.")
    date: Date = Field(description="When it changed.")
