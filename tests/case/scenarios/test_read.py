"""Scenarios: read from their files, held against the case, and what the case would be in them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from random_case import cases
from small_case import beside_doubts
from tertius.case.checks.run import check_rows
from tertius.case.fingerprint import case_hash
from tertius.case.identity.same import judged
from tertius.case.read import Case
from tertius.case.scenarios.apply import changed_case, withdrawn_rows
from tertius.case.scenarios.model import Entry, Scenario
from tertius.case.scenarios.read import MOST_SCENARIOS, named_scenario, read_scenarios
from tertius.errors import CaseError
from tertius.inputs.grading import Grader
from tertius.measures import MEASURES, measure_columns
from tertius.publish.check import check
from tertius.study.open import check_case
from tertius.study.run import run_study
from tertius.worlds.selection import BASELINE, World, world_of_scenario

HEAD = "title: Another world\nassumption: Something is so that is not.\n"


def put(small: Any, text: str, name: str = "try") -> None:
    (small.path / "scenarios").mkdir(exist_ok=True)
    small.write(f"scenarios/{name}.yml", text)


def read(small: Any) -> tuple[Case, dict[str, Scenario]]:
    """The case and its scenarios, none of which has a problem."""
    case, _, _ = check_case(small.path)
    assert case is not None
    found, problems = read_scenarios(case, small.path)
    assert [str(problem) for problem in problems] == []
    return case, found


def supposed(small: Any, text: str) -> tuple[Case, Scenario, Case]:
    """The case, a scenario of these lines, and the case as it would be."""
    put(small, HEAD + text)
    case, found = read(small)
    return case, found["try"], changed_case(case, found["try"])


def verdicts(small: Any, case: Case, world: World = BASELINE) -> dict[str, str]:
    _, compiled, _ = check_case(small.path)
    study = run_study(judged(case), compiled, world=world, with_flips=False)
    return {one.id: one.state or one.verdict for one in study.results}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [\n", ["scenarios/try.yml:2: is not YAML here (did not find expected node content). Check indents, colons and quotes."]),
        ("- title: x\n", ["scenarios/try.yml: is not a map. Write title: …, assumption: …, and rows to add, change or withdraw.",
                          "scenarios/try.yml assumption: is missing. Say in a sentence what is assumed.",
                          "scenarios/try.yml title: is missing. Say in a few words what would be so."]),
        ("title: x\n", ["scenarios/try.yml assumption: is missing. Say in a sentence what is assumed."]),
        ("title: x\nassumption: ''\n", ["scenarios/try.yml:2 assumption: is missing. Say in a sentence what is assumed."]),
        ("title: [x]\nassumption: y\n", ["scenarios/try.yml:1 title: is not a text. Say in a few words what would be so."]),
        ("title: =x\nassumption: y\n", ["scenarios/try.yml:1 title: \"=x\" begins with '=', which a spreadsheet runs as a formula. Begin with a word."]),
        ("witdraw: []\n", ['scenarios/try.yml:3: "witdraw" is not a key of a scenario. Write withdraw.']),
        ("add: {claim: []}\n", ['scenarios/try.yml:3 add: "claim" is not a table to which `add` applies. Write claims.']),
        ("change: {actors: []}\n", ['scenarios/try.yml:3 change: "actors" is not a table to which `change` applies. There are: engagements, ties, positions, links, claims, observations, searches.']),
        ("add: []\nchange: [x]\n", ["scenarios/try.yml:4 change: is not a map of tables. Write one of engagements, ties, positions, links, claims, observations, searches with a list of rows."]),
        ("add: {ties: x}\n", ["scenarios/try.yml:3 add.ties: is not a list of rows. Begin each with - id: …"]),
        ("add: {ties: [x]}\n", ["scenarios/try.yml:3 add.ties: holds a row that is not a map of columns. Write {id: …, …}."]),
        ("add: {ties: [{id: a, actr: nis}]}\n", ['scenarios/try.yml:3 add.ties: "actr" is not a column of ties.csv. Write actor.']),
        ("add: {ties: [{id: a, actor: {x: y}}]}\n", ["scenarios/try.yml:3 add.ties.actor: is not a cell. Write a text or a number, or a list of them."]),
        ("add: {ties: [{id: a, actor: [nis, rus]}]}\n", ["scenarios/try.yml:3 add.ties.actor: holds one value. Write it without a list."]),
        ("add: {ties: [{actor: nis, relation: owns, target: rus}]}\n", ["scenarios/try.yml:3 add.ties.id: is missing. Write one, such as nis-owns-rus."]),
        ("change: {ties: [{start: 2012}]}\n", ["scenarios/try.yml:3 change.ties.id: is missing. Name the row that changes."]),
        ("withdraw: nis-sale\n", ["scenarios/try.yml:3 withdraw: is not a list of ids. Write [id, id]."]),
        ("withdraw: [{a: b}]\n", ["scenarios/try.yml withdraw: holds something that is no id. Write the ids of rows."]),
        ("withdraw: [nis-sale, nis-sale]\n", ['scenarios/try.yml:3 withdraw: "nis-sale" stands twice. Keep one of the two.']),
        ("withdraw: [nis-sail]\n", ['scenarios/try.yml:3 withdraw: "nis-sail" is not in the case. Write nis-sale.']),
        ("withdraw: [nis]\n", ['scenarios/try.yml:3 withdraw: "nis" is in actors.csv, and a row of engagements or ties or positions or links or claims or observations or searches is needed.']),
        ("change: {ties: [{id: nis-sale, start: 2012}]}\n", ['scenarios/try.yml:3 change.ties.id: "nis-sale" is in engagements.csv, and a row of ties is needed.']),
        ("add: {actors: [{id: nis, kind: Company, name: NIS}]}\n", ['scenarios/try.yml:3 add.actors.id: "nis" is the id of a row in actors.csv. Give the new row another.']),
        ("add: {ties: [{id: srb-owns-nis}]}\n", ['scenarios/try.yml:3 add.ties.id: "srb-owns-nis" is the id of a row in ties.csv. Give the new row another or put it under change.']),
        ("change: {claims: [{id: nis-sale-done, date: 2010}]}\nwithdraw: [nis-sale-done]\n", ['scenarios/try.yml:3 claims.id: "nis-sale-done" stands twice in this scenario. Keep one of the two.']),
        ("change: {claims: [{id: nis-sale-done, date: 2010}]}\nwithdraw: [nis-sale]\n", ['scenarios/try.yml:3 change.claims.id: "nis-sale-done" is changed, and falls with what is withdrawn. Take it out of change, or let it name a row that stays.']),
        ("change: {claims: [{id: nis-sale-done, date: 2010-13}]}\n", ['scenarios/try.yml:3 claims.date: "2010-13" is not a date. There is no month 13: write the date that the source means.']),
        ("add:\n  claims:\n    - {id: a, subject: nis-sale,\n       property: stage, value: soldd}\n", ['scenarios/try.yml:5 claims.value: "soldd" is not a word of stage. Write one of: announced, planned, pledged, signed, started, delivered, operating, occurred, stalled, cancelled, not_delivered, failed, declined.']),
        ("add: {claims: [{id: a, subject: nis-sal, property: stage, value: signed}]}\n", ['scenarios/try.yml:3 claims.subject: "nis-sal" is not in engagements.csv, ties.csv, positions.csv, links.csv or actors.csv. Write nis-sale, the id of engagements.csv:10; if another is meant, add its row there.']),
        ("add: {claims: [{id: a, subject: nis-sale, property: stage, value: signed, source: nobody}]}\n", ['scenarios/try.yml:3 claims.source: "nobody" is not in sources.json. Add it there.']),
        ("add: {ties: [{id: a, actor: rus, relation: owns, target: nis}]}\n", ['scenarios/try.yml:3 ties.id: "a" has no claim that says that it exists, so nothing counts it. Add one with this subject, and with property exists and value yes, or with property stage.']),
        ("add: {claims: [{id: a, subject: nis-sale, property: stage, value: signed}]}\nwithdraw: [nis-sale]\n", ['scenarios/try.yml:3 claims.subject: "nis-sale" is not in engagements.csv, ties.csv, positions.csv, links.csv or actors.csv. Add it there.']),
        ("change: {ties: [{id: gazprom-neft-owns-nis, start: 2010}]}\n", ['scenarios/try.yml:3 change.ties.start: "2010" has no effect, because nis-stake-start says what it is. Change or withdraw that.']),
        ("change: {ties: [{id: srb-owns-nis, share_pct: 60}]}\n", ['scenarios/try.yml:3 ties.share_pct: "60" and 56.15 (ties.csv:5) make 116.15 percent of nis on 2008-12-31. Correct a share, or write in `until` when a stake ended.']),
    ],
)  # fmt: skip
def test_each_fault_is_named(small: Any, text: str, said: list[str]):
    """Each fault of a scenario is named with its line and key, keeps nothing from building, and changes no file."""
    put(small, text if text.startswith(("title", "-")) else HEAD + text)
    before = small.bytes()
    _, _, problems = check(small.path)
    assert [str(problem) for problem in beside_doubts(problems)] == said
    assert not any(problem.blocks for problem in problems)
    assert small.bytes() == before


def _folder_out(small: Any) -> None:
    (small.path.parent / "away").mkdir()
    (small.path / "scenarios").symlink_to(small.path.parent / "away")


def _file_out(small: Any) -> None:
    put(small, HEAD)
    (small.path / "scenarios" / "try.yml").rename(small.path.parent / "secret.yml")
    (small.path / "scenarios" / "try.yml").symlink_to(small.path.parent / "secret.yml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_folder_out, "scenarios: leads out of the case folder. Put the file inside it."),
        (_file_out, "scenarios/try.yml: leads out of the case folder. Put the file inside it."),
        (lambda s: s.write("scenarios", "x"), "scenarios: is not a folder. Make it one, with one file for each scenario."),
        (lambda s: (s.path / "scenarios" / "try.yml").mkdir(parents=True), "scenarios/try.yml: is not a file. Put the file in its place."),
        (lambda s: put(s, HEAD, "Try It"), "scenarios/Try It.yml: is no scenario by its name. Write lower-case words joined by hyphens and .yml, such as eu-accession.yml."),
        (lambda s: (put(s, HEAD), (s.path / "scenarios/try.yml").rename(s.path / "scenarios/try.yaml")), "scenarios/try.yaml: is no scenario by its name. Write lower-case words joined by hyphens and .yml, such as eu-accession.yml."),
        (lambda s: put(s, HEAD + "# " + "x" * 2**20), "scenarios/try.yml: is larger than 1 MiB, the limit."),
        (lambda s: (put(s, ""), s.write("scenarios/try.yml", b"title: \xff")), "scenarios/try.yml:1: holds a letter that is not written as UTF-8. Save the file anew as UTF-8."),
        (lambda s: put(s, HEAD + "add: &a {ties: []}\n"), "scenarios/try.yml:3: uses an anchor or alias. Write the text out."),
        (lambda s: put(s, HEAD + "title: x\n"), "scenarios/try.yml:3: the key 'title' stands twice. Keep one of the two."),
        (lambda s: put(s, HEAD + "withdraw: [" + ", ".join(f"id-{n}" for n in range(2001)) + "]\n"), "scenarios/try.yml: names more than 2,000 rows, the limit. Part it in several."),
    ],
)  # fmt: skip
def test_each_file_is_safely_read(small: Any, change: Callable[[Any], Any], said: str):
    """No scenario is read from outside the folder, and a file that is none is a problem with a sentence."""
    change(small)
    case, _, _ = check_case(small.path)
    assert case is not None
    found, problems = read_scenarios(case, small.path)
    assert (found, [str(problem) for problem in problems]) == ({}, [said])


def test_many_files(small: Any):
    """More files than are read are a problem, and those that are read are there."""
    for number in range(MOST_SCENARIOS + 1):
        put(small, HEAD, f"try-{number:03}")
    case, _, _ = check_case(small.path)
    assert case is not None
    found, problems = read_scenarios(case, small.path)
    assert len(found) == MOST_SCENARIOS
    assert [str(problem) for problem in problems] == [
        "scenarios: holds 201 files, and the first 200 are read. Take some out."
    ]


def test_words_stay_as_they_are_written(small: Any):
    """A cell is the text as it stands in the file: yes is no truth value, 010 no number, a list is its values."""
    _, scenario, _ = supposed(
        small,
        "add:\n  ties: [{id: a, actor: rus, relation: owns, target: serbian-railways, share_pct: 0.10}]\n"
        "  claims: [{id: b, subject: a, property: exists, value: yes}]\n"
        "change:\n  engagements: [{id: bank-of-china-branch, power: [RUS, CHN], start: 2012/2016}]\n",
    )
    assert scenario.add["ties"][0].cells["share_pct"] == "0.10"
    assert scenario.add["claims"][0].cells["value"] == "yes"
    assert scenario.change["engagements"][0].cells == {
        "id": "bank-of-china-branch",
        "power": "RUS;CHN",
        "start": "2012/2016",
    }


def test_the_fingerprint_is_of_the_tables(small: Any):
    """A scenario in its folder changes nothing of the case, not even its fingerprint."""
    before, _, _ = check_case(small.path)
    put(small, f"{HEAD}withdraw: [nis-sale]\n")
    after, _, problems = check_case(small.path)
    assert before is not None
    assert after is not None
    assert (case_hash(after), after) == (case_hash(before), before)
    assert list(beside_doubts(problems)) == []


def test_the_empty_scenario_changes_nothing(small: Any):
    """A scenario without rows leaves every row, source and verdict as it is."""
    case, scenario, changed = supposed(small, "")
    assert (changed, case_hash(changed)) == (case, case_hash(case))
    assert verdicts(small, changed, world_of_scenario(scenario)) == verdicts(small, case)


def test_an_assumption_settles_before_every_source(small: Any):
    """What is assumed beats a checked dispute of the best grade; no real source is said to claim it."""
    small.add(
        "claims", id="denied", subject="chinese-rail-loan", property="stage", value="cancelled",
        source="gazette-2009", stance="disputes", modality="stated", information="1", checked="yes", status="current",
    )  # fmt: skip
    case, scenario, changed = supposed(
        small,
        "add:\n  claims: [{id: ended, subject: chinese-rail-loan, property: stage, value: cancelled}]\n",
    )
    row = changed.by_id["ended"][1]
    assert row.source == ("scenario:try",)
    assert changed.sources["scenario:try"].title == "Another world"
    assert changed.assumed == {"ended"}
    told = {
        name: run_study(world, [], with_flips=False).tables["facts"]
        for name, world in (("today", case), ("then", changed))
    }
    known = {
        name: [r["known"] for r in rows if r["subject"] == "chinese-rail-loan" and r["member"] == "cancelled"]
        for name, rows in told.items()
    }  # fmt: skip
    assert known == {"today": [False], "then": [True]}
    assert scenario.source == "scenario:try"


def test_an_assumption_is_no_evidence(small: Any):
    """What is assumed has no origin, so nothing flips by leaving it out, and counts in no coverage."""
    case, _, changed = supposed(
        small,
        "add:\n  claims: [{id: ended, subject: chinese-rail-loan, property: stage, value: cancelled}]\n",
    )
    assert {row["id"] for row in Grader(changed).origins()} == {
        row["id"] for row in Grader(case).origins()
    }
    today, then = (
        run_study(one, [], with_flips=False).tables["coverage"] for one in (case, changed)
    )
    assert today == then


def test_a_claim_with_a_source_is_its_claim(small: Any):
    """A claim that is added with a source is weighed like that source's others, and assumed by nobody."""
    case, _, changed = supposed(
        small,
        "add:\n  claims: [{id: also, subject: nis-sale, property: stage, value: signed, source: wire-2014}]\n",
    )
    assert changed.assumed == frozenset()
    assert changed.sources == case.sources


def test_what_a_claim_says_is_changed_under_another_id(small: Any):
    """A claim that says something else is withdrawn with what is based on it, and one that is assumed takes its place."""
    case, scenario, changed = supposed(
        small, "change:\n  claims: [{id: nis-sale-done, value: cancelled, date: ''}]\n"
    )
    row = changed.by_id["nis-sale-done-assumed"][1]
    assert (row.value, row.date, row.source, row.checked) == (
        "cancelled",
        None,
        ("scenario:try",),
        "no",
    )
    assert {"nis-sale-done", "nis-sale-motive"}.isdisjoint(changed.by_id)
    assert withdrawn_rows(case, scenario) == {"nis-sale-motive"}
    assert changed.assumed == {"nis-sale-done-assumed"}


def test_how_a_claim_is_graded_is_changed_in_place(small: Any):
    """A change of a claim's grade, or of its source, leaves it a claim of a source under its own id."""
    case, _, changed = supposed(
        small,
        "change:\n  claims:\n    - {id: russian-loan-denied, information: 1}\n    - {id: nis-sale-done, source: wire-2014}\n",
    )
    assert changed.by_id["russian-loan-denied"][1].information == "1"
    assert changed.by_id["nis-sale-done"][1].source == ("wire-2014",)
    assert (changed.assumed, changed.by_id.keys()) == (frozenset(), case.by_id.keys())


def test_what_names_a_withdrawn_row_falls_with_it(small: Any):
    """With an agreement fall its claims, its parts, the links to them and their claims; nothing is left dangling."""
    case, scenario, changed = supposed(small, "withdraw: [rail-framework]\n")
    gone = withdrawn_rows(case, scenario)
    assert gone == case.by_id.keys() - changed.by_id.keys()
    assert {name for name in gone if case.by_id[name][0] != "claims"} == {
        "rail-framework",
        "chinese-rail-loan",
        "chinese-rail-works",
        "chinese-loan-finances-works",
        "rail-loans-contest",
    }
    found = beside_doubts(check_rows(changed))
    assert {problem.code for problem in found} <= {"expects", "unsupported"}


def test_redirected_ids_are_followed(small: Any):
    """A scenario may name a row by an id that was given up."""
    small.end("redirects.csv", "sale-of-nis,nis-sale,2021\n")
    case, scenario, _ = supposed(small, "withdraw: [sale-of-nis]\n")
    assert "nis-sale" in withdrawn_rows(case, scenario)


def test_actors_judged_the_same_are_one_in_a_scenario(small: Any):
    """A row that a scenario adds may name either of two actors that are judged the same."""
    small.add("actors", id="nis-company", kind="Company", name="Naftna industrija Srbije")
    small.end("judgements.csv", "nis,nis-company,same,One company.,ana,2021-01-09\n")
    small.swap("case.yml", "actors: [16, 16]", "actors: [16, 17]")
    _, _, changed = supposed(
        small,
        "add:\n  ties: [{id: a, actor: chn, relation: linked_to, target: nis-company}]\n"
        "  claims: [{id: b, subject: a, property: exists, value: yes}]\n",
    )
    assert judged(changed).by_id["a"][1].target == "nis"


def test_a_scenario_that_cannot_be_tried(small: Any):
    """A scenario is asked for by its name; a near name is suggested, and a broken one says why it cannot be tried."""
    put(small, f"{HEAD}withdraw: [nis-sail]\n", "broken")
    put(small, HEAD, "fine")
    case, _, _ = check_case(small.path)
    assert case is not None
    assert named_scenario(case, small.path, "fine").title == "Another world"
    with pytest.raises(
        CaseError, match=r"^'fime' is no scenario of this case\. Did you mean fine\? "
    ):
        named_scenario(case, small.path, "fime")
    with pytest.raises(
        CaseError, match=r"(?s)^the scenario 'broken' cannot be tried:.*Write nis-sale\."
    ):
        named_scenario(case, small.path, "broken")
    with pytest.raises(CaseError, match="is not in the case"):
        changed_case(case, Scenario("x", "x", "x", withdraw={"nis-sail": 1}))


def test_a_broken_case_breaks_no_scenario(small: Any):
    """Where rows of the case cannot be read, no scenario is blamed for naming them."""
    put(small, f"{HEAD}withdraw: [srb-owns-nis]\n")
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    _, _, problems = check(small.path)
    assert [problem.file for problem in beside_doubts(problems)] == ["ties.csv"]


def entries(case: Case) -> dict[str, tuple[Entry, ...]]:
    """Rows for a random case that it does not hold yet: an engagement, a tie, a link and claims on them."""
    return {
        "engagements": (
            Entry(1, {"id": "new-deed", "label": "New", "type": "loan", "power": "CHN", "host": "SRB", "domain": "economy",
                      "sector": "rail", "part_of": "deed-0", "direction": "power_to_host", "scope": "core"}),
        ),
        "ties": (Entry(2, {"id": "new-tie", "actor": "exim", "relation": "owns", "target": "rail-co"}),),
        "links": (Entry(3, {"id": "new-link", "subject": "new-deed", "relation": "supplies", "object": "deed-1"}),),
        "claims": tuple(
            Entry(4 + n, {"id": f"new-claim-{n}", "subject": subject, "property": "exists", "value": "yes"})
            for n, subject in enumerate(("new-deed", "new-tie", "new-link", "deed-2"))
        ),
    }  # fmt: skip


@given(cases())
@settings(max_examples=30)
def test_adding_then_withdrawing_equals_nothing(case: Case):
    """A case to which rows are added, and from which they are withdrawn, is the case as it was."""
    more = Scenario("more", "More", "More is so.", add=entries(case))
    added = changed_case(case, more)
    new = [entry.id for rows in more.add.values() for entry in rows]
    assert added.assumed == {f"new-claim-{n}" for n in range(4)}
    assert added.by_id.keys() == case.by_id.keys() | set(new)
    back = changed_case(
        added, Scenario("less", "Less", "It is not.", withdraw=dict.fromkeys(new, 1))
    )
    assert (back.tables, back.assumed) == (case.tables, case.assumed)


@given(cases(), st.data())
@settings(max_examples=3)
def test_withdrawing_is_a_world_without_the_rows(case: Case, data: st.DataObject):
    """Every measure comes to the same in the case without the rows as in the world that leaves them out."""
    names = sorted(
        row.id
        for table in ("engagements", "ties", "positions", "claims")
        for row in case.rows(table)
    )
    taken = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    scenario = Scenario("less", "Less", "It is not.", withdraw=dict.fromkeys(taken, 1))
    gone = withdrawn_rows(case, scenario)
    rebuilt = run_study(changed_case(case, scenario), [], with_flips=False)
    without = run_study(case, [], world=World("without", "less", gone), with_flips=False)
    for name in MEASURES:
        shown = sorted(measure_columns()[name])
        there, here = (
            sorted(str([row[column] for column in shown]) for row in study.tables[name])
            for study in (rebuilt, without)
        )
        assert there == here, name


def test_no_scenarios(small: Any):
    """A case without a folder of scenarios has none, and no problem."""
    assert read(small)[1] == {}
