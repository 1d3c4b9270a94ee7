"""The row of an engagement, and whether the case has one for it already."""

import re
from collections.abc import Sequence

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.engagement import read_party
from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.cues import cues, which
from tertius.intake.extraction.proposals.event import Event
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.labels import label_of
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.sides import Sides


def engagement_row(
    bundle: Bundle, event: Event, sides: Sides, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    """Put the row of an event's engagement into the bundle; its id comes back."""
    domain, sectors, place = _domain(bundle, event)
    parties: list[Cell] = []
    for party in event.parties:
        role = _role(party.role, party.mention, sides)
        if role is None:
            continue
        parties.append(cell(f"{role}:{bundle.actor(party.mention)}", party.mention, party.why))
    spelled = list(dict.fromkeys(party.value for party in parties))
    label = label_of(bundle, event, powers, hosts)
    first = parties[0] if parties else Cell("")
    phrase = (event.start, max(event.end, event.phrase_end))
    of_kind = "" if place[1] else "is the {} of this kind of engagement"
    date = event.date
    cells: dict[str, Cell | str] = {
        "label": cell(label, event, "is what the sentence says happened"),
        "type": cell(event.type, phrase, "names the kind of engagement"),
        "power": cell(";".join(m.code or "" for m in powers), powers[0], "names the power"),
        "host": cell(";".join(m.code or "" for m in hosts), hosts[0], _why_host(bundle, hosts[0])),
        "domain": cell(domain, place, of_kind.format("field") or "names the field"),
        "sector": cell(";".join(sectors), place, of_kind.format("sector") or "names the sector"),
        "parties": first._replace(value=";".join(spelled), why=first.why or "names a party"),
        "start": cell(date.since, date, "is the date of the clause") if date else "",
        "until": cell(date.until, date, "is the end of the span") if date and date.until else "",
        "direction": _direction(bundle, event, sides, powers),
        "scope": _scope(bundle.case, event, sides, powers, hosts),
    }
    row_id = bundle.ids.engagement(label)
    bundle.add("engagements", row_id, cells)
    for party_cell in parties[1:]:
        bundle.why("engagements", row_id, "parties", party_cell)
    return row_id


def _role(role: str, mention: Mention, sides: Sides) -> str | None:
    """The role as the lists say it; of `lender/borrower` the one of the actor's side."""
    if role == "destination":
        return None
    if "/" in role:
        for_power, for_host = role.split("/")
        return for_power if sides.is_power(mention.code) else for_host
    return role


def _domain(bundle: Bundle, event: Event) -> tuple[str, list[str], tuple[int, int]]:
    """The domain and sector: of the word nearest behind the verb, else of the kind of engagement."""
    reading = bundle.reading
    known = bundle.case.taxonomy.words("sector")
    own = cues()["domains"].get(event.type, {"domain": "politics"})
    if event.domain:
        own = {"domain": event.domain}
    default = own["domain"], [own["sector"]] if own.get("sector") else [], (0, 0)
    if event.domain or event.type in (
        "exercise",
        "arms_transfer",
        "sanction",
        "interference",
        "visit",
    ):
        return default
    lists = {sector: listed for sector, listed in cues()["sectors"].items() if sector in known}
    if event.type in (
        "vote",
        "visit",
        "statement",
        "appointment",
        "request",
        "expulsion",
        "agreement",
        "regulation",
        "event",
    ):
        lists = {
            s: ws
            for s, ws in lists.items()
            if known[s]["domain"] != "economy" or event.type in ("agreement", "regulation")
        }
    if event.type in OF_ECONOMY:
        lists = {s: ws for s, ws in lists.items() if known[s]["domain"] != "politics"}
    if event.type in ("agreement", "institution") and any(
        party.mention.actor.kind == "Company" for party in event.parties
    ):
        default = "economy", [], (0, 0)
    plain = reading.plain
    for party in event.parties:
        if party.role.split("/")[0] in PAYERS and "bank" in party.mention.actor.id:
            # A bank that lends for a railway is no business of banking.
            start, end = party.mention.start, party.mention.end
            plain = plain[:start] + " " * (end - start) + plain[end:]
    found = which(lists, plain, event.end, event.clause.end) or which(
        lists, plain, event.clause.start, event.start
    )
    if found is None:
        return default
    sector, match = found
    return known[sector]["domain"], [sector], (match.start(), match.end())


PAYERS = ("lender", "donor", "financier")
OF_ECONOMY = (
    "loan", "donation", "acquisition", "contract", "investment", "lease", "debt_relief",
)  # fmt: skip
"""Kinds of engagement of which no word for a sector of politics says the sector."""


TAKING = ("buyer", "borrower", "recipient", "lessor")
"""Roles in which a host has something of the power: goods, money, or rent."""


def _code(bundle: Bundle, mention: Mention) -> str | None:
    """The code of a mention; of one without any, that of the owner directly before it: China's Exim Bank."""
    if mention.code:
        return mention.code
    owners = [
        m
        for m in bundle.reading.mentions
        if m.owns_next and bundle.reading.plain[m.end : mention.start] == "'s "
    ]
    return owners[0].code if owners else None


def _direction(bundle: Bundle, event: Event, sides: Sides, powers: Sequence[Mention]) -> str:
    mentions = event.agents or [p.mention for p in event.parties]
    codes = [_code(bundle, m) for m in mentions]
    by_power = any(sides.is_power(code) for code in codes)
    by_host = any(code in sides.hosts for code in codes)
    if event.type == "statement" and by_power and not by_host:
        return "about_host"
    if event.type == "vote" and by_power and powers and powers[0].code not in codes:
        return "about_host"
    played = [(_role(p.role, p.mention, sides), p.mention.code) for p in event.parties]
    roles = {role for role, code in played if sides.is_theirs(code)}
    both = any(sides.is_power(p.mention.code) for p in event.parties) and any(
        p.mention.code in sides.hosts for p in event.parties
    )
    is_visit = any(p.role == "destination" for p in event.parties)
    if both and (len(roles) == 1 or "signatory" in roles) and not is_visit:
        return "mutual"
    if by_host and not by_power:
        if any(role in TAKING and code in sides.hosts for role, code in played):
            return "power_to_host"
        return "host_to_power"
    if event.type == "arms_transfer" and any(p.role == "buyer" for p in event.parties):
        return "power_to_host"
    return "power_to_host" if by_power or not codes else "about_host"


def _scope(
    case: Case, event: Event, sides: Sides, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    period = case.settings.period
    if event.date and period.earliest:
        when = PartialDate.read(event.date.edtf)
        if when.latest and when.latest < period.earliest:
            return "background"
    if not any(m.code in sides.powers for m in powers):
        return "background"
    return "core" if any(m.code == sides.hosts[0] for m in hosts) else "neighbour"


COMMON = frozenset(
    {
        *("statem", "with", "from", "betwee", "agains", "resolu", "vote", "votes", "voted"),
        *("visit", "meets", "meetin", "loan", "agreem", "signed", "joint", "planne"),
    }
)
"""Beginnings of words that any two engagements of a kind share."""


def existing_engagement(bundle: Bundle, event: Event, powers: Sequence[Mention]) -> str | None:
    """The engagement of the case that an event is about: same kind, power and actors, no other date."""
    ids = {p.mention.actor.id for p in event.parties}
    codes = {m.code for m in powers}
    names = _stems(" ".join(m.actor.name for m in bundle.reading.mentions)) | COMMON
    said = _stems(bundle.reading.plain) - names
    cited = bundle.cited_at(max(event.end, event.phrase_end))
    best: tuple[float, str] | None = None
    for row in bundle.case.rows("engagements"):
        if row.type != event.type or not codes & set(row.power):
            continue
        actors = {read_party(text).actor for text in row.parties}
        if not ids & actors or not _same_time(row.start, event):
            continue
        is_here = any(
            claim.locator == cited.locator and set(claim.source) & set(cited.sources)
            for claim in bundle.ids.claims_on.get(row.id, ())
        )
        is_dated = row.start is not None and event.date is not None
        label = _stems(row.label) - names
        words = len(label & said) / max(1, len(label))
        alike_dated = (row.start is None) == (event.date is None)
        enough = 0.3 if alike_dated else 0.5
        score = len(ids & actors) / len(ids | actors) + words + 0.3 * is_dated + 2 * is_here
        is_alike = (is_here and alike_dated) or is_dated or words >= enough
        if score >= 1.0 and is_alike and (best is None or score > best[0]):
            best = (score, row.id)
    return best[1] if best else None


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words of a text."""
    return {word[:6] for word in re.findall(r"[a-z]{4,}", fold(text).lower())}


def _same_time(start: PartialDate | None, event: Event) -> bool:
    if start is None or event.date is None:
        return True
    said = PartialDate.read(event.date.since)
    if start.earliest is None or start.latest is None:
        return True
    if said.earliest is None or said.latest is None:
        return True
    return start.earliest <= said.latest and said.earliest <= start.latest


def _why_host(bundle: Bundle, host: Mention) -> str:
    """Why a host stands in the row: named here, named before, or the only one of the case."""
    if host.end:
        return "names the host"
    if host.code in bundle.reading.context.codes:
        return "is named in a sentence before"
    return "is the case's only host"
