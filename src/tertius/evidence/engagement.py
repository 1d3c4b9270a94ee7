"""What powers do in, with or about a host."""

import re
from typing import Annotated, ClassVar, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from tertius.evidence.row import Code, Date, Many, PointsTo, Row, RowId, Text, Word
from tertius.evidence.tie import check_order

PARTY = re.compile(r"([a-z_]+):([a-z0-9]+(?:-[a-z0-9]+)*)(?:@([A-Z][A-Z0-9-]*))?\Z")


ROLES = {
    "loan": ("lender", "borrower"),
    "donation": ("donor", "recipient"),
    "acquisition": ("buyer", "target"),
    "contract": ("contractor", "supplier", "buyer"),
    "lease": ("lessee", "lessor"),
    "debt_relief": ("lender", "borrower"),
    "arms_transfer": ("supplier", "buyer", "recipient"),
    "investment": ("financier", "founder"),
    "institution": ("founder", "organiser"),
    "vote": ("voter_for", "voter_against", "abstainer"),
    "statement": ("speaker",),
    "visit": ("participant", "organiser"),
    "exercise": ("participant", "organiser"),
    "sanction": ("target",),
}
"""The roles that parties have in most engagements of a type."""


EXAMPLE = "Write role:actor, such as lender:exim-bank-of-china."
LONGEST = 2_000
"""A longer text is no party, and is not looked at for one."""


class Party(NamedTuple):
    """Hold an actor in a role; `power` where the role is played for a power not its own country."""

    role: str
    actor: str
    power: str | None


def read_party(text: str) -> Party:
    """Return the role, actor and power of a party cell. Raises ValueError where it is none."""
    if not (parts := PARTY.match(text)):
        raise ValueError(f"is not a party. {_party_to_write(text)}")
    return Party(*parts.groups())


def _party_to_write(text: str) -> str:
    """Return what to write in place of a text that is no party, as far as its parts tell."""
    if len(text) > LONGEST:
        return EXAMPLE
    each = [part.strip() for part in text.split(",")]
    if len(each) > 1 and all(PARTY.match(part) for part in each):
        return f"Write {';'.join(each)}, with a semicolon between parties."
    role, mark, actor = (part.strip() for part in re.sub(r"\s*[=:]\s*", ":", text).partition(":"))
    if not mark and re.fullmatch(r"[a-z_]+ +[a-z0-9-]+", text.strip()):
        role, actor = text.split()
    name = re.sub(r"[^a-z0-9]+", "-", actor.lower()).strip("-")
    is_plain = re.fullmatch(r"[\w .'&-]+", actor) is not None
    if role and name and is_plain and PARTY.match(meant := f"{role.lower()}:{name}"):
        return f"Write {meant}, the role and the id of the actor."
    if PARTY.match(f"role:{text.strip()}"):
        return f"Write its role before it, such as signatory:{text.strip()}."
    return EXAMPLE


def _check_party(text: str) -> str:
    read_party(text)
    return text


class Engagement(Row):
    """A dated thing that a power does in, with or about the host, a declined one included."""

    table: ClassVar = "engagements"
    identity: ClassVar = ("id", "label", "issue", "part_of")

    id: RowId = Field(description="Names the engagement.", examples=["turkstream-serbia"])
    label: Text = Field(description="What it is, in a few words.")
    type: Annotated[str, Word("engagement_type")] = Field(description="What kind of thing it is.")
    power: Annotated[tuple[Annotated[str, Code("power")], ...], Many] = Field(
        description="Whose interest it serves.", examples=["RUS", "RUS;CHN"]
    )
    host: Annotated[tuple[Annotated[str, Code("host")], ...], Many] = Field(
        description="The host that it concerns.", examples=["SRB"]
    )
    domain: Annotated[str, Word("domain")] = Field(description="The domain it belongs to.")
    sector: Annotated[tuple[Annotated[str, Word("sector")], ...], Many] = Field(
        (), description="The sectors it belongs to."
    )
    issue: Annotated[str | None, PointsTo("issues")] = Field(
        None, description="The issue of the case that it is about."
    )
    parties: Annotated[tuple[Annotated[str, AfterValidator(_check_party)], ...], Many] = Field(
        (),
        description="Who takes part, as `role:actor` or `role:actor@RUS`.",
        examples=["lender:exim-bank-of-china;borrower:srb"],
    )
    start: Date | None = Field(None, description="Since when, or the day of it.")
    until: Date | None = Field(None, description="Until when; empty while it lasts.")
    place: Annotated[tuple[Annotated[str, PointsTo("places")], ...], Many] = Field(
        (), description="Where."
    )
    part_of: Annotated[str | None, PointsTo("engagements")] = Field(
        None, description="The umbrella agreement that it is a part of."
    )
    direction: Annotated[str, Word("direction")] = Field(description="Who does it for whom.")
    scope: Annotated[str, Word("scope")] = Field(description="How central it is to the case.")

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        check_order(self.start, self.until)
        return self
