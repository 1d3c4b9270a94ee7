"""Which codes are powers of a case, which are hosts, and which of them an event is about."""

from collections.abc import Iterable, Sequence

from tertius.case.read import Case
from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.event import Event
from tertius.intake.extraction.proposals.lexicon import Mention


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


def powers_and_hosts(
    bundle: Bundle, event: Event, sides: Sides
) -> tuple[list[Mention], list[Mention]] | None:
    """The powers and the hosts that an event is about; None where the text names no power or host."""
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
        others = [
            m for m in named if m.start > event.end and m.code not in {p.code for p in powers}
        ]
        if event.type == "statement" and any(m.actor.kind in ("State", "Bloc") for m in others):
            return None
        hosts = _hosts_before(bundle, sides) or _only_host(bundle, sides, named)
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


def _only_host(bundle: Bundle, sides: Sides, named: Sequence[Mention]) -> list[Mention]:
    """The host of a case that has one alone, where the clause names no other state that it could be about."""
    others = [m for m in named if m.actor.kind in ("State", "Bloc") and not sides.is_theirs(m.code)]
    known = bundle.reading.lexicon.by_code(sides.hosts[0]) if len(sides.hosts) == 1 else None
    return [Mention(0, 0, known, "name")] if known and not others else []


def _hosts_before(bundle: Bundle, sides: Sides) -> list[Mention]:
    code = next((code for code in bundle.reading.context.codes if code in sides.hosts), None)
    if code is None:
        return []
    known = bundle.reading.lexicon.by_code(code)
    return [Mention(0, 0, known, "name")] if known else []
