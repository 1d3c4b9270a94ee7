"""What judgements and redirects do: several ids become one actor when a case is opened.

Only the latest judgement on a pair counts. `same` makes two actors one; `not_same` and `undecided`
change nothing but keep the pair from being asked again, and contradict a `same` that would join it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from tertius.case.identity.rename import renamed
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.evidence.actor import Judgement
from tertius.evidence.dates import PartialDate
from tertius.evidence.tables import NAMING_SPACE

Pair = tuple[str, str]


def redirected(case: Case) -> Case:
    """Return the case in which ids that were given up are written as those that stand for them now."""
    return renamed(case, forwarded(case))


def judged(case: Case) -> Case:
    """Return the case in which actors that are judged the same are one actor."""
    return renamed(case, one_id(case))


def forwarded(case: Case) -> dict[str, str]:
    """Return, for each id in redirects.csv that no row has any more, the id at the end of its chain.

    Those whose chain goes round in a circle are left out; `check` reports them.
    """
    standing = case.by_id
    step = {row.old: row.new for row in case.rows("redirects") if row.old not in standing}
    ends = {old: _end(old, step) for old in step}
    return {old: end for old, end in ends.items() if end is not None}


def _end(old: str, step: Mapping[str, str]) -> str | None:
    seen, here = {old}, step[old]
    while here in step:
        if here in seen:
            return None
        seen.add(here)
        here = step[here]
    return None if here in seen else here


def one_id(case: Case) -> dict[str, str]:
    """Return, for each actor that is judged the same as another, the id under which both stand.

    That is the smallest id of all that are the same, and the code of a state or bloc before
    others, whatever the order of the rows.
    """
    return {name: group[0] for group in _groups(case) for name in group[1:]}


def _groups(case: Case) -> list[list[str]]:
    """Return the sets of actors that are one, each beginning with the id that stays."""
    kinds = {row.id: row.kind for row in case.rows("actors")}
    joined: dict[str, str] = {}

    def root(name: str) -> str:
        while joined.get(name, name) != name:
            name = joined[name]
        return name

    for (a, b), row in sorted(latest(case).items()):
        if row.judgement == "same" and a in kinds and b in kinds:
            joined[root(a)] = root(b)
            joined.setdefault(b, b)
    groups: dict[str, list[str]] = {}
    for name in joined:
        groups.setdefault(root(name), []).append(name)
    coded = ("State", "Bloc")
    return [
        sorted(group, key=lambda n: (kinds[n] not in coded, n))
        for group in groups.values()
        if len(group) > 1
    ]


def latest(case: Case) -> dict[Pair, Judgement]:
    """Return the judgement that counts on each pair: the latest. Two of one day that differ count as none."""
    moved = forwarded(case)
    by_pair: dict[Pair, Judgement] = {}
    for row in sorted(case.rows("judgements"), key=_age):
        a, b = sorted((moved.get(row.a, row.a), moved.get(row.b, row.b)))
        before = by_pair.get((a, b))
        if before and _day(before.date) == _day(row.date) and before.judgement != row.judgement:
            by_pair[a, b] = row.model_copy(update={"judgement": "undecided"})
        else:
            by_pair[a, b] = row
    return {pair: row for pair, row in by_pair.items() if pair[0] != pair[1]}


def _day(date: PartialDate) -> str:
    return str(date.latest or date)


def _age(row: Judgement) -> tuple[str, str, str, str, str]:
    return _day(row.date), row.judgement, row.by, row.a, row.b


def check_judgements(case: Case) -> Iterator[Problem]:
    """Check for judgements that contradict each other or the ties of the case, or rest on an abbreviation."""
    places = {_pair(row): number for number, row in case.tables["judgements"]}
    actors = {row.id for row in case.rows("actors")}
    moved = forwarded(case)
    for number, row in case.tables["judgements"]:
        for column in ("a", "b"):
            name = getattr(row, column)
            if moved.get(name, name) not in actors and not case.may_hold("actors", name):
                yield message("dangling", "judged").at("judgements.csv", number, column, name)
        if moved.get(row.a, row.a) == moved.get(row.b, row.b):
            yield message("judgement", "one_id").at("judgements.csv", number, "b", row.b)
    yield from _two_on_one_day(case)
    counting = latest(case)
    same = [pair for pair, row in counting.items() if row.judgement == "same"]
    group = {name: number for number, names in enumerate(_groups(case)) for name in names}
    for (a, b), row in sorted(counting.items()):
        if row.judgement == "not_same" and a in group and group[a] == group.get(b):
            wrong = message("judgement", "contradicts", a=a, b=b, way=_way(a, b, same))
            line = places.get((a, b), 0)
            yield wrong.at("judgements.csv", line, "judgement", row.judgement)
    for number, tie in case.tables["ties"]:
        if tie.actor in group and group[tie.actor] == group.get(tie.target):
            way = _way(tie.actor, tie.target, same)
            wrong = message("judgement", "tied", actor=tie.actor, relation=tie.relation, way=way)
            yield wrong.at("ties.csv", number, "target", tie.target)
    yield from _alias_alone(case, same, places)


def check_redirects(case: Case) -> Iterator[Problem]:
    """Check for redirects that go round in a circle, lead nowhere, or give up an id that a row still has."""
    step = {row.old: row.new for row in case.rows("redirects") if row.old not in case.by_id}
    for number, row in case.tables["redirects"]:
        if row.old in case.by_id:
            wrong = message("redirect", "standing", table=case.by_id[row.old][0])
            yield wrong.at("redirects.csv", number, "old", row.old)
            continue
        end = _end(row.old, step)
        if end is None:
            wrong = message("redirect", "circle", old=row.old)
            yield wrong.at("redirects.csv", number, "new", row.new)
        elif end not in case.by_id and not any(case.may_hold(table, end) for table in NAMING_SPACE):
            wrong = message("redirect", "nowhere", end=end)
            yield wrong.at("redirects.csv", number, "new", row.new)


def _pair(row: Judgement) -> Pair:
    a, b = sorted((row.a, row.b))
    return a, b


def _two_on_one_day(case: Case) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], tuple[int, str]] = {}
    for number, row in case.tables["judgements"]:
        key = (*_pair(row), _day(row.date))
        line, word = first.setdefault(key, (number, row.judgement))
        if word != row.judgement:
            wrong = message("judgement", "one_day", line=line, word=word)
            yield wrong.at("judgements.csv", number, "judgement", row.judgement)


def _way(a: str, b: str, same: Iterable[Pair]) -> str:
    """Return the chain of `same` by which two ids are one, in words."""
    beside: dict[str, list[str]] = {}
    for one, other in same:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    ways, seen = [[a]], {a}
    for way in ways:
        if way[-1] == b:
            return ", ".join(f"{x} same {y}" for x, y in pairwise(way))
        for near in sorted(beside.get(way[-1], [])):
            if near not in seen:
                seen.add(near)
                ways.append([*way, near])
    return f"{a} same {b}"


def _alias_alone(case: Case, same: Iterable[Pair], places: Mapping[Pair, int]) -> Iterator[Problem]:
    pairs = list(same)
    if not pairs:
        return
    from tertius.names.pairs import shared_alias, spellings_of

    spellings = spellings_of(case.rows("actors"), case.rows("names"))
    for a, b in pairs:
        if shared := shared_alias(spellings.get(a, []), spellings.get(b, [])):
            alone = message("alias-alone", "shared", a=a, b=b, shared=shared)
            yield alone.at("judgements.csv", places.get((a, b), 0), "judgement", "same")
