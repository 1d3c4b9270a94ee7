"""From what a sentence says somebody did to the rows of an engagement, a tie or a position."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.engagement import read_party
from tertius.intake.proposals.bundle import Bundle, Said, one_line
from tertius.intake.proposals.cues import cues, find, inflect, which
from tertius.intake.proposals.event import Event
from tertius.intake.proposals.figures import Figure
from tertius.intake.proposals.fold import fold
from tertius.intake.proposals.lexicon import Mention
from tertius.intake.proposals.relations import Relation, Stand

CERTAIN = frozenset(
    [
        "signed",
        "started",
        "delivered",
        "operating",
        "occurred",
        "cancelled",
        "declined",
        "failed",
        "stalled",
    ]
)


class Sides:
    """Which codes are powers of a case, which are hosts."""

    def __init__(self, case: Case) -> None:
        settings = case.settings
        self.powers = tuple(settings.powers)
        self.baselines = tuple(settings.baselines)
        self.hosts = tuple(settings.hosts)

    def powers_of(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions of powers, one for each; baselines only where no power is among them."""
        listed = list(mentions)
        for codes in (self.powers, self.baselines):
            found = _first_of_each(m for m in listed if m.code in codes)
            if found:
                return found
        return []

    def hosts_of(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions of hosts, one for each."""
        return _first_of_each(m for m in mentions if m.code in self.hosts)

    def is_power(self, code: str | None) -> bool:
        """Whether a code is a power or a baseline."""
        return code in self.powers or code in self.baselines

    def is_theirs(self, code: str | None) -> bool:
        """Whether a code belongs to the case: host, power or baseline."""
        return code in self.hosts or self.is_power(code)


def _first_of_each(mentions: Iterable[Mention]) -> list[Mention]:
    seen: dict[str | None, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.code, mention)
    return list(seen.values())


def code_event(bundle: Bundle, event: Event, sides: Sides, *, on: str) -> bool:
    """Put the rows of an event into the bundle; False where the sentence does not say enough."""
    who = _powers_and_hosts(bundle, event, sides)
    if who is None:
        return False
    powers, hosts = who
    if event.denied and event.stage in ("", "started"):
        return False
    money = any(figure.kind == "money" for figure in event.figures)
    if event.type == "investment" and event.stage in ("", "started") and not money:
        return False
    existing = _existing(bundle, event, powers)
    figures = _figure_claims(bundle.case, event)
    subject = existing if existing is not None else _engagement(bundle, event, sides, powers, hosts)
    made = _stage_claim(bundle, event, subject)
    for prop, figure, cells in figures:
        made = bundle.claim(
            subject, prop, cells, at=(figure.start, figure.end), hedge=event.hedge,
            information="3" if event.stage in ("announced", "planned", "pledged") else "2",
        ) or made  # fmt: skip
    purpose = _purpose(bundle, event)
    if purpose:
        text, start, end = purpose
        said: Said = (text, start, end, "says what it was for")
        doubt = event.hedge or bundle.reading.hedge(start + 1)
        made = (
            bundle.claim(
                subject, "purpose", {"value": said}, at=(start, end), hedge=doubt, information="3"
            )
            or made
        )
    person = next(
        (p.mention.actor for p in event.parties if p.mention.actor.kind == "Person"), None
    )
    if (
        made
        and person is not None
        and event.hedge is not None
        and event.hedge.modality == "alleged"
    ):
        bundle.search_for_answer(subject, person, on)
    return made is not None


def _powers_and_hosts(
    bundle: Bundle, event: Event, sides: Sides
) -> tuple[list[Mention], list[Mention]] | None:
    reading = bundle.reading
    parties = [p.mention for p in event.parties]
    named = [m for m in reading.mentions if event.clause.start <= m.start < event.clause.end]
    powers = sides.powers_of(parties)
    if event.type in ("vote", "request") and event.agents:
        targets = [
            m
            for m in _first_of_each(named)
            if m.start > event.end
            and m.code in sides.powers
            and not m.owns_next
            and m.code != event.agents[0].code
            and "," not in bundle.reading.plain[event.end : m.start]
        ]
        if targets and event.agents[0].code not in [t.code for t in targets]:
            powers = targets if event.type == "vote" else powers or targets
    speaker_is_host = event.type == "statement" and any(m.code in sides.hosts for m in event.agents)
    if not powers:
        powers = sides.powers_of(m for m in named if m.start != event.start)
    if not powers and speaker_is_host:
        powers = sides.powers_of(reading.mentions)
    hosts = sides.hosts_of(parties)
    if hosts and all(m.actor.kind == "Person" for m in hosts):
        hosts = _parts_of(hosts, reading.mentions, sides) or hosts
    if not hosts:
        hosts = sides.hosts_of(named) or sides.hosts_of(reading.mentions)
    only_baselines = not any(m.code in sides.powers for m in powers)
    if not hosts and powers and not only_baselines:
        hosts = _hosts_before(bundle, sides)
    if only_baselines and not any(m.code in sides.hosts for m in [*parties, *named]):
        return None
    if not powers or not hosts:
        return None
    return powers, hosts


def _parts_of(hosts: Sequence[Mention], mentions: Sequence[Mention], sides: Sides) -> list[Mention]:
    """The parts of a person's country that the sentence names: Republika Srpska for Bosnia's Dodik."""
    short = {part.split("-")[0]: part for part in sides.hosts if "-" in part}
    return _first_of_each(
        m
        for m in mentions
        if m.code
        and any(
            m.code == part and _alpha_2(host.code) == two
            for two, part in short.items()
            for host in hosts
        )
    )


def _alpha_2(code: str | None) -> str | None:
    import pycountry

    country = pycountry.countries.get(alpha_3=code) if code and len(code) == 3 else None
    return str(country.alpha_2) if country else None


def _hosts_before(bundle: Bundle, sides: Sides) -> list[Mention]:
    code = next((code for code in bundle.reading.context.codes if code in sides.hosts), None)
    if code is None:
        return []
    known = bundle.reading.lexicon.by_code(code)
    return [Mention(0, 0, known, "name")] if known else []


def _engagement(
    bundle: Bundle, event: Event, sides: Sides, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    domain, sectors, place = _domain(bundle, event)
    parties: list[Said] = []
    for party in event.parties:
        role = _role(party.role, party.mention, sides)
        if role is None:
            continue
        parties.append(
            (
                f"{role}:{bundle.actor(party.mention)}",
                party.mention.start,
                party.mention.end,
                party.why,
            )
        )
    spelled = list(dict.fromkeys(text for text, *_ in parties))
    label = _label(bundle, event, powers, hosts)
    verb = (event.start, event.end)
    first = parties[0] if parties else ("", 0, 0, "")
    cells: dict[str, Said | str] = {
        "label": (label, *verb, "is what the sentence says happened"),
        "type": (
            event.type,
            event.start,
            max(event.end, event.phrase_end),
            "names the kind of engagement",
        ),
        "power": (
            ";".join(m.code or "" for m in powers),
            powers[0].start,
            powers[0].end,
            "names the power",
        ),
        "host": (
            ";".join(m.code or "" for m in hosts),
            hosts[0].start,
            hosts[0].end,
            "names the host" if hosts[0].end else "is named in a sentence before",
        ),
        "domain": (
            domain,
            *place,
            "names the field" if place[1] else "is the field of this kind of engagement",
        ),
        "sector": (
            ";".join(sectors),
            *place,
            "names the sector" if place[1] else "is the sector of this kind of engagement",
        ),
        "parties": (";".join(spelled), *first[1:3], first[3] or "names a party"),
        "start": (event.date.since, event.date.start, event.date.end, "is the date of the clause")
        if event.date
        else "",
        "until": (event.date.until, event.date.start, event.date.end, "is the end of the span")
        if event.date and event.date.until
        else "",
        "direction": _direction(event, sides, powers),
        "scope": _scope(bundle.case, event, sides, powers, hosts),
    }
    row_id = bundle.ids.engagement(label)
    bundle.add("engagements", row_id, cells)
    for _, start, end, why in parties[1:]:
        bundle.why("engagements", row_id, "parties", start, end, why)
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
    if event.type in ("loan", "donation", "acquisition", "contract", "investment"):
        lists = {s: ws for s, ws in lists.items() if known[s]["domain"] != "politics"}
    if event.type in ("agreement", "institution") and any(
        party.mention.actor.kind == "Company" for party in event.parties
    ):
        default = "economy", [], (0, 0)
    found = which(lists, reading.plain, event.end, event.clause.end) or which(
        lists, reading.plain, event.clause.start, event.start
    )
    if found is None:
        return default
    sector, match = found
    return known[sector]["domain"], [sector], (match.start(), match.end())


def _direction(event: Event, sides: Sides, powers: Sequence[Mention]) -> str:
    codes = [m.code for m in event.agents] or [p.mention.code for p in event.parties]
    by_power = any(sides.is_power(code) for code in codes)
    by_host = any(code in sides.hosts for code in codes)
    if event.type == "statement" and by_power and not by_host:
        return "about_host"
    if event.type == "vote" and by_power and powers and powers[0].code not in codes:
        return "about_host"
    roles = {p.role for p in event.parties if sides.is_theirs(p.mention.code)}
    both = any(sides.is_power(p.mention.code) for p in event.parties) and any(
        p.mention.code in sides.hosts for p in event.parties
    )
    if both and (len(roles) == 1 or "signatory" in roles) and "destination" not in roles:
        return "mutual"
    if by_host and not by_power:
        if any(p.role in ("buyer", "borrower", "recipient") for p in event.parties):
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


NAMED = {
    "statement": "Statement by {who} on {others}",
    "interference": "Interference of {who}",
}


def _as_told(word: str, event: Event) -> str:
    """The first word of a label: `establishing` and `given` as `established` and `gave`."""
    _, third, past, participle, ing = inflect(event.verb.split()[0])
    if event.passive or word not in (participle, ing):
        return word
    return third if word == ing and event.stage in ("", "started", "announced") else past


TRAILING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "with",
        "from",
        "by",
        "and",
        "or",
        "its",
        "their",
        "his",
        "that",
        "which",
        "as",
        "at",
        "against",
        "into",
    ]
)


def _label(
    bundle: Bundle, event: Event, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    """What it is in a few words: who, and the words of the sentence from the verb on; the year."""
    text = bundle.reading.text
    agents = event.agents or [p.mention for p in event.parties[:1]]
    who = " and ".join(dict.fromkeys(m.actor.name for m in agents[:2]))
    year = f", {event.date.edtf[:4]}" if event.date and event.date.edtf[:4].isdigit() else ""
    if event.is_noun:
        joint = {"request": "by", "agreement": "between"}.get(event.type, "from")
        return one_line(f"{event.verb.capitalize()} {joint} {who}{year}")
    if event.type == "statement" and event.stage != "signed":
        others = [m.actor.name for m in powers if m.actor.id not in {a.actor.id for a in agents}]
        theirs = {m.code for m in agents}
        about = others or [
            m.actor.name
            for m in bundle.reading.mentions
            if m.start > event.end and m.actor.kind in ("State", "Bloc") and m.code not in theirs
        ]
        about = about or [m.actor.name for m in hosts if m.code not in theirs]
        return one_line(f"Statement of {who}{f' on {about[0]}' if about else ''}{year}")
    begin = event.led
    said = text[begin : min(event.clause.end, begin + 130)].replace("’s", "'s")
    cut = CUT.split(said[event.end - begin :], maxsplit=1)[0]
    words = f"{said[: event.end - begin]}{cut}".split()[:12]
    words[0] = _as_told(words[0], event)
    while len(words) > 1 and words[-1].lower() in TRAILING:
        words.pop()
    joint = " was " if event.passive else " "
    if event.passive:
        undergone = [p.mention for p in event.parties if p.mention not in event.agents]
        who = " and ".join(dict.fromkeys(m.actor.name for m in undergone[:2])) or who
        joint = joint if undergone else " "
    return one_line(f"{who}{joint}{' '.join(words).strip(' .,;:')}{year}").replace("'s", "’s")


CUT = re.compile(
    r"[,;()‘’“”]| that | which | who | worth | in (?=\d|[A-Z][a-z]+ \d)| on (?=\d)| since | requiring "
    r"| and (?=(?:is|has|was|are|have) )"
    r"| to (?:meet|explore|discuss|prevent|affirm|attend|garner|strengthen) "
    r"| the (?:following|same|next) year| and (?=[a-z]+ed )| from (?=\d)| between (?=\d)"
)


def _stage_claim(bundle: Bundle, event: Event, subject: str) -> str | None:
    start, end = event.start, max(event.end, event.phrase_end)
    date: Said | str = ""
    if event.date:
        date = (event.date.since, event.date.start, event.date.end, "is the date of the clause")
    if event.denied:
        delivers = event.stage in ("delivered", "operating")
        if (
            delivers
            and find(cues()["denials"], bundle.reading.plain, event.clause.start, event.start)
            is None
        ):
            said: Said = (
                "not_delivered",
                event.stage_start,
                event.stage_end,
                "says that it did not come",
            )
            return bundle.claim(
                subject, "stage", {"value": said, "date": date}, at=(start, end), hedge=event.hedge
            )
        return bundle.claim(
            subject,
            "exists",
            {"value": ("yes", start, end, "is denied here"), "date": date},
            at=(start, end),
            hedge=event.hedge,
            stance="disputes",
        )
    if event.stage:
        said = (event.stage, event.stage_start, event.stage_end, "says how far it has come")
        grade = "2" if event.stage in CERTAIN else "3"
        return bundle.claim(
            subject,
            "stage",
            {"value": said, "date": date},
            at=(start, end),
            hedge=event.hedge,
            information=grade,
        )
    return bundle.claim(
        subject,
        "exists",
        {"value": ("yes", start, end, "says that it is so"), "date": date},
        at=(start, end),
        hedge=event.hedge,
    )


def _figure_claims(case: Case, event: Event) -> list[tuple[str, Figure, Mapping[str, Said | str]]]:
    """The figures of a clause as properties of its engagement."""
    types = case.taxonomy.words("engagement_type")
    money = types.get(event.type, {}).get("money") or event.type in (
        "agreement",
        "institution",
        "programme",
    )
    found: list[tuple[str, Figure, Mapping[str, Said | str]]] = []
    for figure in event.figures:
        prop = None
        if figure.kind == "money" and money:
            prop = "amount"
        elif figure.kind == "jobs" and event.type in ("acquisition", "investment", "contract"):
            prop = "jobs"
        elif figure.kind == "percent" and event.type == "acquisition":
            prop = "share_pct"
        elif (
            figure.kind == "count"
            and event.type in ("arms_transfer", "donation", "contract", "exercise", "statement")
            and figure.unit in case.taxonomy.words("unit")
        ):
            prop = "quantity"
        if prop is None or any(p == prop and prop != "quantity" for p, *_ in found):
            continue
        span = (figure.start, figure.end)
        cells: dict[str, Said | str] = {
            name: (cell, *span, "is the figure") for name, cell in figure.cells().items()
        }
        cells["unit"] = (figure.unit, *span, "is its unit") if prop != "jobs" else ""
        if prop == "amount" and event.stage in (
            "announced",
            "planned",
            "pledged",
            "signed",
            "started",
            "delivered",
        ):
            cells["stage"] = (
                event.stage,
                event.stage_start,
                event.stage_end,
                "says at which stage the figure stands",
            )
        if event.date:
            cells["date"] = (
                event.date.since,
                event.date.start,
                event.date.end,
                "is the date of the clause",
            )
        found.append((prop, figure, cells))
    return found


PURPOSE = re.compile(
    r" (?:in an attempt to|in a bid to|in order to|to) ([a-z]{3,15} [^,;.()]{4,110})"
)


def _purpose(bundle: Bundle, event: Event) -> tuple[str, int, int] | None:
    if event.is_noun or event.type not in ("visit", "request") or event.stage != "occurred":
        return None
    found = PURPOSE.search(bundle.reading.plain, max(event.end, event.phrase_end), event.clause.end)
    if not found or found[1].split()[0] in ("the", "his", "her", "its", "attend"):
        return None
    end = found.end(1)
    return one_line(bundle.reading.text[found.start() + 1 : end]), found.start() + 1, end


def _existing(bundle: Bundle, event: Event, powers: Sequence[Mention]) -> str | None:
    """The engagement of the case that an event is about: same kind, power and actors, no other date."""
    ids = {p.mention.actor.id for p in event.parties}
    codes = {m.code for m in powers}
    said = {w[:6] for w in re.findall(r"[a-z]{4,}", fold(bundle.reading.plain).lower())}
    best: tuple[float, str] | None = None
    for row in bundle.case.rows("engagements"):
        if row.type != event.type or not codes & set(row.power):
            continue
        if not _same_time(row.start, event):
            continue
        actors = {read_party(text).actor for text in row.parties}
        shared = len(ids & actors) / max(1, len(ids | actors))
        label = {w[:6] for w in re.findall(r"[a-z]{4,}", fold(row.label).lower())}
        words = len(label & said) / max(1, len(label))
        dated = 0.3 if row.start and event.date else 0.0
        score = shared + words + dated
        if ids & actors and score >= 1.0 and (best is None or score > best[0]):
            best = (score, row.id)
    return best[1] if best else None


def _same_time(start: PartialDate | None, event: Event) -> bool:
    if start is None or event.date is None:
        return True
    said = PartialDate.read(event.date.since)
    if None in (start.earliest, start.latest, said.earliest, said.latest):
        return True
    return bool(start.earliest <= said.latest and said.earliest <= start.latest)  # type: ignore[operator]


def code_relation(
    bundle: Bundle, relation: Relation, sides: Sides, done: set[tuple[str, ...]], *, on: str
) -> bool:
    """Put a tie into the bundle, or a claim on the tie that the case has; False where nothing is new."""
    actor, target = relation.actor.actor, relation.target.actor
    if not (sides.is_theirs(actor.country) or sides.is_theirs(target.country)):
        return False
    key = (
        actor.id,
        relation.relation,
        target.id,
        relation.role.split()[-1] if relation.role else "",
    )
    if key in done:
        return False
    done.add(key)
    span = (relation.start, relation.end)
    subject = _known_tie(bundle.case, relation)
    if subject is None:
        verb = relation.relation.replace("_", " ")
        subject = bundle.ids.new(
            "ties", {"actor": actor.id, "relation": relation.relation, "target": target.id}
        )
        share = relation.share
        bundle.actor(relation.actor)
        bundle.actor(relation.target)
        bundle.add(
            "ties",
            subject,
            {
                "actor": (
                    actor.id,
                    relation.actor.start,
                    relation.actor.end,
                    "is who has the relation",
                ),
                "relation": (relation.relation, *span, f"says that one {verb} the other"),
                "target": (
                    target.id,
                    relation.target.start,
                    relation.target.end,
                    "is the other side",
                ),
                "role": (relation.role, *span, "names the office"),
                "start": (
                    relation.since.since,
                    relation.since.start,
                    relation.since.end,
                    "is since when",
                )
                if relation.since
                else "",
                "share_pct": (share.value, share.start, share.end, "is the share") if share else "",
                "domain": "politics" if relation.relation == "holds_office_at" else "",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": ("yes", *span, "says that it is so")},
        at=span,
        hedge=relation.hedge,
    )
    if relation.share:
        share = relation.share
        cells: dict[str, Said | str] = {
            name: (cell, share.start, share.end, "is the share")
            for name, cell in share.cells().items()
        }
        made = (
            bundle.claim(
                subject,
                "share_pct",
                {**cells, "unit": "pct"},
                at=(share.start, share.end),
                hedge=relation.hedge,
            )
            or made
        )
    person = next((a for a in (actor, target) if a.kind == "Person"), None)
    if made and person and relation.hedge is not None and relation.hedge.modality == "alleged":
        bundle.search_for_answer(subject, person, on)
    return made is not None


def _known_tie(case: Case, relation: Relation) -> str | None:
    sought = {fold(word).lower() for word in relation.role.split()} - {"former"}
    for row in case.rows("ties"):
        if (row.actor, row.relation) != (relation.actor.actor.id, relation.relation):
            continue
        known = {fold(word).lower() for word in (row.role or "").split()}
        if row.target == relation.target.actor.id and (not sought or not known or sought & known):
            return str(row.id)
        if relation.relation == "holds_office_at" and sought and sought <= known:
            return str(row.id)
    return None


def code_stand(bundle: Bundle, stand: Stand, done: set[tuple[str, ...]], *, on: str) -> bool:
    """Put a position into the bundle, or a claim on the position that the case has."""
    actor = stand.actor.actor
    key = (actor.id, stand.issue, stand.view)
    if key in done or actor.country is None:
        return False
    done.add(key)
    span = (stand.start, stand.issue_end)
    known = [
        row for row in bundle.case.rows("positions") if (row.actor, row.issue, row.view) == key
    ]
    if known:
        subject = str(known[0].id)
    else:
        subject = bundle.ids.new(
            "positions", {"actor": actor.id, "view": stand.view, "issue": stand.issue}
        )
        inferred = stand.hedge is not None and stand.hedge.modality == "inferred"
        bundle.actor(stand.actor)
        bundle.add(
            "positions",
            subject,
            {
                "actor": (actor.id, stand.actor.start, stand.actor.end, "is whose view it is"),
                "issue": (stand.issue, stand.end, stand.issue_end, "names the issue"),
                "view": (stand.view, stand.start, stand.end, "says the view"),
                "kind": "inferred" if inferred else "declared",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": ("yes", *span, "says that it is so")},
        at=span,
        hedge=stand.hedge,
        information="3",
    )
    if (
        made
        and actor.kind == "Person"
        and stand.hedge is not None
        and stand.hedge.modality == "alleged"
    ):
        bundle.search_for_answer(subject, actor, on)
    return made is not None
