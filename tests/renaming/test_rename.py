import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from proposed import cameras, yes
from small_case import FOLDER, beside_doubts
from tertius.case.identity.same import judged
from tertius.case.proposals.decide import decide, take_back
from tertius.case.proposals.inbox import put, read_inbox
from tertius.errors import CaseError
from tertius.intake.bibliography.add import add_bibliography
from tertius.renaming.rename import rename
from tertius.study.open import check_case
from tertius.tensions.find import find_tensions

DAY = "2026-11-29"

REPORT = """---
title: Rail
---

# Rail

{{ china-leads-rail }} As *The Wire* said [@wire-2014, p. 3]; see also @wire-2014.
{{ table control columns=holder where="target = 'nis'" | Who holds NIS }}
It is {{ china-leads-rail.value | number }}.
"""

SCENARIO = """title: NIS is sold  # ženska
assumption: Gazprom Neft sells NIS.
add:
  ties:
    - {id: gazprom-neft-sells, actor: gazprom-neft, relation: owns, target: nis, share_pct: 1, start: 2019}
change:
  engagements:
    - id: nis-sale
      parties: [buyer:gazprom-neft, "target:nis"]
withdraw: [srb-owns-nis]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small case with a report and a scenario."""
    copy = shutil.copytree(FOLDER, tmp_path / "case")
    (copy / "report.md").write_text(REPORT, encoding="utf-8")
    (copy / "scenarios").mkdir()
    (copy / "scenarios" / "sold.yml").write_text(SCENARIO, encoding="utf-8")
    return copy


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a case, by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, set[str]]:
    """The lines of each file that were not there before."""
    return {
        name: set(data.decode().splitlines()) - set(before.get(name, b"").decode().splitlines())
        for name, data in after.items()
        if data != before.get(name)
    }


def test_an_actor_is_renamed_wherever_a_row_names_it(folder: Path):
    """Every cell, party, condition and scenario that names the actor has the new id, and no other byte changes."""
    before = contents(folder)
    done = rename(folder, "nis", "naftna-industrija", day=DAY)
    after = contents(folder)
    assert changed_lines(before, after) == {
        "actors.csv": {"naftna-industrija,Company,NIS,SRB,"},
        "names.csv": {
            "naftna-industrija,Naftna industrija Srbije,sr-Latn",
            "naftna-industrija,Нафтна индустрија Србије,sr-Cyrl",
        },
        "ties.csv": {
            "gazprom-neft-owns-nis,gazprom-neft,owns,naftna-industrija,,56.15,economy,oil-gas,2008,",
            "srb-owns-nis,srb,owns,naftna-industrija,,29.87,economy,oil-gas,2008,",
        },
        "engagements.csv": {
            (
                "nis-sale,Sale of NIS to Gazprom Neft,acquisition,RUS,SRB,economy,oil-gas,,"
                "buyer:gazprom-neft;target:naftna-industrija,2008-12-24,,novi-sad,,power_to_host,core"
            )
        },
        "redirects.csv": {f"nis,naftna-industrija,{DAY}"},
        "report.md": {
            "{{ table control columns=holder where=\"target = 'naftna-industrija'\" | Who holds NIS }}"
        },
        "scenarios/sold.yml": {
            (
                "    - {id: gazprom-neft-sells, actor: gazprom-neft, relation: owns, target: naftna-industrija, "
                "share_pct: 1, start: 2019}"
            ),
            '      parties: [buyer:gazprom-neft, "target:naftna-industrija"]',
        },
    }
    assert done.files == tuple(sorted(done.files, key=list(done.files).index))
    assert done.is_redirected and done.in_words == ("README.md:49",)
    assert b"\nnaftna-industrija," in after["actors.csv"].split(b"nis,")[0]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (
            "china-leads-rail",
            "china-first",
            {
                "findings.yml": {"- id: china-first"},
                "report.md": {
                    "{{ china-first }} As *The Wire* said [@wire-2014, p. 3]; see also @wire-2014.",
                    "It is {{ china-first.value | number }}.",
                },
            },
        ),
        (
            "kosovo-independence",
            "kosovo",
            {
                "case.yml": {"- {id: kosovo, label: Independence of Kosovo, domain: politics}"},
                "findings.yml": {
                    "  where: \"issue = 'kosovo' and party = 'RUS' and other = 'CHN'\""
                },
            },
        ),
        (
            "russian-loan-denied",
            "denial",
            {
                "findings.yml": {"  against: [denial]"},
                "redirects.csv": {f"russian-loan-denied,denial,{DAY}"},
            },
        ),
        (
            "wire-2014",
            "wire-on-loan",
            {
                "report.md": {
                    "{{ china-leads-rail }} As *The Wire* said [@wire-on-loan, p. 3]; see also @wire-on-loan."
                }
            },
        ),
    ],
)
def test_findings_issues_claims_and_sources_are_followed(
    folder: Path, old: str, new: str, lines: dict[str, set[str]]
):
    """An id of a finding, an issue, a claim or a source follows in settings, findings and report."""
    before = contents(folder)
    rename(folder, old, new, day=DAY)
    changed = changed_lines(before, contents(folder))
    assert {name: changed[name] for name in lines} == lines
    assert ("redirects.csv" in changed) is ("redirects.csv" in lines)
    assert not [p for p in beside_doubts(check_case(folder).problems) if p.blocks]


@pytest.mark.parametrize(
    "old",
    [
        "belgrade",
        "nis-sale",
        "srb-owns-nis",
        "wire",
        "wire-2014",
        "search-kosovo-quarrel",
        "vote-was-thanks",
        "rus-opposes-kosovo-independence",
        "rail-loans-contest",
        "russian-loan-signed",
        "kosovo-independence",
    ],
)
def test_there_and_back_is_nothing(folder: Path, old: str):
    """An id that is given up and taken again leaves every file as it was, but for the redirect."""
    before = contents(folder)
    rename(folder, old, "quite-another", day=DAY)
    rename(folder, "quite-another", old, day=DAY)
    after = contents(folder)
    redirects = after.pop("redirects.csv"), before.pop("redirects.csv")
    assert after == before
    is_row = not {old} & {"wire-2014", "vote-was-thanks", "kosovo-independence"}
    assert redirects[0] == redirects[1] + f"quite-another,{old},{DAY}\n".encode() * is_row


def test_what_waits_and_what_was_decided_follows(folder: Path):
    """A proposal names the row by its new id, and what was accepted of one can still be taken back."""
    settings = folder / "case.yml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("expects:")[0], "utf-8")
    put(folder, [cameras(), replace(cameras(), id="waits", sentence="Another.", reasons=())])
    decide(folder, cameras(), yes())
    rename(folder, "huawei-cameras", "cameras", day=DAY)
    rename(folder, "serbian-railways", "railways", day=DAY)
    followed, waiting = read_inbox(folder)[0]
    assert followed.decision.rows["engagements"][0]["id"] == "cameras"
    assert followed.decision.rows["claims"][0]["subject"] == "cameras"
    assert followed.rows["engagements"][0]["id"] == "huawei-cameras"
    assert waiting.rows["engagements"][0]["parties"] == "supplier:huawei;buyer:railways"
    take_back(folder, followed)
    assert b"cameras," not in (folder / "engagements.csv").read_bytes()


def test_an_explanation_stays_with_its_tension(folder: Path):
    """A tension rests on ids; when one changes, what explains it still does."""
    found = find_tensions(judged(check_case(folder).case)).found[0]
    with (folder / "explanations.csv").open("a", encoding="utf-8") as file:
        file.write(f"{found.id},They count otherwise.,ana,2021-01-09\n")
    rename(folder, found.rows[0], "another-row", day=DAY)
    explained = [
        one for one in find_tensions(judged(check_case(folder).case)).found if one.explanations
    ]
    assert [("another-row" in one.rows, one.misfit) for one in explained] == [(True, found.misfit)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "nis-ad",
            "x",
            "nis-ad was given up for nis (redirects.csv). Rename that: tertius rename CASE nis NEW.",
        ),
        ("nix", "x", "nix is no id of this case. Did you mean nis?"),
        ("nis", "nis", "nis is called so already. Give another id."),
        (
            "nis",
            "NIS ad",
            "'NIS ad' is not an id. Write lower-case words joined by single hyphens, such as gazprom-neft.",
        ),
        (
            "nis",
            "wire",
            "wire is the id of another entry in outlets.csv. Give a free one, such as wire-2;",
        ),
        (
            "nis",
            "gazprom-neft-sells",
            "gazprom-neft-sells is the id of a row that scenarios/sold.yml adds. Give another.",
        ),
        (
            "gazprom",
            "nis-ad",
            "nis-ad was the id of what is nis now (redirects.csv), and old rows may still mean that.",
        ),
        (
            "srb",
            "serbia",
            "srb is the code of Serbia, by which rows and findings know it. It keeps its id;",
        ),
        (
            "belgrade",
            "rail-framework",
            "rail-framework is the id of another entry in engagements.csv.",
        ),
        ("vote-was-thanks", "china-leads-rail", "is the id of another entry in findings.yml"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_written(
    folder: Path, old: str, new: str, said: str
):
    """Each refusal says what is wrong and what to write, and leaves every byte."""
    (folder / "redirects.csv").write_text("old,new,date\nnis-ad,nis,2021-01-07\n")
    before = contents(folder)
    with pytest.raises(CaseError) as refused:
        rename(folder, old, new)
    assert said in str(refused.value)
    assert contents(folder) == before


def _two_meanings(folder: Path) -> str:
    path = folder / "findings.yml"
    path.write_text(path.read_text().replace("- id: china-leads-rail", "- id: nis"))
    return "nis is the id of an entry in actors.csv and of one in findings.yml. Say which is meant: --of actors."


def _broken_table(folder: Path) -> str:
    with (folder / "ties.csv").open("a") as file:
        file.write("one,two\n")
    return "ties.csv cannot be read whole, and may name the id. Mend it first"


def _broken_finding(folder: Path) -> str:
    with (folder / "findings.yml").open("a") as file:
        file.write("- id: half\n")
    return "findings.yml cannot be read whole"


def _one_word_for_two(folder: Path) -> str:
    path = folder / "report.md"
    path.write_text(
        "{{ table control columns=holder where=\"target = 'nis' and state = 'nis'\" | x }}"
    )
    return "'nis' stands beside target, where it is the id, and beside state, where it is none."


@pytest.mark.parametrize(
    "spoil", [_two_meanings, _broken_table, _broken_finding, _one_word_for_two]
)
def test_a_case_that_cannot_be_followed_is_left(folder: Path, spoil: Callable[[Path], str]):
    """Where an id means two things, or a file cannot be read whole, nothing is written."""
    said = spoil(folder)
    before = contents(folder)
    with pytest.raises(CaseError) as refused:
        rename(folder, "nis", "naftna")
    assert said in str(refused.value)
    assert contents(folder) == before


def test_of_says_which_is_meant(folder: Path):
    """With --of, one of two things that have an id is renamed and the other keeps it."""
    _two_meanings(folder)
    rename(folder, "nis", "naftna", of="findings", day=DAY)
    assert "- id: naftna\n" in (folder / "findings.yml").read_text()
    with (folder / "actors.csv").open() as file:
        assert "nis" in {row["id"] for row in csv.DictReader(file)}


def test_a_bibliography_still_knows_a_renamed_source(folder: Path, tmp_path: Path):
    """A source that has another id in the case is met again when the bibliography is added anew, and is no second one."""
    entries = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    (entry,) = (one for one in entries if one["id"] == "wire-2014")
    file = tmp_path / "zotero.json"
    file.write_text(json.dumps([{**entry, "title": "Another title"}]), encoding="utf-8")
    rename(folder, "wire-2014", "wire-on-loan", day=DAY)
    added = add_bibliography(folder, file, update=True)
    assert (added.new, added.changed) == ([], ["wire-on-loan"])
    after = {one["id"]: one for one in json.loads((folder / "sources.json").read_text("utf-8"))}
    assert after["wire-on-loan"]["title"] == "Another title"
    assert after["wire-on-loan"]["imported"] == {"id": "wire-2014"}
