"""An engagement as a person states it: what the form posts and `tertius code` reads, one object for one engagement."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tertius.evidence.row import LONGEST_CELL
from tertius.evidence.text import shorten

# A loan has four parties at most in the Serbia case, and a long story eight steps; a form has to end.
MOST_PARTIES = 24
MOST_STEPS = 24
"""Steps of an engagement that a statement may have; more are refused."""
MOST_FURTHER = 24
"""Further claims that a statement may have; more are refused."""
MOST_NUMBERS = 24
"""Numbers beside an engagement that a statement may have; more are refused."""


def _one_line(value: Any) -> Any:
    """Return a text on one line; a number as it is written, since JSON may hold one; anything else as it is."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


Said = Annotated[str, BeforeValidator(_one_line), Field(max_length=LONGEST_CELL)]


class _Part(BaseModel):
    """Hold what every part of the object shares: unknown keys are refused, and what is left out is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Party(_Part):
    """Who takes part, in which role."""

    role: Said = Field(
        "", description="A word of `role`, such as lender.", examples=["lender", "borrower"]
    )
    actor: Said = Field(
        "",
        description="An id or a name of actors.csv or names.csv, a country, or a new name.",
        examples=["Exim Bank of China", "Montenegro"],
    )
    kind: Said = Field(
        "", description="Of a new actor: a word of `actor_kind`; seen by its name where it can be."
    )
    country: Said = Field("", description="Of a new actor: the country of its seat, if it is said.")
    power: Said = Field(
        "", description="The power for which the role is played, if it is not the actor's country."
    )
    new: Said = Field(
        "", description="`yes` where the name is like one of the case and means another actor."
    )


class Step(_Part):
    """How far it has come, when, and for how much."""

    stage: Said = Field("", description="A word of `stage`.", examples=["signed", "delivered"])
    date: Said = Field(
        "", description="When, as people write it.", examples=["early 2014", "16 October 2014"]
    )
    amount: Said = Field(
        "",
        description="How much, with its currency, as people write it.",
        examples=["US$1.2bn", "2,5 Mio EUR"],
    )
    quote: Said = Field("", description="The words that say so, if not those of the whole.")
    locator: Said = Field("", description="Where they stand, if not where the whole does.")


class Further(_Part):
    """What else the source says of it: one property and its value."""

    property: Said = Field(
        "", description="A word of `property`.", examples=["purpose", "quantity", "terms"]
    )
    value: Said = Field("", description="What the source says.", examples=["41 km", "2 percent"])
    qualifier: Said = Field("", description="What sets it apart from a like value.")
    date: Said = Field("", description="The time that it is about.")
    quote: Said = Field("", description="The words that say so, if not those of the whole.")
    locator: Said = Field("", description="Where they stand, if not where the whole does.")


class Number(_Part):
    """A number about the country that stands beside it: an observation."""

    indicator: Said = Field(
        "", description="A word of `indicator`.", examples=["debt_share", "trade_share"]
    )
    value: Said = Field("", description="The number, with its unit.", examples=["35%", "US$8bn"])
    area: Said = Field("", description="About which country; the host unless given.")
    counterpart: Said = Field("", description="In relation to whom.", examples=["China"])
    period: Said = Field("", description="The period measured.", examples=["2016"])
    qualifier: Said = Field("", description="What sets it apart from a like number.")
    quote: Said = Field("", description="The words that say so, if not those of the whole.")
    locator: Said = Field("", description="Where they stand, if not where the whole does.")


class Statement(_Part):
    """One engagement as one source states it. What the source does not say stays empty."""

    source: Said = Field(
        "",
        description="The source, by its id in sources.json; --source gives it where it is left out.",
    )
    via: Said = Field("", description="The publication in which it was read, if another.")
    locator: Said = Field("", description="Where in it.", examples=["page 12", "note 7"])
    quote: Said = Field("", description="The few words that say so, as written.")
    label: Said = Field("", description="What it is, in a few words; made of the rest if empty.")
    type: Said = Field(
        "", description="What kind of thing it is: a word of `engagement_type`.", examples=["loan"]
    )
    power: Said = Field(
        "", description="Whose interest it serves: codes or names.", examples=["China", "RUS;CHN"]
    )
    host: Said = Field("", description="Which host; the case's own where it has one.")
    sector: Said = Field("", description="Words of `sector`.", examples=["road"])
    domain: Said = Field("", description="A word of `domain`; that of the sector unless given.")
    issue: Said = Field("", description="The issue of the case that it is about.")
    parties: tuple[Party, ...] = Field((), max_length=MOST_PARTIES, description="Who takes part.")
    start: Said = Field(
        "",
        description="Since when; the date at which it was signed, started or occurred unless given.",
    )
    until: Said = Field("", description="Until when.")
    place: Said = Field("", description="Where: ids or names of places.csv, or new ones.")
    part_of: Said = Field("", description="The umbrella agreement that it is a part of.")
    direction: Said = Field(
        "", description="A word of `direction`; `power_to_host` unless given or usual for its type."
    )
    scope: Said = Field("", description="A word of `scope`; `core` unless given.")
    steps: tuple[Step, ...] = Field(
        (), max_length=MOST_STEPS, description="How far it has come, when, for how much."
    )
    further: tuple[Further, ...] = Field(
        (), max_length=MOST_FURTHER, description="What else the source says of it."
    )
    numbers: tuple[Number, ...] = Field(
        (), max_length=MOST_NUMBERS, description="Numbers about the country that stand beside it."
    )
    stance: Said = Field("", description="A word of `stance`; `supports` unless given.")
    modality: Said = Field("", description="A word of `modality`; `stated` unless given.")
    hedge: Said = Field("", description="The words by which the source hedges.")
    information: Said = Field(
        "",
        description="How credible the information is, 1 to 6; by rule unless given: 2 an act or figure, 3 a promise, view or conclusion, 4 what is alleged.",
    )
    checked: Said = Field(
        "",
        description="`yes` where somebody opened the source itself; unless given, where the quote stands in its stored text.",
    )
    note: Said = Field("", description="Anything else about it.")
    edits: Said = Field("", description="The id of an engagement of the case that this corrects.")
    withdraw: Said = Field(
        "", description="`yes` to withdraw what the source says of the engagement that it `edits`."
    )
    why: Said = Field("", description="Why it is corrected or withdrawn.")
    seen: Said = Field(
        "", description="The state of the engagement when it was shown, as the form keeps it."
    )


def schema() -> dict[str, Any]:
    """Return the JSON schema of the object, or of a list of them."""
    one = Statement.model_json_schema()
    definitions = one.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Engagements as sources state them: one, or a list",
        "anyOf": [
            {"$ref": "#/$defs/Statement"},
            {"type": "array", "items": {"$ref": "#/$defs/Statement"}},
        ],
        "$defs": {**definitions, "Statement": one},
    }


def read_statement(value: Any) -> Statement | dict[str, str]:
    """Return the statement that an object holds, or what is wrong with it by the name of its field."""
    try:
        return Statement.model_validate(value)
    except ValidationError as error:
        return {_field(one["loc"]): _sentence(one) for one in error.errors()}


def _field(location: tuple[Any, ...]) -> str:
    """Return the name of a field as messages and the form have it: `steps 1 amount`."""
    return " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in location)


def _sentence(error: Any) -> str:
    """Return what is wrong with a field, in words; the value that was found is quoted where it is short."""
    kind, limit = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return "is no field of an engagement. Remove it, or see the schema: tertius code --schema."
    if kind == "too_long" and isinstance(error["input"], str):
        length = len(str(error["input"]))
        return f"is {length:,} letters long. Write at most {limit['max_length']:,}; longer texts stay in the source."
    if kind == "too_long":
        return f"holds {limit['actual_length']} entries. Write at most {limit['max_length']}, and the rest as another engagement."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f'is {shorten(repr(error["input"]))}. Write a map of names and values, such as {{"type": "loan"}}.'
    if kind in ("tuple_type", "list_type"):
        return f"is {shorten(repr(error['input']))}. Write a list, such as [{{…}}]."
    if kind == "string_type":
        return f"is {shorten(repr(error['input']))}. Write a text in quotes, or leave it out."
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}."
