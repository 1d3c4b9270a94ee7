import re
from typing import Any

import pytest

from small_case import beside_doubts
from tertius.measures import MEASURES
from tertius.study.open import check_case

PLACE = "mine (no. 13)"
TEST = "measure: leader\n  where: basis = 'count'\n  expect: value > 0"


def findings(small: Any, text: str) -> list[str]:
    """The problems of the small case with one more finding."""
    small.end("findings.yml", f"- id: mine\n  statement: A statement.\n  {text}\n")
    return small.problems()


CLEAN = {
    "short": TEST,
    "each": f"each: any\n  {TEST}",
    "values": "values: {a: {measure: leader, column: value, where: basis = 'count', each: all}}\n  expect: a > 0",
    "argued": "supports: [[vote-occurred, poll-russia-2019], [search-kosovo-quarrel]]\n  against: [vote-purpose]",
    "nothing for it": "supports: []\n  needs: A vote.",
    "places": "claim: vote-purpose\n  stated: [{source: note-7, locator: line 4}, {source: note-7, locator: p. 2}]",
    "a rival": "claim: vote-purpose\n  rivals: [vote-was-thanks, loans-came-by-design]",
    "a part untested": f"untested: that it is meant so\n  {TEST}",
    "several needs": "supports: []\n  needs: [A vote., A speech.]",
    "reported": "claim: vote-purpose",
    "conditional": "trigger: {measure: leader, where: basis = 'count', expect: value > 9}\n  horizon: '2025'",
    "kind said": f"kind: computed\n  {TEST}",
    "one alternative": "claim: vote-purpose\n  alternatives: It was cheap.",
}


def placeless(said: list[str]) -> list[str]:
    """What is said of findings.yml, without the line."""
    return [re.sub(r"findings\.yml:\d+ ", "", text, count=1) for text in said]


@pytest.mark.parametrize("name", CLEAN)
def test_each_kind_of_finding(small: Any, name: str):
    """Computed, argued, reported and conditional findings are read without a problem."""
    assert findings(small, CLEAN[name]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"claim: vote-purpose\n  {TEST}", ": has measure and claim. Write exactly one of measure, values, supports, claim, trigger."),
        ("note: nothing else", ": has none of them. Write exactly one of measure, values, supports, claim, trigger."),
        ("measure: leader", ": has a measure and lacks where or expect. Write all three."),
        ("values: {a: {measure: leader, column: value, where: basis = 'count'}}", ": has values and lacks expect. Say what must hold of them."),
        (f"kind: argued\n  {TEST}", ": says kind argued, and its parts make it computed. Correct one of the two."),
        ("supports: [[]]", ": has an empty set in supports. Name at least one id in it, or remove it."),
        ("values: {a: {measure: leader, column: value, where: rank = 1, each: all}, b: {measure: leader, column: value, where: rank = 1, each: any}}\n  expect: a > b",
         ": says each for more than one value. Say it for one at the most."),
        ("supports: []\n  needs: A vote.\n  expect: value > 0", ": has supports and expect, which says nothing there. Remove expect."),
        ("claim: vote-purpose\n  where: value > 0", ": has claim and where, which says nothing there. Remove where."),
        (f"horizon: '2025'\n  {TEST}", ": has measure and horizon, which says nothing there. Remove horizon."),
        ("claim: vote-purpose\n  each: all", ": has claim and each, which says nothing there. Remove each."),
        ("claim: vote-purpose\n  expects: x", ': "expects" is not a key of a finding. Write expect.'),
        ("claim: [vote-purpose]", " claim: is a list where one text is needed. Write it without [ ] and dashes."),
        ("claim: ''", ' claim: "" is nowhere in the case, and an id of claims is needed.'),
        ("claim: poll-russia-2019", ' claim: "poll-russia-2019" is in observations.csv, and an id of claims is needed.'),
        ("claim: nis", ' claim: "nis" is in actors.csv, and an id of claims is needed.'),
        ("supports: [[vote-occured]]", ' supports: "vote-occured" is nowhere in the case, and an id of claims or observations or searches is needed. Write vote-occurred.'),
        ("supports: [[nis-sale]]", ' supports: "nis-sale" is in engagements.csv, and an id of claims or observations or searches is needed. Write nis-sale-done.'),
        ("supports: []\n  needs: A vote.\n  against: [nowhere-at-all]", ' against: "nowhere-at-all" is nowhere in the case, and an id of claims or observations or searches is needed.'),
        ("supports: []", ": gives no evidence in supports and lacks needs. Say what evidence would be needed."),
        ("supports: []\n  needs: ['']", ": has an empty needs. Say what evidence would be needed."),
        ("untested: all of it\n  claim: vote-purpose", ": has claim and untested, which says nothing there. Remove untested."),
        (f"untested: ' '\n  {TEST}", ": has an empty untested. Name the part that its test does not reach, or remove it."),
        ("claim: vote-purpose\n  stated: [{source: note-77, locator: line 4}]", ' stated.source: "note-77" is not in sources.json. If note-7 is meant, write that; if it is another, add it there.'),
        ("claim: vote-purpose\n  stated: [{source: note-7, locator: ' '}]", " stated.locator: is empty. Say where in the source, such as line 12 or p. 4."),
        ("claim: vote-purpose\n  stated: [{source: note-7}]", " stated (no. 1) locator: is missing. Add it."),
        ("claim: vote-purpose\n  rivals: [mine]", ' rivals: "mine" is the finding itself. Name another that would explain the same.'),
        ("claim: vote-purpose\n  rivals: [vote-was-thank]", ' rivals: "vote-was-thank" is no finding of this case. Write vote-was-thanks.'),
        ("claim: vote-purpose\n  rivals: [qqq]", ' rivals: "qqq" is no finding of this case. Write the id of one in findings.yml.'),
        ("measure: convergence\n  where: other = 'CHN' and (party = 'RUS' and issue = 'kosovo-independence')\n  expect: \"'together' = relation\"",
         ": asks the same test as powers-agree-on-kosovo. Make one of powers-agree-on-kosovo and mine, with both places in stated, or let each rest on something of its own."),
        ("values:\n    a: {measure: observations, column: value, where: counterpart = 'CHN' and indicator = 'opinion_share'}\n    b: {measure: observations, column: value, where: counterpart = 'RUS' and indicator = 'opinion_share'}\n  expect: a * 2.0 < b",
         ": asks the same test as russia-liked-better. Make one of russia-liked-better and mine, with both places in stated, or let each rest on something of its own."),
        ("supports: [[russian-loan-started, russian-loan-signed]]", ": rests on the same sets as russian-rail-loan-is-real. Make one of russian-rail-loan-is-real and mine, with both places in stated, or let each rest on something of its own."),
    ],
)  # fmt: skip
def test_malformed_findings(small: Any, text: str, said: str):
    """A finding of two kinds, with half its parts, with idle keys or dangling ids is named with its entry."""
    assert placeless(findings(small, text)) == [PLACE + said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("measure: leaders\n  where: basis = 'count'\n  expect: value > 0",
         f"asks the measure 'leaders'. Did you mean leader? There are: {', '.join(MEASURES)}."),
        ("measure: leader\n  where: base = 'count'\n  expect: value > 0",
         "where: \"base = 'count'\" names 'base', which is no column here. Write basis. There are: host, sector, domain, basis, leader, value, runner_up, runner_up_value, margin, unknown."),
        ("measure: leader\n  where: basis = 1\n  expect: value > 0",
         'where: "basis = 1" compares basis, which is text, with 1, which is a number.'),
        ("measure: leader\n  where: basis = 'count'\n  expect: value",
         'expect: "value" gives a number, not yes or no. Compare it, as in share > 0.5.'),
        ("measure: leader\n  where: basis = 'count'\n  expect: abs(value) > 0",
         'expect: "abs(value) > 0" calls the function abs. Only columns, literals and comparisons can stand here.'),
        ("measure: leader\n  where: basis = 'count'\n  expect: ''",
         'expect: "" is empty. Write a condition such as share > 0.5.'),
        ("measure: facts\n  where: world = 'baseline'\n  expect: known",
         "where: \"world = 'baseline'\" names 'world', which is no column here. There are: subject, property, stage, period, qualifier, known, value, number, low, high, approx, unit, amount."),
        ("values: {a: {measure: leader, column: values, where: basis = 'count'}}\n  expect: a > 0",
         "value a: 'values' is no column of leader. There are: host, sector, domain, basis, leader, value, runner_up, runner_up_value, margin, unknown."),
        ("values: {a: {measure: leader, column: value, where: basis > 5}}\n  expect: a > 0",
         'value a where: "basis > 5" compares basis, which is text, with 5, which is a number.'),
        ("values: {a: {measure: leader, column: leader, where: basis = 'count'}}\n  expect: a > 0",
         'expect: "a > 0" compares a, which is text, with 0, which is a number.'),
        ("values: {a: {measure: leader, column: value, where: basis = 'count'}}\n  expect: b > 0",
         "expect: \"b > 0\" names 'b', which is no column here. There are: a."),
        ("trigger: {measure: leader, where: basis = 'count', expect: valu > 0}",
         "expect: \"valu > 0\" names 'valu', which is no column here. Write value. There are: host, sector, domain, basis, leader, value, runner_up, runner_up_value, margin, unknown."),
        (f"measure: leader\n  where: {'(' * 50}known{')' * 50}\n  expect: value > 0",
         f'where: "{"(" * 50}known{")" * 25}…" is nested deeper than 24 levels. Write it flatter.'),
        (f"measure: leader\n  where: basis = '{'x' * 2**20}'\n  expect: value > 0",
         f"where: \"basis = '{'x' * 71}…\" is 1,048,586 characters long. Write at most 2,000."),
    ],
)  # fmt: skip
def test_conditions_that_cannot_be_used(small: Any, text: str, said: str):
    """A wrong condition is named with its finding and its place there, and is quoted."""
    assert placeless(findings(small, text)) == [f"{PLACE}: {said}"]


def test_the_line_is_the_one_to_change(small: Any):
    """A problem names the line of the key, value or id that is wrong, not that on which its finding begins."""
    small.end(
        "findings.yml",
        "- id: mine\n"  # line 73
        "  statement: A statement.\n"
        "  values:\n"
        "    first:\n"
        "      measure: leader\n"
        "      column: value\n"
        "      where: base = 'count'\n"
        "  expect: first > 0\n"
        "- id: other\n"
        "  statement: A statement.\n"
        "  supports:\n"
        "  - - vote-occurred\n"
        "    - nowhere-at-all\n",
    )
    assert [text.partition(" ")[0] for text in small.problems()] == [
        "findings.yml:79",
        "findings.yml:85",
    ]


def test_wrong_findings_leave_files_alone(small: Any):
    """Checking findings changes no file, however wrong they are."""
    small.end(
        "findings.yml", "- id: mine\n  statement: ''\n  claim: nowhere-at-all\n- nonsense\n- {}\n"
    )
    before = small.bytes()
    assert small.problems() == [
        "findings.yml:74 mine (no. 13): has an empty statement. Say it in a sentence.",
        'findings.yml:75 mine (no. 13) claim: "nowhere-at-all" is nowhere in the case, and an id of claims is needed.',
        'findings.yml:76 entry (no. 14): "nonsense" is not a finding. Write its id, its statement and what must hold for it.',
        "findings.yml:77 entry (no. 15) id: is missing. Add it.",
        "findings.yml:77 entry (no. 15) statement: is missing. Add it.",
    ]
    assert small.bytes() == before


def test_an_id_twice(small: Any):
    """Two findings of one id are a problem."""
    small.end(
        "findings.yml",
        "- id: vote-was-thanks\n  statement: Again.\n  supports: []\n  needs: A vote.\n",
    )
    assert small.problems() == [
        (
            'findings.yml:73 vote-was-thanks (no. 13): "vote-was-thanks" stands already on line 61. '
            "Where two people changed one finding, keep one of the two; else give each its own id."
        )
    ]


@pytest.mark.parametrize("text", ["id: one\n", "just words\n", "5\n"])
def test_findings_are_a_list(small: Any, text: str):
    """A file of findings that is no list is a problem."""
    small.write("findings.yml", text)
    assert small.problems() == ["findings.yml: is not a list of findings. Begin each with - id: …"]


def test_an_empty_list_of_findings(small: Any):
    """A case may have no findings yet."""
    small.write("findings.yml", "[]\n")
    assert small.problems() == []


def test_what_is_read(small: Any):
    """The findings come in their order, each with the conditions of its measures."""
    _, compiled, _ = check_case(small.path)
    asked = {one.finding.id: [measure for measure, _ in one.questions] for one in compiled}
    assert asked == {
        "russia-leads-oil-gas": ["leader"],
        "russia-before-china-in-oil-gas": ["presence", "presence"],
        "china-enters-oil-gas": ["presence"],
        "china-leads-rail": ["leader"],
        "russian-rail-loan-is-real": [],
        "works-cost-a-hundred-million": [],
        "loans-came-by-design": [],
        "china-builds-much-rail": ["presence"],
        "russia-pays-in-banking": ["presence"],
        "powers-agree-on-kosovo": ["convergence"],
        "vote-was-thanks": [],
        "russia-liked-better": ["observations", "observations"],
    }
    assert list(asked) == [one.finding.id for one in compiled]
    assert [one.finding.sort for one in compiled].count("argued") == 3


@pytest.mark.parametrize("text", ["", "# none yet\n", "[]\n"])
def test_an_empty_file_has_no_findings(small: Any, text: str):
    """A findings.yml without entries is a case without findings, and no problem."""
    (small.path / "findings.yml").write_text(text, encoding="utf-8")
    assert small.problems() == []


def test_a_doubled_test_blocks_no_build(small: Any):
    """The same sets under two ids are named and no more; the case still builds."""
    small.end(
        "findings.yml",
        "- id: mine\n  statement: Again.\n  supports: [[russian-loan-signed, russian-loan-started]]\n",
    )
    _, compiled, problems = check_case(small.path)
    assert [(p.code, p.blocks) for p in beside_doubts(problems)] == [("same-test", False)]
    assert compiled[-1].finding.id == "mine"


def test_what_waits_for_one_event_is_no_double(small: Any):
    """Two forecasts may have one trigger, and one measure may be asked for other rows or values."""
    trigger = "trigger: {measure: presence, where: \"sector = 'rail' and power = 'CHN'\", expect: engagements >= 3}"
    assert findings(small, trigger) == []
    small.end(
        "findings.yml",
        "- id: other\n  statement: Another.\n  measure: convergence\n"
        "  where: issue = 'kosovo-independence' and party = 'CHN' and other = 'RUS'\n"
        "  expect: relation = 'together'\n",
    )
    assert small.problems() == []


def test_a_search_names_findings_that_are_there(small: Any):
    """What a search would refute is a finding of the case; the nearest is suggested."""
    small.set("searches", "search-kosovo-quarrel", "would_refute", "powers-agree-on-kosvo")
    assert small.problems() == [
        'searches.csv:3 would_refute: "powers-agree-on-kosvo" is no finding of this case. Write powers-agree-on-kosovo.'
    ]


ONE_WAY = {
    "1 = 1": "holds of every row",
    "engagements >= 0": "holds of every row",
    "power = 'CHN'": "holds of every row",
    "power = 'CHN' or power <> 'CHN'": "holds of every row",
    "engagements > 2 and engagements < 2": "can hold of no row",
    "engagements < 0": "can hold of no row",
    "power = 'RUS'": "can hold of no row",
    "share > 50": "holds share against percent, and it is from 0 to 1. Write share > 0.5.",
    "engagements > 2 or share >= 12.5": "Write share >= 0.125.",
}


@pytest.mark.parametrize("expect", ONE_WAY)
def test_a_test_that_comes_out_one_way(small: Any, expect: str):
    """A test that holds or fails whatever the evidence says is named, and so is a share held against percent."""
    where = "sector = 'rail' and power = 'CHN'"
    [said] = findings(small, f'measure: presence\n  where: {where}\n  expect: "{expect}"')
    assert ONE_WAY[expect] in said
    assert not any(problem.blocks for problem in check_case(small.path)[2])


def _two(where: str, expect: str) -> str:
    first = "{measure: presence, column: share, where: \"power = 'CHN' and sector = 'rail'\"}"
    other = f'{{measure: presence, column: share, where: "{where}"}}'
    return f"values:\n    a: {first}\n    b: {other}\n  expect: {expect}"


def test_two_names_of_one_cell(small: Any):
    """Two values that are one cell are equal whatever the evidence says, also where AND joins in another order."""
    [said] = findings(small, _two("sector = 'rail' and power = 'CHN'", "a = b"))
    assert 'expect: "a = b" holds whatever the values are' in said


def test_a_where_that_excludes_itself(small: Any):
    """A condition that no row can meet is told where it stands."""
    [said] = findings(small, _two("power = 'RUS' and power = 'CHN'", "a > b"))
    assert "values.b.where" in said
    assert "exclude each other, so it picks no row" in said


@pytest.mark.parametrize(
    "expect",
    ["engagements > 0", "share >= 1", "engagements >= 0 and share > 0.5", "amount is not null", "share > count_share",
     "engagements - amounts_known >= 0", "host < 'T'", "engagements in (2, 3) or uncertain > 0"],
)  # fmt: skip
def test_a_test_that_may_fail(small: Any, expect: str):
    """A test that some evidence would meet and other evidence would not is left alone."""
    text = f"measure: presence\n  where: sector = 'rail' and power = 'CHN'\n  expect: \"{expect}\""
    assert findings(small, text) == []


def test_a_trigger_may_wait_for_its_row(small: Any):
    """A forecast may be triggered by a row that is not there yet, whatever else it holds."""
    trigger = "trigger: {measure: presence, where: \"power = 'CHN'\", expect: \"power = 'CHN'\"}"
    assert findings(small, trigger) == []
