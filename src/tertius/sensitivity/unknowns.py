"""Whether unknown values could undo a verdict, and from which value on.

A test is judged as a whole over every unknown that bears on it, jointly: at the least, on a grid
from the smallest known amount to far beyond the largest, at crossings and turning points between,
and at the limit. Bounds of single columns mislead: the Herfindahl index of 3, 1 and x is 0.625 where
x is 0, goes to 1 with x, and is 5/13 between (Manski 2003 on bounds that unknowns leave).

Which unknowns bear is not declared: each is filled in by itself, and bears where the finding then
sees other values. Those of one power that change them alike are one group, told together.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import partial
from itertools import pairwise, product
from math import isfinite

from tertius.case.read import Case
from tertius.findings.expression import Condition, condition
from tertius.findings.judge import Judgement, RowsOf, judge_rows, tested_rows
from tertius.findings.read import Compiled
from tertius.measures import MEASURES
from tertius.sensitivity.within import DIGITS, Edge, ceilings, worded
from tertius.worlds.computation import Computation
from tertius.worlds.filling import Fillings, Sort, Unknown, fillings_of
from tertius.worlds.plans import needed
from tertius.worlds.views import MeasureViews

LIMIT = Decimal(10) ** 15
"""Stands for an amount without end: a thousand times the largest deal that anybody signed, and small
enough that its square, which likeness takes, has a place in a decimal of 38 digits."""

BEYOND = 1000
"""The grid ends so many times beyond the largest known amount."""

POINTS = {1: 25, 2: 9, 3: 6, 4: 4, 5: 3}
"""Points of the grid for each group, by how many groups bear: a few hundred fillings in all."""

MOST_JOINT = 8
"""Up to so many groups all are tried jointly, above five at their ends: 2 to the 8th fillings."""

ALONG = 25
"""Points along each group by itself, with the others as they are known and at their ends."""

SECTIONS = 64
"""A turning point, and the crossing of several groups at once, is sought in so many sections of a gap."""

AT_ONCE = 4_000
"""Fillings that are computed together; more take more memory and no less time each."""

MOST_MISSING = 3
"""So many unknowns are named in a reason."""

OF_KNOWLEDGE = frozenset(
    {
        "known",
        "approx",
        "lower_bound",
        "unknown",
        "amounts_known",
        "amounts_unknown",
        "stakes_unknown",
        "promised_unknown",
        "signed_unknown",
        "delivered_unknown",
        "costs_known",
    }
)
"""The columns that say what is known. A part of a test on them is met by what is known, whatever the
unknown values are."""

COUNTED = frozenset(
    {
        *("engagements", "ended", "uncertain", "count_share", "stakes", "searches", "counted"),
        *("contested_items", "complementary_links", "opposing_acts", "expected_links", "z"),
        *("promised", "signed", "started", "delivered", "stalled", "cancelled", "not_delivered"),
        *("failed", "declined", "undetermined", "new", "second_hand", "modernised"),
        *("searched_in_vain", "promises", "undated", "at_risk", "days"),
    }
)
"""The columns of numbers that count rows, and stay whatever the unknown values are. A finding that
asks nothing else is not searched; a property test holds every one of them to it."""

FIRST = frozenset({"leader", "runner_up"})
"""The columns of words that values can change: who is first, and second."""

Point = tuple[Decimal, ...]
"""By group the value that its unknowns come to together."""


@dataclass(frozen=True)
class Bounded:
    """A judgement over every value that unknowns may have, and within what it stands."""

    judgement: Judgement
    within: str | None = None
    edges: tuple[Edge, ...] = ()
    """From where on unknown values undo it by what is known, whether or not that leaves it open."""


@dataclass(frozen=True)
class _Group:
    """Unknowns of one power that change what a finding sees alike."""

    power: str
    sort: Sort
    numbers: tuple[int, ...]
    unknowns: tuple[Unknown, ...]
    ceiling: Decimal | None
    """The highest value that does not count as beyond what is known; None where nothing says."""

    @property
    def base(self) -> Decimal:
        """The value that stands for what is known: as stated, else nothing."""
        first = self.unknowns[0]
        return first.low if first.stated is None else first.stated

    @property
    def low(self) -> Decimal:
        return self.unknowns[0].low

    @property
    def high(self) -> Decimal | None:
        return self.unknowns[0].high

    def values(self, value: Decimal) -> dict[int, Decimal]:
        """Return what each of its unknowns is where they come to a value together."""
        share = value if self.sort == "years" else value / len(self.numbers)
        return dict.fromkeys(self.numbers, share)

    def points(self, count: int, smallest: Decimal, far: Decimal) -> list[Decimal]:
        """Return so many values from its least to its most, those that are told apart included."""
        if self.high is not None:
            steps = [self.low + (self.high - self.low) * n / (count - 1) for n in range(count)]
            return sorted({*steps, self.base})
        start = self.low or smallest
        far = max(far, (self.ceiling or start) * BEYOND)
        ratio = (far / start) ** (Decimal(1) / max(count - 4, 1))
        grid = [start * ratio**n for n in range(max(count - 3, 1))]
        ends = [self.low, LIMIT, *([self.ceiling] if self.ceiling is not None else [])]
        return sorted({*grid, *ends})

    def ends(self) -> list[Decimal]:
        """Return its least and its most, where it is known how high that is thought."""
        return [self.low, self.high if self.high is not None else self.ceiling or LIMIT]


@dataclass(frozen=True)
class _Look:
    """What a finding comes to with a filling, and how far each of its parts is met."""

    verdict: str
    leads: tuple[float | None, ...]


@dataclass(frozen=True)
class _Undone:
    """What undoes a finding: from where on, and whether within what unknowns are thought to be."""

    edges: tuple[Edge, ...]
    is_within_reach: bool
    are_joint: bool = False


def bound_findings(
    case: Case,
    computation: Computation,
    compiled: Sequence[Compiled],
    judged: Mapping[str, Judgement],
) -> dict[str, Bounded]:
    """Return each finding's judgement over every value of the unknowns that bear on it, by its id.

    Args:
        case: tells the period and the currency.
        computation: the case, settled and measured in the baseline.
        compiled: the findings; only those that compute are searched.
        judged: by id, what each comes to by the values that are known.

    """
    bounded = {name: Bounded(judgement) for name, judgement in judged.items()}
    settings = case.settings
    computed = {m for one in compiled if one.finding.sort == "computed" for m in one.measures}
    fillings = fillings_of(
        computation.fetch,
        needed(computed),
        as_of=settings.as_of,
        since=settings.period.earliest or settings.as_of,
        currency=settings.currency,
    )
    asked = [one for one in compiled if _is_touched(one, fillings.steps)]
    searched = {
        one.finding.id: part for one in asked if (part := _of_values(one, judged)) is not None
    }
    if not fillings.unknowns or not searched:
        return bounded
    search = _Search(computation, fillings, searched)
    bearing = search.bearing()
    claims = _Claims.of(computation)
    runs: dict[str, Generator[list[Point], list[_Look], _Undone | None]] = {}
    for name, groups in bearing.items():
        if not groups:
            continue
        told = judged[name]
        if told.verdict == "open":
            bounded[name] = Bounded(replace(told, reason=_why_open(told.reason, groups, claims)))
            continue
        search.groups[name] = groups
        runs[name] = _undoing(groups, told.verdict, fillings)
    for name, undone in search.run(runs).items():
        if undone is not None:
            bounded[name] = _bounded(judged[name], undone, bearing[name], claims)
    return bounded


def _is_touched(one: Compiled, steps: Iterable[str]) -> bool:
    """Return whether a finding computes something of steps in which unknowns stand."""
    if one.finding.sort != "computed" or not needed(one.measures).intersection(steps):
        return False
    test = one.finding.test
    if test is not None:
        asked = one.expect.columns if one.expect else frozenset()
        return _can_move(test.measure, asked, one.wheres[test.measure])
    return any(
        _can_move(value.measure, frozenset({value.column}), one.wheres[name])
        for name, value in one.finding.values.items()
    )


def _can_move(measure: str, asked: frozenset[str], where: Condition) -> bool:
    """Return whether unknown values can change these columns of the rows that a condition picks."""
    kinds = MEASURES[measure].columns
    moving = {name for name, kind in kinds.items() if kind == "number"} - COUNTED | FIRST
    return where.equals.get("basis") != "count" and bool(moving & (asked | where.columns))


def _of_values(one: Compiled, judged: Mapping[str, Judgement]) -> Compiled | None:
    """Return a finding with the parts of its test that ask values; None where none does.

    Parts that ask what is known, such as `unknown = 0` or `amount is null`, come to the same whatever
    the unknown values are. Where such a part may be what fails, nothing else can undo that.
    """
    expect, test = one.expect, one.finding.test
    assert expect is not None
    if test is not None:
        kinds = dict(MEASURES[test.measure].columns)
        asking = OF_KNOWLEDGE
    else:
        values = one.finding.values
        kinds = {name: MEASURES[v.measure].columns[v.column] for name, v in values.items()}
        asking = frozenset(name for name, v in values.items() if v.column in OF_KNOWLEDGE)
    if not expect.asks_null and not expect.columns & asking:
        return one
    parts = [condition(part.text, kinds) for part in expect.parts]
    kept = [part for part in parts if not part.asks_null and not part.columns & asking]
    if not kept or judged[one.finding.id].verdict == "fails":
        return None
    return replace(one, expect=condition(" AND ".join(f"({part.text})" for part in kept), kinds))


class _Search:
    """Computes fillings for many findings at once, and what each finding sees of them."""

    def __init__(
        self, computation: Computation, fillings: Fillings, compiled: Mapping[str, Compiled]
    ) -> None:
        self.computation, self.fillings, self.compiled = computation, fillings, compiled
        self.groups: dict[str, tuple[_Group, ...]] = {}

    def bearing(self) -> dict[str, tuple[_Group, ...]]:
        """Return the groups of unknowns that bear on each finding."""
        worlds: dict[str, dict[int, Decimal]] = {}
        for number, unknown in enumerate(self.fillings.unknowns):
            ends = {unknown.low, unknown.high if unknown.high is not None else LIMIT}
            for place, value in enumerate(sorted(ends, reverse=True)):
                worlds[f"{number} {place}"] = {number: value}
        views = self._asked(worlds, list(self.compiled.values()))
        return {name: self._bearing(one, views, worlds) for name, one in self.compiled.items()}

    def _bearing(
        self, one: Compiled, views: MeasureViews, worlds: Mapping[str, Mapping[int, Decimal]]
    ) -> tuple[_Group, ...]:
        base_rows = views.seen(one)
        base = _values_seen(one, partial(views.rows))
        alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        bearing: set[int] = set()
        signatures: dict[int, tuple[object, ...]] = {}
        for world, values in worlds.items():
            (number,) = values
            seen = views.seen(one, world)
            if seen != base_rows and _values_seen(one, partial(views.rows, world=world)) != base:
                bearing.add(number)
            signatures.setdefault(number, seen)
        for number in sorted(bearing):
            unknown = self.fillings.unknowns[number]
            # What has an end of its own, or is shared, stands by itself: one cannot take the other's place.
            alone = number if unknown.high is not None and unknown.sort != "years" else -1
            alone = number if unknown.stated is not None else alone
            alike[unknown.power, unknown.sort, alone, signatures[number]].append(number)
        groups = (self._group(numbers) for numbers in alike.values())
        return tuple(sorted(groups, key=lambda g: (g.sort, [u.subject for u in g.unknowns])))

    def _group(self, numbers: Sequence[int]) -> _Group:
        every = self.fillings.unknowns
        ordered = sorted(numbers, key=lambda number: every[number].subject)
        unknowns = tuple(every[number] for number in ordered)
        first = unknowns[0]
        ceiling = first.high
        if first.high is None:
            each = [self.fillings.largest_like(one) for one in unknowns]
            known = [amount for amount in each if amount is not None]
            ceiling = sum(known, Decimal(0)) if len(known) == len(each) else None
        return _Group(first.power, first.sort, tuple(ordered), unknowns, ceiling)

    def run(
        self, runs: Mapping[str, Generator[list[Point], list[_Look], _Undone | None]]
    ) -> dict[str, _Undone | None]:
        """Return what searches come to, each turn computing what all of them ask together."""
        results: dict[str, _Undone | None] = {}
        asking = {name: next(search) for name, search in runs.items()}
        while asking:
            looks = self._looked(asking)
            following: dict[str, list[Point]] = {}
            for name, seen in looks.items():
                try:
                    following[name] = runs[name].send(seen)
                except StopIteration as stopped:
                    results[name] = stopped.value
            asking = following
        return results

    def _looked(self, asking: Mapping[str, Sequence[Point]]) -> dict[str, list[_Look]]:
        """Return how findings see the fillings that each asks."""
        worlds: dict[tuple[tuple[int, Decimal], ...], str] = {}
        named: dict[str, list[str]] = {}
        for name, points in asking.items():
            named[name] = []
            for point in points:
                filled: dict[int, Decimal] = {}
                for group, value in zip(self.groups[name], point, strict=True):
                    filled |= group.values(value)
                key = tuple(sorted(filled.items()))
                named[name].append(worlds.setdefault(key, str(len(worlds))))
        looks: dict[str, dict[str, _Look]] = {name: {} for name in asking}
        every = list(worlds.items())
        findings = [self.compiled[name] for name in asking]
        for start in range(0, len(every), AT_ONCE):
            batch = {world: dict(key) for key, world in every[start : start + AT_ONCE]}
            views = self._asked(batch, findings)
            for name in asking:
                one, seen_before = self.compiled[name], looks[name]
                cache: dict[tuple[object, ...], _Look] = {}
                for world in named[name]:
                    if world in batch and world not in seen_before:
                        seen = views.seen(one, world)
                        if seen not in cache:
                            cache[seen] = _look(one, partial(views.rows, world=world))
                        seen_before[world] = cache[seen]
        return {name: [looks[name][world] for world in names] for name, names in named.items()}

    def _asked(
        self, worlds: Mapping[str, Mapping[int, Decimal]], findings: Sequence[Compiled]
    ) -> MeasureViews:
        measures = {measure for one in findings for measure in one.measures}
        return self.computation.asked(self.fillings.changes(worlds), measures)


def _values_seen(one: Compiled, rows_of: RowsOf) -> object:
    """Return the values that a test asks, of each row that it looks at."""
    tested = tested_rows(one, rows_of)
    assert one.expect is not None
    if tested is None:
        return None
    columns = sorted(one.expect.columns)
    return [tuple(row[name] for name in columns) for row in tested[0]]


def _look(one: Compiled, rows_of: RowsOf) -> _Look:
    tested = tested_rows(one, rows_of)
    assert one.expect is not None
    leads: list[float | None] = []
    for part in one.expect.parts:
        each = [] if tested is None or part.lead is None else [part.lead(row) for row in tested[0]]
        numbers = [float(lead) for lead in each if lead is not None and isfinite(lead)]
        leads.append(min(numbers, default=None))
    return _Look(judge_rows(one, rows_of).verdict, tuple(leads))


def _undoing(
    groups: tuple[_Group, ...], verdict: str, fillings: Fillings
) -> Generator[list[Point], list[_Look], _Undone | None]:
    """Search what undoes a verdict, asking for fillings and being sent how the finding sees them."""
    known = fillings.smallest or Decimal(1)
    smallest = (
        known / 8
    )  # A deal that nobody put a number on may be smaller than all that have one.
    far = max(fillings.largest.values(), default=known) * BEYOND
    looks: dict[Point, _Look] = {}

    def ask(points: Iterable[Point]) -> Generator[list[Point], list[_Look], None]:
        new = [p for p in dict.fromkeys(points) if p not in looks and _is_possible(p, groups)]
        if new:
            looks.update(zip(new, (yield new), strict=True))

    base = tuple(group.base for group in groups)
    along = [group.points(ALONG, smallest, far) for group in groups]
    yield from ask(_grid(groups, base, along, smallest, far))
    if not any(_is_undone(point, looks, verdict) and _in_reach(point, groups) for point in looks):
        yield from ask(_around_turning_points(groups, looks, along, verdict))
    undone = [point for point in looks if _is_undone(point, looks, verdict)]
    if not undone:
        return None
    within_reach = [point for point in undone if _in_reach(point, groups)]
    gaps: list[tuple[int, bool, tuple[Decimal, Decimal]]] = []
    for place in range(len(groups)):
        for is_above in (True, False):
            gap = _first_gap(place, base, looks, verdict, is_above=is_above)
            if gap is not None:
                gaps.append((place, is_above, gap))
    printed = {one: _printed(*gap, is_above=above) for one in gaps for _, above, gap in [one]}
    yield from ask(_moved(base, p, v) for (p, _, _), each in printed.items() for v in each)
    edges: list[tuple[Edge, bool]] = []
    for (place, is_above, gap), each in printed.items():
        last = _last_kept(place, base, [gap[0], *each, gap[1]], looks, verdict)
        group = groups[place]
        is_near = any(
            _is_undone(point, looks, verdict) and _in_reach(point, groups)
            for point in looks
            if _moved(point, place, base[place]) == base
            and (point[place] >= base[place]) is is_above
        )
        is_named = sum(other.power == group.power for other in groups) > 1
        edge = _edge(group, each.get(last, last), is_above=is_above, is_named=is_named)
        edges.append((edge, is_near))
    reaching = tuple(edge for edge, is_near in edges if is_near)
    if reaching:
        return _Undone(reaching, is_within_reach=True)
    if edges and not within_reach:
        return _Undone(tuple(edge for edge, _ in edges), is_within_reach=False)
    target = min(within_reach or undone, key=lambda p: (_farthest(p, groups), p))
    shares = [*_between(Decimal(0), Decimal(1)), Decimal(1)]
    yield from ask(_towards(base, target, share) for share in shares)
    turned = (s for s in shares if _is_undone(_towards(base, target, s), looks, verdict))
    end = next(turned, Decimal(1))
    joint = tuple(
        _edge(group, value, is_above=value >= from_, is_named=True)
        for group, value, from_ in zip(groups, _towards(base, target, end), base, strict=True)
        if value != from_
    )
    return _Undone(joint, is_within_reach=bool(within_reach), are_joint=True)


def _grid(
    groups: Sequence[_Group],
    base: Point,
    along: Sequence[Sequence[Decimal]],
    smallest: Decimal,
    far: Decimal,
) -> list[Point]:
    """Return the fillings that are tried first: jointly as far as they are few, and along each group."""
    points: list[Point] = [base]
    if len(groups) <= MOST_JOINT:
        count = POINTS.get(len(groups))
        each = [
            group.ends() if count is None else group.points(count, smallest, far)
            for group in groups
        ]
        points += product(*each)
    ends = tuple(group.ends()[1] for group in groups)
    for place, values in enumerate(along):
        for rest in (base, ends):
            points += [_moved(rest, place, value) for value in values]
        for other in range(place + 1, len(groups)):
            pair = product(groups[place].ends(), groups[other].ends())
            points += [_moved(_moved(base, place, a), other, b) for a, b in pair]
    return points


def _is_possible(point: Point, groups: Sequence[_Group]) -> bool:
    """Return whether what shares a whole comes to no more than is left of it."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    left: dict[tuple[str, ...], Decimal] = {}
    for value, group in zip(point, groups, strict=True):
        first = group.unknowns[0]
        if first.whole:
            sums[first.whole] += value
            left[first.whole] = max(left.get(first.whole, Decimal(0)), first.high or Decimal(0))
    return all(total <= left[whole] for whole, total in sums.items())


def _is_undone(point: Point, looks: Mapping[Point, _Look], verdict: str) -> bool:
    return point in looks and looks[point].verdict != verdict


def _in_reach(point: Point, groups: Sequence[_Group]) -> bool:
    """Return whether no group is beyond what it is thought to be; anything is where nothing is known."""
    return all(
        group.ceiling is None or value <= group.ceiling
        for value, group in zip(point, groups, strict=True)
    )


def _farthest(point: Point, groups: Sequence[_Group]) -> Decimal:
    """Return how far out a filling is, as a share of what its groups are thought to be at the most."""
    return max(
        abs(value - group.base) / (group.ceiling or LIMIT)
        for value, group in zip(point, groups, strict=True)
    )


def _around_turning_points(
    groups: Sequence[_Group],
    looks: Mapping[Point, _Look],
    along: Sequence[Sequence[Decimal]],
    verdict: str,
) -> list[Point]:
    """Return fillings around the one at which a part of the test is nearest to turning.

    Along a group at whose end that is the part runs one way, as far as the grid sees, and has no turn.
    """
    sign = 1 if verdict == "holds" else -1
    parts = max((len(look.leads) for look in looks.values()), default=0)
    points: list[Point] = []
    for part in range(parts):
        leads = [
            (sign * lead, point)
            for point, look in looks.items()
            if (lead := look.leads[part]) is not None and _in_reach(point, groups)
        ]
        if not leads:
            continue
        _, nearest = min(leads)
        for place, tried in enumerate(along):
            below = max((v for v in tried if v < nearest[place]), default=None)
            above = min((v for v in tried if v > nearest[place]), default=None)
            if below is not None and above is not None:
                points += [_moved(nearest, place, value) for value in _between(below, above)]
    return points


def _between(start: Decimal, end: Decimal) -> list[Decimal]:
    """Return the values that part a gap into equal sections."""
    return (
        [start + (end - start) * n / SECTIONS for n in range(1, SECTIONS)] if start != end else []
    )


HAIR = Decimal("0.000001")
"""A crossing at a printed value, such as a tie, is told apart from one below it by this part of it."""


def _printed(start: Decimal, end: Decimal, *, is_above: bool) -> dict[Decimal, Decimal]:
    """Return the values of a gap that can be printed, by those a hair before them, going one way."""
    if start == end:
        return {}
    low, high = sorted((start, end))
    # From nothing on there is no end of smaller values; below a tenth of the gap none matters.
    found: dict[Decimal, Decimal] = {}
    step = Decimal(1).scaleb((abs(low) or high / 10).adjusted() - DIGITS + 1)
    value = ((low or high / 10) / step).to_integral_value(ROUND_CEILING) * step
    while value <= high:
        before = value - abs(value) * HAIR if is_above else value + abs(value) * HAIR
        if low < before < high:
            found[before] = value
        step = Decimal(1).scaleb((abs(value) or step).adjusted() - DIGITS + 1)
        value += step
    return found if is_above else dict(reversed(found.items()))


def _moved(point: Point, place: int, value: Decimal) -> Point:
    return (*point[:place], value, *point[place + 1 :])


def _towards(base: Point, target: Point, share: Decimal) -> Point:
    return tuple(b + (t - b) * share for b, t in zip(base, target, strict=True))


def _first_gap(
    place: int, base: Point, looks: Mapping[Point, _Look], verdict: str, *, is_above: bool
) -> tuple[Decimal, Decimal] | None:
    """Return the last value that keeps a verdict and the first that undoes it, going one way."""
    tried = sorted(
        (point[place] for point in looks if _moved(point, place, base[place]) == base),
        reverse=not is_above,
    )
    tried = [v for v in tried if (v >= base[place] if is_above else v <= base[place])]
    last = base[place]
    for value in tried:
        if _is_undone(_moved(base, place, value), looks, verdict):
            # Where what is known as nothing undoes it already, so does any value: it has no gap below.
            return (last, value) if is_above or value != base[place] else None
        last = value
    return None


def _last_kept(
    place: int, base: Point, steps: Sequence[Decimal], looks: Mapping[Point, _Look], verdict: str
) -> Decimal:
    """Return the last value before the first that undoes a verdict."""
    for before, value in pairwise(steps):
        if _is_undone(_moved(base, place, value), looks, verdict):
            return before
    return steps[-2]


def _edge(group: _Group, value: Decimal, *, is_above: bool, is_named: bool) -> Edge:
    first = group.unknowns[0]
    return Edge(
        group.power,
        group.sort,
        tuple(unknown.subject for unknown in group.unknowns),
        value,
        first.unit,
        is_above,
        first.stated,
        first.approx,
        is_named,
        group.ceiling,
        has_end=group.high is not None,
    )


def _bounded(
    told: Judgement, undone: _Undone, groups: Sequence[_Group], claims: "_Claims"
) -> Bounded:
    """Return the judgement that what undoes a test leaves, by one rule for all powers.

    It stands, with its bounds, where undoing it takes more than the largest known amount of its type
    for each deal without one; else it is open.
    """
    said = worded(undone.edges, are_joint=undone.are_joint)
    high = ceilings(undone.edges)
    if not undone.is_within_reach:
        return Bounded(told, f"unless {said}{f' ({high})' if high else ''}", undone.edges)
    subjects = {subject for edge in undone.edges for subject in edge.subjects}
    missing = _missing(
        [g for g in groups if subjects.intersection(u.subject for u in g.unknowns)], claims
    )
    reason = f"{told.reason} by what is known, and would not be if {said}"
    if told.verdict == "fails":
        reason = f"{told.reason} by what is known, and would be if {said}"
    reason += f" ({high})" if high else ""
    reason = f"{reason}: {missing}" if missing else reason
    return Bounded(replace(told, verdict="open", reason=reason), edges=undone.edges)


def _why_open(reason: str, groups: Sequence[_Group], claims: "_Claims") -> str:
    """Return why a test is open, with what is missing down to the claim."""
    missing = _missing(groups, claims)
    return f"{reason}: {missing}" if missing else reason


def _missing(groups: Sequence[_Group], claims: "_Claims") -> str:
    """Return what is missing of some groups, the first few by name."""
    every = [u for group in groups for u in group.unknowns if u.stated is None]
    told = list(dict.fromkeys(claims.missing(unknown) for unknown in every))
    more = len(told) - MOST_MISSING
    return "; ".join(
        [*told[:MOST_MISSING], *([f"and {more} more are missing"] if more > 0 else [])]
    )


@dataclass(frozen=True)
class _Claims:
    """The claims on amounts, by subject."""

    amounts: Mapping[str, Sequence[Mapping[str, object]]]

    @classmethod
    def of(cls, computation: Computation) -> "_Claims":
        columns = ["id", "subject", "property", "period", "qualifier", "stage_order", "number"]
        columns += ["unit", "amount", "first_day", "last_day", "supports"]
        amounts: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        for row in computation.fetch("claims").select(columns).to_pylist():
            if row["property"] == "amount" and not row["period"] and not row["qualifier"]:
                amounts[row["subject"]].append(row)
        return cls(amounts)

    def missing(self, unknown: Unknown) -> str:
        """Return what is missing of an unknown: a claim, a rate, or an end to a dispute."""
        name = unknown.subject
        if unknown.sort == "stake":
            return f"no share of {name} is known"
        if unknown.sort == "years":
            return f"no date of {name} is known"
        if unknown.sort in ("share", "figure"):
            return f"{name} is unknown"
        word = "" if unknown.sort == "amount" else f"{unknown.sort} "
        first, last = STAGES[unknown.sort]
        fitting = [
            claim
            for claim in self.amounts.get(name, ())
            if claim["stage_order"] == 0 or first <= int(str(claim["stage_order"])) <= last
        ]
        unconverted = [c for c in fitting if c["supports"] and c["amount"] is None and c["unit"]]
        if unconverted:
            claim = unconverted[0]
            return (
                f"the {word}amount of {name} could not be converted: no rate for"
                f" {claim['unit']} {_when(claim)} ({claim['id']})"
            )
        if disputes := [str(claim["id"]) for claim in fitting if not claim["supports"]]:
            return f"the {word}amount of {name} is disputed ({', '.join(sorted(disputes))})"
        return f"no {word}amount of {name} is known"


STAGES = {"amount": (4, 8), "promised": (1, 3), "signed": (4, 5), "delivered": (6, 8)}
"""Between which places in the order of stages an amount is stated for each step."""


def _when(claim: Mapping[str, object]) -> str:
    first, last = claim["first_day"], claim["last_day"]
    if first is None:
        return "without a date"
    return f"on {first}" if first == last else f"from {first} to {last}"
