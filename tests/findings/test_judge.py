"""Verdicts on rows and claims made by hand: holds, fails, open, and why."""

import pytest

from tertius.facts.ledger import read_ledger
from tertius.findings.compiled import Compiled
from tertius.findings.confidence import independent
from tertius.findings.expression import condition
from tertius.findings.finding import Finding
from tertius.findings.judge import judge

KINDS = {"power": "text", "share": "number"}
ROWS = [
    {"power": "RUS", "share": 0.6},
    {"power": "CHN", "share": 0.2},
    {"power": "EU", "share": None},
]


def compiled(**parts):
    finding = Finding.model_validate({"id": "f", "statement": "S.", **parts})
    if finding.values:
        wheres = {name: condition(value.where, KINDS) for name, value in finding.values.items()}
        return Compiled(
            finding, wheres, condition(finding.expect, dict.fromkeys(finding.values, "number"))
        )
    if test := finding.test:
        return Compiled(
            finding, {test.measure: condition(test.where, KINDS)}, condition(test.expect, KINDS)
        )
    return Compiled(finding, {}, None)


def told(**parts):
    picked = lambda measure, where: [row for row in ROWS if where(row)]
    return judge(compiled(**parts), picked, ledger())


def tell(where, expect, **other):
    return told(measure="presence", where=where, expect=expect, **other)


def entry(name, *, supports=True, grade=220, origin=None, subject="s", value="yes"):
    claim = {
        "id": name,
        "family": "f",
        "subject": subject,
        "property": "exists",
        "member": "",
        "stage": "",
        "period": "",
        "qualifier": "",
        "grade": grade,
        "published": 1,
        "supports": supports,
        "value": value,
    }
    return claim, {"id": name, "origin": origin or name}


def ledger(*entries):
    claims, origins = zip(*entries, strict=True) if entries else ((), ())
    return read_ledger(claims, [], origins, frozenset({"looked"}))


@pytest.mark.parametrize(
    ("where", "expect", "verdict"),
    [
        ("power = 'RUS'", "share > 0.5", "holds"),
        ("power = 'CHN'", "share > 0.5", "fails"),
        ("power = 'EU'", "share > 0.5", "open"),
        ("power = 'USA'", "share > 0.5", "open"),
        ("share > 0.1", "share > 0.1", "open"),
        ("power = 'EU'", "share is null", "holds"),
    ],
)
def test_a_computed_finding_needs_one_row_with_a_known_value(where, expect, verdict):
    """Met is holds, not met is fails; no row, several rows or an unknown value is open."""
    assert tell(where, expect).verdict == verdict


@pytest.mark.parametrize(
    ("where", "expect", "each", "verdict"),
    [
        ("share > 0", "share > 0.1", "all", "holds"),
        ("share > 0", "share > 0.5", "all", "fails"),
        ("share > 0", "share > 0.5", "any", "holds"),
        ("share > 0", "share > 0.9", "any", "fails"),
        ("power <> 'USA'", "share > 0.1", "all", "open"),
        ("power <> 'USA'", "share > 0.5", "any", "holds"),
        ("power <> 'USA'", "share > 0.5", "all", "fails"),
        ("power = 'USA'", "share > 0.5", "all", "open"),
    ],
)
def test_each_speaks_of_several_rows(where, expect, each, verdict):
    """`all` fails at one exception and is open at an unknown; `any` holds at one hit; none is open."""
    assert tell(where, expect, each=each).verdict == verdict


def test_named_values_are_compared():
    """Values picked from rows by name meet in one condition, and the result shows them."""
    values = {
        n: {"measure": "presence", "column": "share", "where": f"power = '{p}'"}
        for n, p in (("a", "RUS"), ("b", "CHN"))
    }
    found = told(values=values, expect="a > 2 * b")
    assert (found.verdict, found.value) == ("holds", {"a": 0.6, "b": 0.2})
    missing = {**values, "b": {**values["b"], "where": "power = 'USA'"}}
    assert told(values=missing, expect="a > b").verdict == "open"


def argued(supports, entries, against=(), withdrawn=frozenset()):
    return judge(
        compiled(supports=supports, against=list(against), needs="More." if not supports else ()),
        lambda m, w: [],
        ledger(*entries),
        withdrawn,
    )


def test_one_whole_set_suffices():
    """An argued finding holds while every claim of one of its sets counts."""
    entries = [entry("a", subject="1"), entry("b", subject="2"), entry("c", subject="3")]
    sets = [["a", "b"], ["c"]]
    assert argued(sets, entries).verdict == "holds"
    assert argued(sets, entries, withdrawn={"a"}).verdict == "holds"
    assert argued(sets, entries, withdrawn={"a", "c"}).verdict == "open"
    assert argued([["a", "looked"]], entries).verdict == "holds"


def test_a_claim_disputed_at_its_grade_carries_nothing():
    """A dispute of the claim's grade or better takes it out of its set; a weaker one does not."""

    def with_dispute(grade):
        return argued(
            [["a"]], [entry("a", grade=220), entry("d", supports=False, grade=grade)]
        ).verdict

    assert [with_dispute(grade) for grade in (210, 220, 230)] == ["open", "open", "holds"]


def test_an_argued_finding_fails_only_where_something_speaks_against_it():
    """Without a whole set the verdict is open, and fails where contrary evidence counts."""
    entries = [entry("a", subject="1"), entry("x", subject="2")]
    assert argued([["a"]], entries, withdrawn={"a"}).verdict == "open"
    assert argued([["a"]], entries, against=["x"], withdrawn={"a"}).verdict == "fails"
    assert argued([["a"]], entries, against=["x"], withdrawn={"a", "x"}).verdict == "open"
    assert argued([["a"]], entries, against=["x"]).verdict == "holds"


def test_an_argued_finding_for_which_nothing_is_given_stays_open():
    """Contrary evidence refutes no evidence that nobody gave: a lack of it never fails."""
    told = argued([], [entry("x", subject="2")], against=["x"])
    assert (told.verdict, told.reason) == ("open", "no evidence is given that would suffice")


def test_a_report_is_a_report_until_it_is_disputed():
    """A reported finding holds while its claim counts, and is open once it is disputed or gone."""

    def report(*entries, withdrawn=frozenset()):
        return judge(compiled(claim="a"), lambda m, w: [], ledger(*entries), withdrawn).verdict

    assert report(entry("a")) == "holds"
    assert report(entry("a"), entry("d", supports=False)) == "open"
    assert report(entry("a"), withdrawn={"a"}) == "open"


def test_a_trigger_sleeps_until_it_fires():
    """A conditional finding stays open; its trigger is asleep, or fired once its test is met."""

    def watch(expect):
        found = told(trigger={"measure": "presence", "where": "power = 'CHN'", "expect": expect})
        return found.verdict, found.state

    assert watch("share > 0.5") == ("open", "asleep")
    assert watch("share > 0.1") == ("open", "fired")


def test_lost_notes_are_never_counted_as_independent():
    """Lost notes may share one origin with each other or with any known one."""
    assert independent(["lost:note-1", "lost:note-2"]) == 1
    assert independent(["wire", "lost:note-1", "lost:note-2"]) == 1
    assert independent(["wire", "daily", "lost:note-1"]) == 2
    assert independent([]) == 0


def test_a_strong_supporter_saves_a_weak_one_from_a_dispute():
    """A claim is disputed as settling weighs it: while the best supporter of its key wins, it counts."""
    entries = [
        entry("weak", grade=320),
        entry("strong", grade=110),
        entry("d", supports=False, grade=220),
    ]
    assert argued([["weak"]], entries).verdict == "holds"
    assert argued([["weak"]], entries, withdrawn={"strong"}).verdict == "open"


def test_a_losing_dispute_decides_nothing():
    """What decides a fact is its best supporter, and a dispute only where it wins."""

    def deciders(grade):
        book = ledger(entry("a", grade=220), entry("d", supports=False, grade=grade))
        (key,) = book.by_key
        return book.deciding(key)

    assert deciders(330) == ["a"]
    assert deciders(220) == ["a", "d"]
