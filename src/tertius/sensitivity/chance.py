"""How often a test would be met had the rows that it judges been dealt out at random.

A high rate says that the test risked nothing. A low one says that it could have failed in this null
model, and proves nothing: a common pool is not the only rival of a statement, and tests are written
on the rows that they judge.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import isfinite

import numpy as np

from tertius.findings.expression import Part
from tertius.findings.finding import Each
from tertius.findings.judge import Row, RowsOf, Verdict, judge_rows, tested_rows
from tertius.findings.read import Compiled
from tertius.findings.support import Risk
from tertius.measures import MEASURES
from tertius.sensitivity.likelihood import Frequency
from tertius.worlds.computation import Computation
from tertius.worlds.exchange import Exchange, Places, exchange_of

WORLDS = 999
"""Deals drawn at first: with the one observed they are a thousand, so that a rank is a round number."""

MOST_WORLDS = 3_999
"""Deals drawn at the most, while the interval of a rate holds a bound: four times the deals halve it."""

ENUMERATED = 1_000
"""Up to so many different deals each is computed once, and nothing is drawn: about as many worlds as a
draw takes, and the rate has no error."""

SEED = 1945
"""Fixed, so that one case always gives one answer."""

UNITS_AT_ONCE = 250_000
"""So many units that are dealt are computed together: more take more memory, and fewer more passes.

Each world differs in nearly every partition, so that its tables are as long as the case's. A thousand
worlds of a case of ordinary size are one pass, which takes three quarters of the time of four.
"""

WEAK, WEAK_PART, SURE = 0.2, 0.5, 0.05
"""The bounds of a pass rate: above the first a test counts as weak, and so it does where its weakest
decisive part is above the second; up to the third it can bear high confidence.

The third is the customary one in twenty; the first two are conventions: a test that chance meets in
more than one world of five, or by its weakest part more often than not, risked little.
"""


@dataclass(frozen=True)
class PartChance:
    """How often one part of a test, of those joined by AND, is met in exchange worlds."""

    expect: str
    met: int
    not_met: int
    open: int
    rank: float | None
    """The share of worlds at least as extreme in the direction of the part, the observed included."""
    least: float | None
    """The least rank that any world attains, were it the one observed and its number known."""
    decisive: bool
    """Whether some world fails the test by this part alone."""

    @property
    def rate(self) -> float | None:
        """The share of worlds that decide it in which it is met; None where none decides it."""
        decided = self.met + self.not_met
        return self.met / decided if decided else None


@dataclass(frozen=True)
class Chance:
    """How often a test comes out as it does in exchange worlds; or why this cannot be said."""

    exchange: str | None
    met: int = 0
    not_met: int = 0
    open: int = 0
    worlds: int = 0
    low: float | None = None
    high: float | None = None
    """The 95 percent interval of the share of all worlds; the share itself where every deal is computed."""
    rank: float | None = None
    least: float | None = None
    parts: tuple[PartChance, ...] = ()
    reason: str | None = None
    nothing_moves: bool = False
    """Whether an exchange applies, and the rows are too few for any deal to change what the test sees."""
    verdict: Verdict = "holds"
    """Of which verdict the rate is told."""
    is_exact: bool = False
    is_ordered: bool = False
    """Whether some part compares numbers, so that ranks say more than the rate."""
    met_in: str = ""
    """In which of the first worlds it is met: a bit for each, in hexadecimal; empty where all are computed."""
    also: tuple["Chance", ...] = ()
    """Under other exchanges, from the least favourable on."""

    @property
    def rate(self) -> float | None:
        """The share of worlds with the verdict among those that decide; None where none does.

        Worlds that leave a test open are counted apart. They lower the plain share without its
        having been at risk there, so the less favourable share is the one that is judged.
        """
        decided = self.met + self.not_met
        same = self.not_met if self.verdict == "fails" else self.met
        return same / decided if decided else None

    @property
    def is_vacuous(self) -> bool:
        """Whether the verdict comes out the same in every world."""
        same = self.not_met if self.verdict == "fails" else self.met
        return self.worlds > 0 and same == self.worlds

    @property
    def weakest_part(self) -> float | None:
        """The highest rate of a part that can decide the test; None where it has one part only."""
        if self.verdict == "fails" or len(self.parts) < 2:
            return None
        return max((part.rate or 0.0 for part in self.parts if part.decisive), default=None)

    @property
    def is_weak(self) -> bool:
        """Whether chance gives the verdict too often for the test to have risked anything."""
        weakest = self.weakest_part
        return (
            self.is_vacuous
            or (self.rate is not None and self.rate > WEAK)
            or (weakest is not None and weakest > WEAK_PART)
        )

    @property
    def risk(self) -> Risk | None:
        """What the chance says of the test in one word; None where no exchange applies to it."""
        if self.worlds:
            return "too_few" if self.is_too_few else "weak" if self.is_weak else "tested"
        return "too_few" if self.nothing_moves else None

    @property
    def is_too_few(self) -> bool:
        """Whether so few rows were dealt that no deal could be remarkable (Tarone 1990)."""
        return self.is_ordered and self.least is not None and self.least > WEAK


Lead = Callable[[Row], float | None]


@dataclass
class _Tally:
    """What a finding comes to in the worlds of one exchange, counted as they are computed."""

    one: Compiled
    observed: "_Look"
    looks: Counter["_Look"] = field(default_factory=Counter)
    moved: bool = False
    bits: list[bool] = field(default_factory=list)
    """Whether it is met in each world, in the order in which they are computed."""


@dataclass(frozen=True)
class _Look:
    """One world as a finding sees it: its verdict, and of each part its answer and its lead."""

    verdict: Verdict
    answers: tuple[bool | None, ...]
    leads: tuple[float | None, ...]


def exchanges_of(one: Compiled) -> tuple[tuple[str, ...], str]:
    """Return the exchanges under which a finding can be asked, and why where there is none.

    An exchange has to apply to every measure that the finding asks, and to change a column that it
    looks at.
    """
    declared = {name: MEASURES[name].exchanges for name in sorted(one.measures)}
    for name, exchanges in declared.items():
        if not exchanges.names:
            return (), f"{name} {exchanges.reason}"
    named = one.named()
    common = [
        exchange
        for exchange in next(iter(declared.values())).names
        if all(
            exchange in each.names and (exchange not in each.only or each.only[exchange] & named)
            for each in declared.values()
        )
    ]
    if not common:
        return (), "no exchange applies to all of its measures: " + " and ".join(declared)
    return tuple(common), ""


def powers_asked(one: Compiled, powers: Sequence[str]) -> tuple[str, ...]:
    """Return the powers of the case that a finding names; all of them where it names fewer than two."""
    conditions = (*one.wheres.values(), *([one.expect] if one.expect else ()))
    literals = {word for condition in conditions for word in condition.literals}
    named = tuple(power for power in powers if power in literals)
    return named if len(named) > 1 else tuple(powers)


def chance_findings(
    computation: Computation,
    compiled: Sequence[Compiled],
    verdicts: Mapping[str, Verdict],
    powers: Sequence[str],
    *,
    progress: Callable[[str], None] = lambda doing: None,
) -> dict[str, Chance]:
    """Return the chance of every computed finding that holds or fails, by its id.

    Args:
        computation: the case, settled and measured in the baseline.
        compiled: findings; those that compute nothing are left out.
        verdicts: by id, what each finding comes to in the baseline.
        powers: the powers of the case, whose labels are dealt.
        progress: told what is being done.

    """
    by_finding: dict[str, list[Chance]] = defaultdict(list)
    groups: dict[tuple[str, tuple[str, ...]], list[Compiled]] = defaultdict(list)
    for one in compiled:
        name = one.finding.id
        if one.finding.sort != "computed":
            continue
        if verdicts[name] == "open":
            by_finding[name].append(
                Chance(None, reason="an open verdict has no chance to be asked of")
            )
            continue
        exchanges, reason = exchanges_of(one)
        if not exchanges:
            by_finding[name].append(Chance(None, reason=reason))
        for exchange in exchanges:
            groups[exchange, powers_asked(one, powers)].append(one)
    for (dealt, asked), here in sorted(groups.items()):
        progress(f"dealing {dealt} anew for {len(here)} findings")
        laid_out = exchange_of(dealt, computation.fetch, asked)
        for one, chance in zip(here, _deal(computation, here, laid_out, verdicts), strict=True):
            by_finding[one.finding.id].append(chance)
    return {name: _least_favourable(chances) for name, chances in by_finding.items()}


def _least_favourable(chances: Sequence[Chance]) -> Chance:
    """Return the chance that carries a finding least, with the others behind it.

    One that makes it weak, be it by one part of its test, comes before one with a higher rate that
    does not.
    """
    asked = [chance for chance in chances if chance.worlds]
    if not asked:
        return chances[0]
    first, *others = sorted(
        asked,
        key=lambda c: (c.risk == "tested", -(c.rate or 0.0), -(c.rank or 0.0), c.exchange or ""),
    )
    return Chance(**{**first.__dict__, "also": tuple(others)})


def _deal(
    computation: Computation,
    compiled: Sequence[Compiled],
    exchange: Exchange,
    verdicts: Mapping[str, Verdict],
) -> list[Chance]:
    """Return the chance of each finding under one exchange."""
    deals = exchange.deck.deals
    if deals == 1:
        reason = _nothing_to_deal(exchange)
        return [Chance(None, reason=reason, nothing_moves=True) for _ in compiled]
    baseline = computation.baseline({m for one in compiled for m in one.measures})
    tallies = {one.finding.id: _Tally(one, _look(one, partial(baseline.rows))) for one in compiled}
    is_exact = deals <= ENUMERATED
    at_once = max(1, UNITS_AT_ONCE // len(exchange.deck.units))
    if is_exact:
        every = exchange.deck.every()
        for start in range(0, len(every), at_once):
            _count(computation, tallies, exchange, every[start : start + at_once])
        return [
            _chance(tallies[o.finding.id], exchange.name, verdicts, is_exact=True) for o in compiled
        ]
    asked, done = dict(tallies), 0
    most = WORLDS
    while asked:
        for start in range(done, most, at_once):
            worlds = range(start, min(start + at_once, most))
            _count(computation, asked, exchange, exchange.deck.draw(SEED, worlds))
        done, most = most, min(2 * most + 1, MOST_WORLDS)
        if done == most:
            break
        asked = {
            name: tally
            for name, tally in asked.items()
            if tally.moved
            and _holds_a_bound(_chance(tally, exchange.name, verdicts, is_exact=False))
        }
    return [
        _chance(tallies[o.finding.id], exchange.name, verdicts, is_exact=False) for o in compiled
    ]


def _nothing_to_deal(exchange: Exchange) -> str:
    return {
        "powers": "no two rows of one set of hosts carry different powers, so there is nothing to deal",
        "niches": "no power does different things in two sectors of one domain, so there is nothing to deal",
        "outcomes": "no two promises of one host, sort and period came to different things, so there is nothing to deal",
    }[exchange.name]


def _holds_a_bound(chance: Chance) -> bool:
    """Return whether more worlds could still move the rate across a bound that it is judged by."""
    decided = chance.met + chance.not_met
    if not decided:
        return False
    same = chance.not_met if chance.verdict == "fails" else chance.met
    low, high = Frequency(same, decided).interval
    return any(low < bound < high for bound in (SURE, WEAK))


def _count(
    computation: Computation, tallies: Mapping[str, _Tally], exchange: Exchange, deals: Places
) -> None:
    """Add what findings come to in the world of each deal to their tallies."""
    names = [str(number) for number in range(len(deals))]
    measures = {measure for tally in tallies.values() for measure in tally.one.measures}
    views = computation.asked(exchange.changes(deals, names), measures)
    for tally in tallies.values():
        base = views.seen(tally.one)
        looks = {base: tally.observed}
        for world in names:
            seen = views.seen(tally.one, world)
            if seen not in looks:
                looks[seen] = _look(tally.one, partial(views.rows, world=world))
            tally.moved = tally.moved or seen != base
            tally.looks[looks[seen]] += 1
            tally.bits.append(looks[seen].verdict == "holds")


def _look(one: Compiled, rows_of: RowsOf) -> _Look:
    """Return how one finding sees the rows of one world."""
    verdict = judge_rows(one, rows_of).verdict
    assert one.expect is not None
    tested = tested_rows(one, rows_of)
    if tested is None:
        nothing = (None,) * len(one.expect.parts)
        return _Look(verdict, nothing, nothing)
    rows, each = tested
    answers, leads = [], []
    for part in one.expect.parts:
        answers.append(_joined([part.evaluate(row) for row in rows], each))
        lead = _lead_of(one, part)
        leads.append(None if lead is None else _extreme([lead(row) for row in rows], each))
    return _Look(verdict, tuple(answers), tuple(leads))


def _joined(answers: Sequence[bool | None], each: Each | None) -> bool | None:
    """Return whether a part is met by all rows, or by any; None where an unknown leaves it open."""
    first, second = (True, False) if each == "any" else (False, True)
    return first if first in answers else None if None in answers else second


def _extreme(leads: Sequence[float | None], each: Each | None) -> float | None:
    """Return the lead that decides: the largest where any row suffices, else the smallest."""
    finite = [lead for lead in leads if lead is not None and isfinite(lead)]
    if len(finite) < len(leads) and each != "any":
        return None
    if not finite:
        return None
    # Sums in another order differ in the last digits, which are no difference between worlds.
    return round(float((max if each == "any" else min)(finite)), 12)


def _lead_of(one: Compiled, part: Part) -> Lead | None:
    """Return by how much a row is beyond the bound of a part; None where nothing says how much.

    A part that compares the name of the first, such as `leader = 'RUS'`, is as far beyond as the
    first is ahead, and as far below where another is.
    """
    if part.lead is not None:
        return part.lead
    test = one.finding.test
    if part.column is None or test is None:
        return None
    column = part.column
    by = MEASURES[test.measure].exchanges.strength.get(column)
    if by is None:
        return None

    def lead(row: Row) -> float | None:
        if row[column] is None:
            return 0.0
        ahead = row[by]
        return None if ahead is None else float(ahead) if part.evaluate(row) else -float(ahead)

    return lead


def _chance(
    tally: _Tally, exchange: str, verdicts: Mapping[str, Verdict], *, is_exact: bool
) -> Chance:
    """Return the chance of a verdict, by the tally of its worlds."""
    if not tally.moved:
        reason = f"dealing {exchange} anew changes no row that it looks at"
        return Chance(None, reason=reason, nothing_moves=True)
    verdict = verdicts[tally.one.finding.id]
    counts: Counter[Verdict] = Counter()
    for look, times in tally.looks.items():
        counts[look.verdict] += times
    worlds = counts.total()
    if not counts["holds"] + counts["fails"]:
        reason = f"no world in which {exchange} are dealt anew decides it"
        return Chance(None, reason=reason, nothing_moves=True)
    same = Frequency(counts[verdict], worlds)
    assert tally.one.expect is not None
    parts = tuple(
        _part_chance(tally, place, part, verdict, is_exact=is_exact)
        for place, part in enumerate(tally.one.expect.parts)
    )
    # A test fails by the parts that are not met, and is met by all that could have failed it.
    observed = zip(parts, tally.observed.answers, strict=True)
    unmet = [part for part, answer in observed if answer is False]
    decisive = [part for part in parts if part.decisive]
    deciding = (unmet if verdict == "fails" else decisive) or list(parts)
    ordered = [
        part
        for part, lead in zip(parts, tally.observed.leads, strict=True)
        if lead is not None and part in deciding
    ]
    ranks = [part.rank for part in (ordered or deciding) if part.rank is not None]
    leasts = [part.least for part in (ordered or deciding) if part.least is not None]
    low, high = (same.share, same.share) if is_exact else same.interval
    return Chance(
        exchange,
        counts["holds"],
        counts["fails"],
        counts["open"],
        worlds,
        low,
        high,
        rank=max(ranks, default=None),
        least=min(leasts, default=None),
        parts=parts,
        verdict=verdict,
        is_exact=is_exact,
        is_ordered=bool(ordered),
        met_in="" if is_exact else _packed(tally.bits[:WORLDS]),
    )


def _packed(bits: Sequence[bool]) -> str:
    return np.packbits(np.array(bits, dtype=np.bool_)).tobytes().hex()


def _part_chance(
    tally: _Tally, place: int, part: Part, verdict: Verdict, *, is_exact: bool
) -> PartChance:
    """Return how often one part is met, and how extreme the observed row is in its direction."""
    answers: Counter[bool | None] = Counter()
    decisive = False
    for look, times in tally.looks.items():
        answers[look.answers[place]] += times
        others = (answer for at, answer in enumerate(look.answers) if at != place)
        decisive = decisive or (look.answers[place] is False and all(others))
    observed = tally.observed.leads[place]
    if observed is None:
        same = answers[verdict != "fails"]
        rank = least = _share(same, answers.total(), is_exact=is_exact)
        return PartChance(
            part.text, answers[True], answers[False], answers[None], rank, least, decisive
        )
    sign = -1.0 if verdict == "fails" else 1.0
    leads: Counter[float] = Counter()
    unknown = 0
    for look, times in tally.looks.items():
        lead = look.leads[place]
        if lead is None:
            unknown += times
        else:
            leads[sign * lead] += times
    here = sign * observed
    total = leads.total() + unknown
    # A world that leaves the number unknown counts as at least as extreme: the cautious reading.
    above = sum(times for lead, times in leads.items() if lead >= here) + unknown
    rank = _share(above, total, is_exact=is_exact)
    if part.two_sided:
        below = sum(times for lead, times in leads.items() if lead <= here) + unknown
        rank = min(1.0, 2 * min(rank, _share(below, total, is_exact=is_exact)))
    ends = {max((*leads, here)), min((*leads, here))} if part.two_sided else {max((*leads, here))}
    least = min(_share(leads[end], total, is_exact=is_exact) for end in ends)
    if part.two_sided:
        least = min(1.0, 2 * least)
    return PartChance(
        part.text, answers[True], answers[False], answers[None], rank, least, decisive
    )


def _share(count: int, total: int, *, is_exact: bool) -> float:
    """Return a rank: of all deals where each is computed, else with the observed one among those drawn.

    The 1 keeps a rank from being zero, which no number of draws can show (Phipson and Smyth 2010).
    """
    return count / total if is_exact else (1 + count) / (1 + total)


@dataclass(frozen=True)
class Comparison:
    """How many computed findings are met as the rows lie, beside how many in each exchange world."""

    exchange: str
    findings: int
    met: int
    mean: float
    low: int
    high: int
    """The 5th and the 95th of a hundred worlds, by how many findings are met there."""


def compare_with_chance(chances: Iterable[Chance]) -> tuple[Comparison, ...]:
    """Return one comparison for each exchange that was drawn, over the findings asked under it."""
    asked: dict[str, list[Chance]] = defaultdict(list)
    for chance in chances:
        for one in (chance, *chance.also):
            if one.met_in and one.exchange:
                asked[one.exchange].append(one)
    comparisons = []
    for exchange, here in sorted(asked.items()):
        bits = [np.unpackbits(np.frombuffer(bytes.fromhex(c.met_in), np.uint8)) for c in here]
        met = np.sum(bits, axis=0)[:WORLDS]
        low, high = np.quantile(met, [0.05, 0.95], method="inverted_cdf")
        holding = sum(chance.verdict == "holds" for chance in here)
        comparisons.append(
            Comparison(exchange, len(here), holding, float(met.mean()), int(low), int(high))
        )
    return tuple(comparisons)
