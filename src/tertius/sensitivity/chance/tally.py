"""What findings come to in exchange worlds, counted: how often each test is met, and how extreme its rows are."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from tertius.findings.compiled import Compiled
from tertius.findings.expression import Part
from tertius.findings.finding import Each
from tertius.findings.judge import Row, RowsOf, Verdict, judge_rows, tested_rows
from tertius.language.told import gettext
from tertius.measures import MEASURES
from tertius.sensitivity.chance.rates import WORLDS, Chance, PartChance
from tertius.sensitivity.likelihood import Frequency
from tertius.worlds.computation import Computation
from tertius.worlds.exchange import Exchange, Places

Lead = Callable[[Row], float | None]


@dataclass
class Tally:
    """What a finding comes to in the worlds of one exchange, counted as they are computed."""

    one: Compiled
    observed: "Look"
    looks: Counter["Look"] = field(default_factory=Counter)
    moved: bool = False
    bits: list[bool] = field(default_factory=list)
    """Whether it is met in each world, in the order in which they are computed."""


@dataclass(frozen=True)
class Look:
    """One world as a finding sees it: its verdict, and of each part its answer and its lead."""

    verdict: Verdict
    answers: tuple[bool | None, ...]
    leads: tuple[float | None, ...]


def count_worlds(
    computation: Computation, tallies: Mapping[str, Tally], exchange: Exchange, deals: Places
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
                looks[seen] = look_of(tally.one, views.rows_seen(tally.one, seen))
            tally.moved = tally.moved or seen != base
            tally.looks[looks[seen]] += 1
            tally.bits.append(looks[seen].verdict == "holds")


def look_of(one: Compiled, rows_of: RowsOf) -> Look:
    """Return how one finding sees the rows of one world."""
    verdict = judge_rows(one, rows_of).verdict
    assert one.expect is not None
    tested = tested_rows(one, rows_of)
    if tested is None:
        nothing = (None,) * len(one.expect.parts)
        return Look(verdict, nothing, nothing)
    rows, each = tested
    answers, leads = [], []
    for part in one.expect.parts:
        answers.append(_joined([part.evaluate(row) for row in rows], each))
        lead = _lead_of(one, part)
        leads.append(None if lead is None else _extreme([lead(row) for row in rows], each))
    return Look(verdict, tuple(answers), tuple(leads))


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


def chance_of(
    tally: Tally, exchange: str, verdicts: Mapping[str, Verdict], *, is_exact: bool
) -> Chance:
    """Return the chance of a verdict, by the tally of its worlds."""
    if not tally.moved:
        reason = gettext(
            "dealing {what} anew changes no row that it looks at", what=gettext(exchange)
        )
        return Chance(None, reason=reason, nothing_moves=True)
    verdict = verdicts[tally.one.finding.id]
    counts: Counter[Verdict] = Counter()
    for look, times in tally.looks.items():
        counts[look.verdict] += times
    worlds = counts.total()
    if not counts["holds"] + counts["fails"]:
        reason = gettext(
            "however {what} are dealt anew, it stays undecided", what=gettext(exchange)
        )
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
    tally: Tally, place: int, part: Part, verdict: Verdict, *, is_exact: bool
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
