"""Which values of the unknowns undo a verdict, and from which on."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise, product

from tertius.sensitivity.unknowns.groups import (
    BEYOND,
    Group,
    Look,
    Point,
    Undone,
    farthest,
    in_reach,
    is_possible,
    moved,
    towards,
)
from tertius.sensitivity.within import DIGITS, Edge
from tertius.worlds.filling import Fillings

POINTS = {1: 25, 2: 9, 3: 6, 4: 4, 5: 3}
"""Points of the grid for each group, by how many groups bear: a few hundred fillings in all."""


MOST_JOINT = 8
"""Up to so many groups all are tried jointly, above five at their ends: 2 to the 8th fillings."""


ALONG = 25
"""Points along each group by itself, with the others as they are known and at their ends."""


SECTIONS = 64
"""A turning point, and the crossing of several groups at once, is sought in so many sections of a gap."""


def undoing_of(
    groups: tuple[Group, ...], verdict: str, fillings: Fillings
) -> Generator[list[Point], list[Look], Undone | None]:
    """Yield the fillings to look at in search of what undoes a verdict, and return that.

    How the finding sees each filling is sent back. Returns None where nothing undoes the verdict.
    """
    least_known = fillings.smallest or Decimal(1)
    smallest = (
        least_known / 8
    )  # A deal that nobody put a number on may be smaller than all that have one.
    far = max(fillings.largest.values(), default=least_known) * BEYOND
    looks: dict[Point, Look] = {}

    def ask(points: Iterable[Point]) -> Generator[list[Point], list[Look], None]:
        new = [p for p in dict.fromkeys(points) if p not in looks and is_possible(p, groups)]
        if new:
            looks.update(zip(new, (yield new), strict=True))

    base = tuple(group.base for group in groups)
    along = [group.points(ALONG, smallest, far) for group in groups]
    yield from ask(_grid(groups, base, along, smallest, far))
    if not any(is_undone(point, looks, verdict) and in_reach(point, groups) for point in looks):
        yield from ask(_around_turning_points(groups, looks, along, verdict))
    undone = [point for point in looks if is_undone(point, looks, verdict)]
    if not undone:
        return None
    within_reach = [point for point in undone if in_reach(point, groups)]
    gaps: list[tuple[int, bool, tuple[Decimal, Decimal]]] = []
    for place in range(len(groups)):
        for is_above in (True, False):
            gap = _first_gap(place, base, looks, verdict, is_above=is_above)
            if gap is not None:
                gaps.append((place, is_above, gap))
    printed = {one: _printed(*gap, is_above=above) for one in gaps for _, above, gap in [one]}
    yield from ask(moved(base, p, v) for (p, _, _), each in printed.items() for v in each)
    edges: list[tuple[Edge, bool]] = []
    for (place, is_above, gap), each in printed.items():
        last = _last_kept(place, base, [gap[0], *each, gap[1]], looks, verdict)
        group = groups[place]
        is_near = any(
            is_undone(point, looks, verdict) and in_reach(point, groups)
            for point in looks
            if moved(point, place, base[place]) == base
            and (point[place] >= base[place]) is is_above
        )
        is_named = sum(other.power == group.power for other in groups) > 1
        edge = _edge(group, each.get(last, last), is_above=is_above, is_named=is_named)
        edges.append((edge, is_near))
    reaching = tuple(edge for edge, is_near in edges if is_near)
    if reaching:
        return Undone(reaching, is_within_reach=True)
    if edges and not within_reach:
        return Undone(tuple(edge for edge, _ in edges), is_within_reach=False)
    target = min(within_reach or undone, key=lambda p: (farthest(p, groups), p))
    shares = [*_between(Decimal(0), Decimal(1)), Decimal(1)]
    yield from ask(towards(base, target, share) for share in shares)
    turned = (s for s in shares if is_undone(towards(base, target, s), looks, verdict))
    end = next(turned, Decimal(1))
    joint = tuple(
        _edge(group, value, is_above=value >= from_, is_named=True)
        for group, value, from_ in zip(groups, towards(base, target, end), base, strict=True)
        if value != from_
    )
    return Undone(joint, is_within_reach=bool(within_reach), are_joint=True)


def _grid(
    groups: Sequence[Group],
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
            points += [moved(rest, place, value) for value in values]
        for other in range(place + 1, len(groups)):
            pair = product(groups[place].ends(), groups[other].ends())
            points += [moved(moved(base, place, a), other, b) for a, b in pair]
    return points


def is_undone(point: Point, looks: Mapping[Point, Look], verdict: str) -> bool:
    """Return whether a point was looked at and gives another verdict."""
    return point in looks and looks[point].verdict != verdict


def _around_turning_points(
    groups: Sequence[Group],
    looks: Mapping[Point, Look],
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
            if (lead := look.leads[part]) is not None and in_reach(point, groups)
        ]
        if not leads:
            continue
        _, nearest = min(leads)
        for place, tried in enumerate(along):
            below = max((v for v in tried if v < nearest[place]), default=None)
            above = min((v for v in tried if v > nearest[place]), default=None)
            if below is not None and above is not None:
                points += [moved(nearest, place, value) for value in _between(below, above)]
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
    printed: dict[Decimal, Decimal] = {}
    step = Decimal(1).scaleb((abs(low) or high / 10).adjusted() - DIGITS + 1)
    value = ((low or high / 10) / step).to_integral_value(ROUND_CEILING) * step
    while value <= high:
        before = value - abs(value) * HAIR if is_above else value + abs(value) * HAIR
        if low < before < high:
            printed[before] = value
        step = Decimal(1).scaleb((abs(value) or step).adjusted() - DIGITS + 1)
        value += step
    return printed if is_above else dict(reversed(printed.items()))


def _first_gap(
    place: int, base: Point, looks: Mapping[Point, Look], verdict: str, *, is_above: bool
) -> tuple[Decimal, Decimal] | None:
    """Return the last value that keeps a verdict and the first that undoes it, going one way."""
    tried = sorted(
        (point[place] for point in looks if moved(point, place, base[place]) == base),
        reverse=not is_above,
    )
    tried = [v for v in tried if (v >= base[place] if is_above else v <= base[place])]
    last = base[place]
    for value in tried:
        if is_undone(moved(base, place, value), looks, verdict):
            # Where what is known as nothing undoes it already, so does any value: it has no gap below.
            return (last, value) if is_above or value != base[place] else None
        last = value
    return None


def _last_kept(
    place: int, base: Point, steps: Sequence[Decimal], looks: Mapping[Point, Look], verdict: str
) -> Decimal:
    """Return the last value before the first that undoes a verdict."""
    for before, value in pairwise(steps):
        if is_undone(moved(base, place, value), looks, verdict):
            return before
    return steps[-2]


def _edge(group: Group, value: Decimal, *, is_above: bool, is_named: bool) -> Edge:
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
