"""What a verdict says of itself: its reason in words, its value, and the rows and ids that it looked at."""

import pytest

from tertius.facts.ledger import read_ledger
from tertius.findings.compiled import Compiled
from tertius.findings.expression import condition
from tertius.findings.finding import Finding
from tertius.findings.judge import Judgement, judge

KINDS = {"power": "text", "share": "number"}
RUS, CHN, EU = ROWS = (
    {"power": "RUS", "share": 0.6},
    {"power": "CHN", "share": 0.2},
    {"power": "EU", "share": None},
)


def claim(name, *, supports=True, grade=220, subject=None):
    return {
        "id": name,
        "family": "f",
        "subject": subject or name,
        "property": "exists",
        "member": "",
        "stage": "",
        "period": "",
        "qualifier": "",
        "grade": grade,
        "published": 1,
        "supports": supports,
        "value": "yes",
    }


def judged(*claims, withdrawn=frozenset(), **parts):
    finding = Finding.model_validate({"id": "f", "statement": "S.", **parts})
    named = finding.values or ({finding.test.measure: finding.test} if finding.test else {})
    wheres = {name: condition(one.where, KINDS) for name, one in named.items()}
    expect = finding.expect if finding.values else finding.test and finding.test.expect
    kinds = dict.fromkeys(finding.values, "number") or KINDS
    compiled = Compiled(finding, wheres, condition(expect, kinds) if expect else None)
    ledger = read_ledger(claims, [], [], frozenset({"looked"}))
    return judge(
        compiled, lambda measure, where: [row for row in ROWS if where(row)], ledger, withdrawn
    )


def test_a_computed_verdict_names_its_condition_its_value_and_its_row():
    """A test on one row says whether it is met, with the values of the columns that it reads."""
    assert judged(measure="presence", where="power = 'RUS'", expect="share > 0.5") == Judgement(
        "holds", "share > 0.5 is met", {"share": 0.6}, rows=(("presence", RUS),)
    )
    assert judged(measure="presence", where="power = 'CHN'", expect="share > 0.5") == Judgement(
        "fails", "share > 0.5 is not met", {"share": 0.2}, rows=(("presence", CHN),)
    )
    assert judged(measure="presence", where="power = 'EU'", expect="share > 0.5") == Judgement(
        "open", "a value in share > 0.5 is unknown", {"share": None}, rows=(("presence", EU),)
    )


def test_a_test_on_several_rows_shows_the_value_of_each():
    """With `each` the values stand in a list, one for each row, in the rows' order."""
    asked = {"measure": "presence", "where": "share > 0", "expect": "share > 0.5"}
    assert judged(**asked, each="any") == Judgement(
        "holds",
        "share > 0.5 is met",
        [{"share": 0.6}, {"share": 0.2}],
        rows=(("presence", RUS), ("presence", CHN)),
    )


def test_a_test_that_meets_no_row_or_too_many_says_which():
    """Without a row nothing answers; two rows are one too many unless `each` is given."""
    assert judged(measure="presence", where="power = 'USA'", expect="share > 0") == Judgement(
        "open",
        "nothing answers presence where power = 'USA', and no search looked there; "
        "an engagement there, or a search for one that found nothing would",
    )
    assert judged(measure="presence", where="share > 0", expect="share > 0") == Judgement(
        "open",
        "2 rows answer presence where share > 0, where one was asked for",
        rows=(("presence", RUS), ("presence", CHN)),
    )


def value(where, **more):
    return {"measure": "presence", "column": "share", "where": where, **more}


def test_values_stand_by_their_names():
    """Each value is shown by its name, alone or as a list, and each row that it came from is named."""
    values = {"a": value("power = 'RUS'"), "b": value("power = 'CHN'")}
    assert judged(values=values, expect="a > b") == Judgement(
        "holds",
        "a > b is met",
        {"a": 0.6, "b": 0.2},
        rows=(("presence", RUS), ("presence", CHN)),
    )


@pytest.mark.parametrize(("each", "verdict"), [("all", "fails"), ("any", "holds")])
def test_values_of_several_rows_are_compared_in_every_combination(each, verdict):
    """`all` asks that every pair of values meets the condition, `any` that one does."""
    values = {"a": value("share > 0", each=each), "b": value("power = 'CHN'")}
    result = judged(values=values, expect="a > b")
    assert (result.verdict, result.value) == (verdict, {"a": [0.6, 0.2], "b": 0.2})


def test_a_value_that_is_missing_is_named():
    """The first value without its one row leaves the finding open, and says which it is."""
    values = {"a": value("power = 'RUS'"), "b": value("power = 'USA'")}
    assert judged(values=values, expect="a > b") == Judgement(
        "open",
        "b: nothing answers presence where power = 'USA', and no search looked there; "
        "an engagement there, or a search for one that found nothing would",
        rows=(("presence", RUS),),
    )


def test_a_trigger_says_what_is_and_is_not_seen():
    """A watched finding stays open, with the state of its trigger and why."""
    trigger = {"measure": "presence", "where": "power = 'CHN'"}
    assert judged(trigger={**trigger, "expect": "share > 0.5"}) == Judgement(
        "open",
        "watched; what would set it off is not seen in this evidence: share > 0.5 is not met",
        {"share": 0.2},
        "asleep",
        (("presence", CHN),),
    )
    assert judged(trigger={**trigger, "expect": "share > 0.1"}) == Judgement(
        "open",
        "watched; what would set it off is seen in this evidence",
        {"share": 0.2},
        "fired",
        (("presence", CHN),),
    )


def test_an_argued_finding_rests_on_its_whole_sets_alone():
    """What stands whole is named once and in order; with several sets it says how many stand."""
    a, b, c = claim("a"), claim("b"), claim("c")
    assert judged(a, b, supports=[["b", "a"]]) == Judgement(
        "holds", "its evidence counts and stands undisputed", ids=("a", "b")
    )
    assert judged(a, b, supports=[["a"], ["gone"]]) == Judgement(
        "holds",
        "of 2 sets of evidence, each enough by itself, 1 stand undisputed",
        ids=("a",),
    )
    assert judged(a, b, c, supports=[["b", "looked"], ["c", "gone"], ["b"]]) == Judgement(
        "holds",
        "of 3 sets of evidence, each enough by itself, 2 stand undisputed",
        ids=("b", "looked"),
    )


def test_an_argued_finding_without_a_whole_set_names_what_is_left_and_what_speaks_against_it():
    """It is open, or fails where evidence against it counts; what is withdrawn is named in neither."""
    a, b, x, y = claim("a"), claim("b"), claim("x"), claim("y")
    assert judged(a, b, withdrawn={"b"}, supports=[["a", "b"]]) == Judgement(
        "open", "no set of its evidence stands whole", ids=("a",)
    )
    assert judged(
        a, b, x, y, withdrawn={"b", "y"}, supports=[["a", "b"]], against=["x", "y"]
    ) == Judgement(
        "fails",
        "no set of its evidence stands whole, and evidence against it counts",
        ids=("a",),
        contrary=("x",),
    )


def test_a_report_says_whether_it_is_disputed_or_gone():
    """A claim that is disputed is still named; one that was left out or is not there is not."""
    a = claim("a")
    assert judged(a, claim="a") == Judgement(
        "holds", "it is so reported, and nothing of its grade disputes it", ids=("a",)
    )
    assert judged(a, claim("d", supports=False, subject="a"), claim="a") == Judgement(
        "open", "the report is disputed by a source of at least its grade", ids=("a",)
    )
    gone = Judgement("open", "the report does not count")
    assert judged(a, withdrawn={"a"}, claim="a") == gone
    assert judged(claim="a") == gone


def test_the_unknown_value_is_named():
    """Where a condition compares several values, the reason names the one that is unknown."""
    values = {
        name: {"measure": "presence", "column": "share", "where": f"power = '{code}'"}
        for name, code in (("chn", "CHN"), ("eu", "EU"))
    }
    told = judged(values=values, expect="chn > eu")
    assert (told.verdict, told.reason) == ("open", "the value eu in chn > eu is unknown")
