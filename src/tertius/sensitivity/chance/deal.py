"""Rows dealt out at random, to see how often a test would be met had they been.

A high rate says that the test risked nothing. A low one says that it could have failed in this null
model, and proves nothing: a common pool is not the only rival of a statement, and tests are written
on the rows that they judge.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tertius.evidence.text import several
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Verdict
from tertius.language.told import gettext, listed, worded
from tertius.measures import MEASURES
from tertius.sensitivity.chance.rates import SURE, WEAK, WORLDS, Chance
from tertius.sensitivity.chance.tally import Tally, chance_of, count_worlds, look_of
from tertius.sensitivity.likelihood import Frequency
from tertius.worlds.computation import Computation
from tertius.worlds.exchange import Exchange, exchange_of

MOST_WORLDS = 3_999
"""Deals drawn at the most, while the interval of a rate holds a bound: four times the deals halve it."""

MOST_UNITS = 3_000_000
"""Units dealt at the most beyond the first draw: a deal of thousands takes as long as ten of hundreds, and
who builds a case of thousands of engagements would wait longest for the one rate that touches a bound."""

ENUMERATED = 1_000
"""Up to so many different deals each is computed once, and nothing is drawn: about as many worlds as a
draw takes, and the rate has no error."""

SEED = 1945
"""Fixed, so that one case always gives one answer."""

UNITS_AT_ONCE = 3_000_000
"""So many units that are dealt are computed together: more take more memory, and fewer more passes.

Families are computed by variant, so that a world takes little more than the names of its variants: a
thousand worlds of five thousand engagements are one pass.
"""


def exchanges_of(one: Compiled) -> tuple[tuple[str, ...], str]:
    """Return the exchanges under which a finding can be asked, and why where there is none.

    An exchange has to apply to every measure that the finding asks, and to change a column that it
    looks at.
    """
    declared = {name: MEASURES[name].exchanges for name in sorted(one.measures)}
    for name, exchanges in declared.items():
        if not exchanges.names:
            reason = gettext(exchanges.reason)
            return (), gettext("{measure} {reason}", measure=_called(name), reason=reason)
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
        return (), gettext(
            "no exchange applies to all of its measures: {measures}",
            measures=listed(map(_called, declared), gettext(" and ")),
        )
    return tuple(common), ""


def _called(measure: str) -> str:
    """Return a measure by its name; in another language, what it is called there."""
    return worded(measure, measure.replace("_", " "))


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
                Chance(None, reason=gettext("an open verdict has no chance to be asked of"))
            )
            continue
        exchanges, reason = exchanges_of(one)
        if not exchanges:
            by_finding[name].append(Chance(None, reason=reason))
        for exchange in exchanges:
            groups[exchange, powers_asked(one, powers)].append(one)
    for (dealt, asked), here in sorted(groups.items()):
        progress(f"dealing {dealt} anew for {several(len(here), 'finding')}")
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
    tallies = {one.finding.id: Tally(one, look_of(one, partial(baseline.rows))) for one in compiled}
    is_exact = deals <= ENUMERATED
    at_once = max(1, UNITS_AT_ONCE // len(exchange.deck.units))
    if is_exact:
        every = exchange.deck.every()
        for start in range(0, len(every), at_once):
            count_worlds(computation, tallies, exchange, every[start : start + at_once])
        return [
            chance_of(tallies[o.finding.id], exchange.name, verdicts, is_exact=True)
            for o in compiled
        ]
    asked, done = dict(tallies), 0
    most = WORLDS
    while asked:
        for start in range(done, most, at_once):
            worlds = range(start, min(start + at_once, most))
            count_worlds(computation, asked, exchange, exchange.deck.draw(SEED, worlds))
        within = min(MOST_WORLDS, MOST_UNITS // len(exchange.deck.units))
        done, most = most, min(2 * most + 1, within)
        if done >= most:
            break
        asked = {
            name: tally
            for name, tally in asked.items()
            if tally.moved
            and _holds_a_bound(chance_of(tally, exchange.name, verdicts, is_exact=False))
        }
    return [
        chance_of(tallies[o.finding.id], exchange.name, verdicts, is_exact=False) for o in compiled
    ]


def _nothing_to_deal(exchange: Exchange) -> str:
    return {
        "powers": gettext(
            "no two rows of one set of hosts carry different powers, so there is nothing to deal"
        ),
        "niches": gettext(
            "no power does different things in two sectors of one domain, so there is nothing to deal"
        ),
        "outcomes": gettext(
            "no two promises of one host, sort and period came to different things, so there is nothing to deal"
        ),
    }[exchange.name]


def _holds_a_bound(chance: Chance) -> bool:
    """Return whether more worlds could still move the rate across a bound that it is judged by."""
    decided = chance.met + chance.not_met
    if not decided:
        return False
    same = chance.not_met if chance.verdict == "fails" else chance.met
    low, high = Frequency(same, decided).interval
    return any(low < bound < high for bound in (SURE, WEAK))
