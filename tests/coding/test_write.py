"""Statements become rows: checked, written in one step, taken back in one."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from coded_case import LOAN, empty_case, files, said
from tertius.case.proposals.decide import take_back
from tertius.case.read import read_case
from tertius.coding.corrections import statement_of
from tertius.coding.statement import read_statement, schema
from tertius.coding.write import NotCoded, code
from tertius.errors import CaseError
from tertius.intake.store import store
from tertius.study.open import check_case


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return empty_case(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def case(empty, tmp_path):
    return Path(shutil.copytree(empty, tmp_path / "mne"))


def rows(case, table):
    with (case / f"{table}.csv").open(encoding="utf-8", newline="") as opened:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(opened)]


def faults(case, **changes):
    with pytest.raises(NotCoded) as raised:
        code(case, [said(**changes)], by="ana")
    return {fault.field: fault.message for fault in raised.value.faults[0]}


def typed(value):
    """How many cells somebody types of a statement."""
    if isinstance(value, dict):
        return sum(typed(one) for one in value.values())
    return sum(typed(one) for one in value) if isinstance(value, list) else bool(value)


def test_a_loan_is_ten_cells_and_whole_rows(case):
    """A loan with stage and amount is ten typed cells and its source, and the rows are those of a careful coder."""
    assert typed(LOAN) == 11
    (made,) = code(case, [said()], by="ana")
    name = "loan-of-exim-bank-of-china-to-montenegro-for-road-2014"
    assert made.engagement == name
    assert rows(case, "actors") == [
        {"id": "exim-bank-of-china", "kind": "Company", "name": "Exim Bank of China"},
        {"id": "mne", "kind": "State", "name": "Montenegro", "country": "MNE"},
    ]
    assert rows(case, "engagements") == [
        {
            "id": name,
            "label": "Loan of Exim Bank of China to Montenegro for Road, 2014",
            "type": "loan",
            "power": "CHN",
            "host": "MNE",
            "domain": "economy",
            "sector": "road",
            "parties": "lender:exim-bank-of-china;borrower:mne",
            "start": "2014",
            "direction": "power_to_host",
            "scope": "core",
        }
    ]
    shared = {
        "subject": name,
        "date": "2014",
        "source": "motorway",
        "locator": "page 3",
        "quote": "signed in early 2014 a loan of US$943.9m",
        "stance": "supports",
        "modality": "stated",
        "information": "2",
        "checked": "no",
        "status": "current",
        "note": "Date as written: early 2014.",
    }
    found = rows(case, "claims")
    assert all(row.pop("recorded") for row in found)
    assert found == [
        {"id": f"{name}-amount", "property": "amount", "value": "943900000", "unit": "USD", "stage": "signed", **shared},
        {"id": f"{name}-stage", "property": "stage", "value": "signed", **shared},
    ]  # fmt: skip
    assert not [problem for problem in check_case(case)[2] if problem.blocks]


def test_a_quote_of_the_stored_source_is_checked(case, tmp_path):
    """What stands in the stored text of its own source was opened; words that do not, or that were read elsewhere, were not."""
    text = tmp_path / "motorway.txt"
    text.write_text("They signed in early 2014 a loan of US$943.9m.", encoding="utf-8")
    store(case, "motorway", text)
    (made,) = code(case, [said()], by="ana")
    assert {row["checked"] for row in rows(case, "claims")} == {"yes"}
    take_back(case, made.proposal)
    for otherwise in ({"quote": "a loan of US$944m"}, {"via": "wire"}):
        (made,) = code(case, [said(**otherwise)], by="ana")
        assert {row["checked"] for row in rows(case, "claims")} == {"no"}
        take_back(case, made.proposal)


def test_information_follows_the_published_rule(case):
    """An act is 2, a promise 3, what is alleged 4; what is written stands."""
    promised = [{"stage": "pledged"}]
    for changes, grade in (
        ({"steps": promised}, "3"),
        ({"modality": "alleged"}, "4"),
        ({"information": "5"}, "5"),
    ):
        (made,) = code(case, [said(**changes)], by="ana")
        assert {row["information"] for row in rows(case, "claims")} == {grade}
        take_back(case, made.proposal)


def test_words_as_people_say_them(case):
    """A vocabulary's words are meant by what they are also called, and two parties of a contract need no roles."""
    parties = [{"actor": "China Road and Bridge Corporation"}, {"actor": "Montenegro"}]
    steps = [{"stage": "under construction"}]
    further = [{"property": "quantity", "value": "41km"}]
    changes = {"type": "contract", "sector": "highway", "steps": steps, "further": further}
    code(case, [said(parties=parties, **changes)], by="ana")
    (engagement,) = rows(case, "engagements")
    assert engagement["sector"] == "road"
    assert engagement["parties"] == "contractor:china-road-and-bridge-corporation;buyer:mne"
    assert {
        (row["property"], row["value"], row.get("unit", "")) for row in rows(case, "claims")
    } == {
        ("stage", "started", ""),
        ("quantity", "41", "km"),
    }
    code(case, [said(label="Credit", type="line of credit")], by="ana")
    assert rows(case, "engagements")[-1]["type"] == "loan"
    assert "Write oil-gas or electricity" in faults(case, label="E", sector="energy")["sector"]


def test_what_two_do_together_has_its_direction(case):
    """An agreement or exercise of two parties is mutual unless said otherwise; of an unknown type only the type is asked."""
    code(case, [said(type="joint exercise", sector="military exercise", steps=[])], by="ana")
    (row,) = rows(case, "engagements")
    assert (row["type"], row["sector"], row["direction"]) == ("exercise", "exercises", "mutual")
    assert row["parties"] == "participant:exim-bank-of-china;participant:mne"
    assert set(faults(case, type="thing")) == {"type"}


def test_undone_in_one_step(case):
    """Taking the decision back leaves every file as it was, to the byte."""
    before = files(case)
    (made,) = code(case, [said()], by="ana")
    assert files(case) != before
    take_back(case, made.proposal)
    assert files(case) == before
    (again,) = code(case, [said()], by="ana")
    assert not again.was_there


def test_the_same_words_are_written_once(case):
    """A statement that is posted again writes nothing, and says that it was there."""
    code(case, [said()], by="ana")
    before = files(case)
    (again,) = code(case, [said()], by="ben")
    assert again.was_there
    assert files(case) == before


def test_all_of_a_list_or_none(case):
    """Of a list in which one is wrong nothing is written; its number and field are named."""
    before = files(case)
    with pytest.raises(NotCoded) as raised:
        code(
            case,
            [said(), said(label="Other", steps=[{"stage": "signed", "amount": "120.000 EUR"}])],
            by="a",
        )
    assert "2. steps 1 amount: can be 120000 or 120" in str(raised.value)
    assert files(case) == before
    with pytest.raises(NotCoded, match="same engagement as number 1"):
        code(case, [said(), said()], by="a")
    assert files(case) == before


def test_a_list_shares_its_newcomers(case):
    """An actor that the first of a list brings is meant by its name in the next; each can be undone from behind."""
    second = said(label="The second", steps=[{"stage": "delivered", "date": "2020"}])
    made = code(case, [said(), second], by="ana")
    assert len(rows(case, "actors")) == 2
    assert [len(one.rows["engagements"]) for one in made] == [1, 1]
    take_back(case, made[1].proposal)
    assert [row["label"] for row in rows(case, "engagements")] == [
        "Loan of Exim Bank of China to Montenegro for Road, 2014"
    ]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"type": "lone"}, "type", "Write loan"),
        ({"type": ""}, "type", "is empty"),
        ({"power": "Chyna"}, "power", "no country known here"),
        ({"power": ""}, "power", "CHN, RUS"),
        ({"sector": "raod"}, "sector", "Write road"),
        ({"sector": ""}, "domain", "no sector gives it"),
        ({"source": "motorwy"}, "source", "motorway"),
        ({"source": ""}, "source", "is empty"),
        ({"steps": [{"date": "2014"}]}, "steps 1 stage", "how far"),
        ({"steps": [{"stage": "signed", "date": "soon"}]}, "steps 1 date", "is no date"),
        ({"steps": [{"stage": "sined"}]}, "steps 1 stage", "Write signed"),
        ({"steps": [{"stage": "sined", "date": "2014"}]}, "steps 1 stage", "Write signed"),
        ({"parties": [{"actor": "Ganpati"}, {"actor": "mne"}]}, "parties 1 actor", "which kind"),
        ({"parties": [{"role": "lender"}]}, "parties 1 actor", "who the lender is"),
        ({"type": "event"}, "parties 1 role", "is empty"),
        ({"type": "vote"}, "direction", "no usual one"),
        ({"part_of": "Belt"}, "part_of", "no engagement of the case"),
        ({"issue": "belt"}, "issue", "no issue"),
        ({"further": [{"property": "quantity", "value": "many"}]}, "further 1 value", "no amount"),
        ({"further": [{"value": "41 km"}]}, "further 1 property", "is empty"),
        ({"quote": "=SUM(A1)"}, "quote", "formula"),
        ({"start": "2015", "until": "2014"}, "", "before"),
        ({"edits": "nothing"}, "edits", "no engagement of the case"),
    ],
)  # fmt: skip
def test_faults_stand_at_their_field(case, changes, field, told):
    """Each fault is told at the field in which it was typed, with what to write; nothing is written."""
    before = files(case)
    assert told in faults(case, **changes)[field]
    assert files(case) == before


def test_a_name_like_another_is_asked(case):
    """A newcomer whose name may be another spelling of an actor is asked about, and taken where it is said to be new."""
    code(case, [said()], by="ana")
    like = [{"actor": "The Exim Bank of China Ltd"}, {"actor": "mne"}]
    assert "exim-bank-of-china" in faults(case, label="Two", parties=like)["parties 1 actor"]
    like[0]["new"] = "yes"
    code(case, [said(label="Two", parties=like)], by="ana")
    assert len(rows(case, "actors")) == 3


@pytest.mark.parametrize(
    "party", [{"actor": "Exim Bank"}, {"actor": "Exim Bank", "country": "China"}]
)
def test_a_name_without_its_country_is_asked(case, party):
    """A newcomer whose name lacks only the country of an actor's is asked about."""
    code(case, [said()], by="ana")
    wrong = faults(case, label="Two", parties=[party, {"actor": "mne"}])
    assert wrong["parties 1 actor"].startswith("is like exim-bank-of-china, which the case has.")


def test_an_actor_of_another_country_is_no_question(case):
    """A bank of a country is new beside one of another country, and beside one of another name."""
    code(case, [said()], by="ana")
    for actor in ({"actor": "Exim Bank", "country": "India"}, {"actor": "Bank of China"}):
        code(case, [said(label=str(actor), parties=[actor, {"actor": "mne"}])], by="ana")
    assert [row["id"] for row in rows(case, "actors")] == [
        "bank-of-china",
        "exim-bank",
        "exim-bank-of-china",
        "mne",
    ]


def test_an_id_that_an_actor_has_is_asked(case):
    """A newcomer whose name makes the id of an actor is asked about: no second id is counted up."""
    with (case / "actors.csv").open("a", encoding="utf-8") as table:
        table.write("exim-bank,Company,CEXIM,CHN,\n")
    wrong = faults(case, parties=[{"actor": "Exim Bank"}, {"actor": "Montenegro"}])
    assert wrong["parties 1 actor"].startswith("is like exim-bank, which the case has.")


def test_the_like_of_an_engagement_is_named(case):
    """Of a second loan of one type, power, host, sector and day the first is named; of another day it is not."""
    day = [{"stage": "signed", "date": "30.10.2014", "amount": "943,9 Mio USD"}]
    (first,) = code(case, [said(steps=day)], by="ana")
    (second,) = code(case, [said(steps=day, label="Two")], by="ana")
    later = [{"stage": "signed", "date": "31.10.2014"}]
    (third,) = code(case, [said(steps=later, label="Three")], by="ana")
    assert [first.alike, second.alike, third.alike] == [(), (first.engagement,), ()]


def test_a_label_names_actors_whose_ids_were_typed(case):
    """A label that is made calls the actors of the case by their names, however they were typed."""
    code(case, [said()], by="ana")
    typed = [{"actor": "exim-bank-of-china"}, {"actor": "mne"}]
    steps = [{"stage": "signed", "date": "2016"}]
    (made,) = code(case, [said(parties=typed, steps=steps)], by="ana")
    assert made.rows["engagements"][0]["label"] == (
        "Loan of Exim Bank of China to Montenegro for Road, 2016"
    )


def test_numbers_become_observations(case):
    """A number beside the engagement is an observation of the host, with its source."""
    number = {"indicator": "debt_share", "value": "21%", "counterpart": "China", "period": "2021"}
    code(case, [said(numbers=[number])], by="ana")
    (row,) = rows(case, "observations")
    assert (row["area"], row["counterpart"], row["value"], row["unit"]) == (
        "MNE",
        "CHN",
        "21",
        "pct",
    )


def test_without_a_stage_it_is_said_to_exist(case):
    """A source that names no stage says that the engagement exists, and nothing more."""
    code(case, [said(steps=[])], by="ana")
    assert [(row["property"], row["value"]) for row in rows(case, "claims")] == [("exists", "yes")]


def test_correcting_keeps_what_was_said(case):
    """A corrected amount stands beside the old one, which is deprecated with reason, day and successor."""
    (made,) = code(case, [said()], by="ana")
    before = files(case)
    shown = statement_of(read_case(case)[0], made.engagement, "motorway")
    assert (shown.steps[0].amount, shown.steps[0].date) == ("943900000 USD", "2014")
    changed = shown.model_copy(
        update={
            "why": "misread",
            "steps": (shown.steps[0].model_copy(update={"amount": "US$944m"}),),
        }
    )
    (corrected,) = code(case, [changed], by="ana")
    amounts = {row["value"]: row for row in rows(case, "claims") if row["property"] == "amount"}
    assert amounts["943900000"]["status"] == "deprecated"
    assert amounts["943900000"]["reason"] == "misread"
    assert amounts["943900000"]["superseded_by"] == amounts["944000000"]["id"]
    assert amounts["944000000"]["status"] == "current"
    assert len(rows(case, "claims")) == 3
    assert code(case, [changed], by="ana")[0].was_there
    take_back(case, corrected.proposal)
    assert files(case) == before


def test_correcting_the_engagement_itself_needs_no_reason(case):
    """The cells of the engagement are the coder's own, and are written anew; the claims stay."""
    (made,) = code(case, [said()], by="ana")
    shown = statement_of(read_case(case)[0], made.engagement, "motorway")
    code(
        case,
        [shown.model_copy(update={"label": "The motorway's loan", "scope": "background"})],
        by="a",
    )
    (row,) = rows(case, "engagements")
    assert (row["label"], row["scope"], row["id"]) == (
        "The motorway's loan",
        "background",
        made.engagement,
    )
    assert len(rows(case, "claims")) == 2


def test_correcting_in_vain(case):
    """A correction that changes nothing, lacks its reason, or was shown before somebody else's is told so."""
    (made,) = code(case, [said()], by="ana")
    shown = statement_of(read_case(case)[0], made.engagement, "motorway")
    with pytest.raises(NotCoded, match="changes nothing"):
        code(case, [shown], by="ana")
    other = shown.model_copy(update={"steps": ()})
    with pytest.raises(NotCoded, match="why: is empty"):
        code(case, [other], by="ana")
    code(case, [shown.model_copy(update={"label": "Renamed"})], by="ben")
    with pytest.raises(NotCoded, match="has changed in the case since it was shown"):
        code(case, [other.model_copy(update={"why": "misread"})], by="ana")


def test_withdrawing(case):
    """Withdrawing deprecates what the source says of it, with the reason; another source's word stays."""
    (made,) = code(case, [said()], by="ana")
    other = {"source": "wire", "edits": made.engagement, "label": "The loan", "quote": "lent"}
    code(case, [said(**other)], by="ana")
    gone = {"edits": made.engagement, "withdraw": "yes"}
    assert "Say why" in faults(case, **gone)["why"]
    code(case, [said(**gone, why="read into it")], by="ana")
    states = {(row["source"], row["property"]): row["status"] for row in rows(case, "claims")}
    assert states == {
        ("motorway", "amount"): "deprecated",
        ("motorway", "stage"): "deprecated",
        ("wire", "amount"): "current",
        ("wire", "stage"): "current",
    }


def test_a_case_that_cannot_be_read_is_left_alone(case):
    """Where a table is broken nothing is written, and the first thing to mend is named."""
    (case / "claims.csv").write_text("id,subject\n", encoding="utf-8")
    before = files(case)
    with pytest.raises(CaseError, match=r"claims\.csv"):
        code(case, [said()], by="ana")
    assert files(case) == before


@pytest.mark.parametrize(
    ("value", "field", "told"),
    [
        (7, "", "map of names"),
        ({"typ": "loan"}, "typ", "no field"),
        ({"type": ["loan"]}, "type", "text in quotes"),
        ({"parties": "mne"}, "parties", "list"),
        ({"parties": ["mne"]}, "parties 1", "map of names"),
        ({"quote": "x" * 2**20}, "quote", "1,048,576 letters"),
        ({"steps": [{}] * 30}, "steps", "at most 24"),
    ],
)
def test_an_object_of_another_shape(value, field, told):
    """What is no statement is told by its field: what was found, what to write."""
    assert told in read_statement(value)[field]


def test_the_schema_has_every_field():
    """The published schema is that of the object itself, each field with its sentence."""
    made = schema()
    json.dumps(made)
    for name, part in made["$defs"].items():
        for field, entry in part["properties"].items():
            assert entry.get("description", "").strip()[-1:] in ".:", (name, field)


def test_one_fault_is_told_once(case):
    """A source that is not there is one fault, however many rows name it."""
    with pytest.raises(NotCoded) as raised:
        code(case, [said(source="nowhere", via="")], by="ana")
    (of_one,) = raised.value.faults
    assert [(fault.field, fault.message) for fault in of_one] == [
        ("source", '"nowhere" is not in sources.json. Add it there.')
    ]
