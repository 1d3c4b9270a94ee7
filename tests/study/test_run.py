"""A case run whole: order changes nothing, powers exchanged mirror everything, every id resolves."""

import csv
import io
import json
import random
import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings

from many_worlds import measured
from random_case import cases
from small_case import FOLDER, serbia_study, small_study
from tertius.case.read import Lines
from tertius.errors import WorldError
from tertius.export.json import findings_json
from tertius.measures import MEASURES
from tertius.study.open import check_case, open_case
from tertius.study.run import run_study
from tertius.worlds.selection import BASELINE, world_known_on, world_published, world_without
from tertius.worlds.ways import WAYS, Omission, ways

KEYS = [
    "id",
    "section",
    "statement",
    "kind",
    "verdict",
    "support",
    "chance",
    "confidence",
    "hedge",
    "untested",
    "within",
    "value",
    "measure",
    "where",
    "expect",
    "reason",
    "rests_on",
    "against",
    "sources",
    "origins",
    "fragility",
    "flips",
    "trigger",
    "caveats",
    "shared",
    "mirrored",
    "sought",
]


def study_of(folder, **choices):
    case, compiled, problems = check_case(folder)
    assert not [p for p in problems if p.blocks]
    return run_study(case, compiled, **choices)


def copied(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(FOLDER, folder)
    return folder


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_no_byte(tmp_path, seed):
    """Findings and the case's hash are the same bytes when the rows of every table are shuffled."""
    folder, chance = copied(tmp_path), random.Random(seed)
    for path in sorted(folder.glob("*.csv")):
        header, *records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        chance.shuffle(records)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *records])
    sources = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    chance.shuffle(sources)
    (folder / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    assert json.dumps(findings_json(study_of(folder))) == json.dumps(findings_json(small_study()))


TURNED = {"RUS": "CHN", "CHN": "RUS", "rus": "chn", "chn": "rus"}
CODE = re.compile(r"(?<=[';])(RUS|CHN|rus|chn)(?=[';])")
"""A code that is a cell, or one of several in a cell."""


def exchanged(value):
    """A value with Russia and China exchanged."""
    if isinstance(value, str):
        parts = [TURNED.get(part, part) for part in value.replace("@", ":@:").split(":")]
        return ":".join(parts).replace(":@:", "@")
    if isinstance(value, tuple):
        return tuple(exchanged(part) for part in value)
    return value


def mirrored(case):
    """The case with Russia and China exchanged throughout; claims keep their ids."""
    tables = {
        name: Lines(
            [
                row.model_copy(update={k: exchanged(v) for k, v in row if k != "label"})
                for row in lines.rows
            ],
            lines.numbers,
        )
        for name, lines in case.tables.items()
    }
    return type(case)(case.folder, case.settings, case.taxonomy, case.sources, tables)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_exchanging_two_powers_mirrors_every_measure(case):
    """No rule applies to one power only: exchange Russia and China, and every measure is exchanged."""
    before, after = measured(case), measured(mirrored(case))
    for name, rows in before.items():
        swapped = sorted(CODE.sub(lambda found: TURNED[found[0]], row) for row in rows)
        # Values of claims are text of their own: parties and powers inside them are exchanged too.
        if name != "facts":
            assert swapped == after[name], name


def test_exchanging_two_powers_in_every_file_mirrors_every_finding(tmp_path):
    """With Russia and China exchanged in tables and conditions alike, every verdict stays and values are exchanged."""
    folder = copied(tmp_path)
    swap = {"RUS": "CHN", "CHN": "RUS", "rus": "chn", "chn": "rus"}
    word = re.compile(r"(?<![A-Za-z])(RUS|CHN|rus|chn)(?![A-Za-z])")

    def turned(text):
        return word.sub(lambda found: swap[found[1]], text)

    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".yml", ".json"):
            path.write_text(turned(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = {result.id: result for result in study_of(folder).results}
    for before in small_study().results:
        after = found[turned(before.id)]
        assert (after.verdict, after.state, after.confidence) == (
            before.verdict,
            before.state,
            before.confidence,
        )
        assert turned(json.dumps(before.value, default=str)) == json.dumps(after.value, default=str)
        assert {turned(name) for name in before.rests_on} == set(after.rests_on)


def test_the_keys_of_the_json_are_those_that_scripts_use():
    """Every finding has every key, in order; what is not computed is null, never absent."""
    printed = findings_json(small_study())
    assert list(printed) == ["tertius", "case", "case_hash", "world", "findings", "tensions"]
    assert [list(finding) for finding in printed["findings"]] == [KEYS] * len(printed["findings"])
    case, compiled, _ = check_case(FOLDER)
    quick = findings_json(run_study(case, compiled, with_flips=False))
    assert [finding["flips"] for finding in quick["findings"]] == [None] * len(compiled)


VERDICTS = {
    "russia-leads-oil-gas": "holds",
    "russia-before-china-in-oil-gas": "holds",
    "china-leads-rail": "fails",
    "russia-pays-in-banking": "open",
    "powers-agree-on-kosovo": "holds",
    "russia-liked-better": "holds",
    "russian-rail-loan-is-real": "holds",
    "works-cost-a-hundred-million": "fails",
    "loans-came-by-design": "open",
    "vote-was-thanks": "holds",
}


def test_verdicts_of_the_small_case_are_those_by_hand():
    """Each finding comes out as the small case's README says."""
    found = {result.id: result.verdict for result in small_study().results}
    assert {name: found[name] for name in VERDICTS} == VERDICTS


@pytest.mark.xdist_group("serbia")
@pytest.mark.parametrize("study", [small_study, serbia_study])
def test_every_id_that_a_finding_rests_on_resolves(study):
    """What a finding rests on, and what speaks against it, are rows of the case; sources too."""
    study = study()
    allowed = {"claims", "observations", "searches"}
    for result in study.results:
        for name in (*result.rests_on, *result.against):
            assert study.case.by_id[name][0] in allowed, (result.id, name)
        assert set(result.sources) <= set(study.case.sources)
        places = {f"search:{row.searched_in}" for row in study.case.rows("searches")}
        for flip in result.flips:
            assert set(flip.origins) <= set(study.case.sources) | places


@pytest.mark.xdist_group("serbia")
@pytest.mark.parametrize("study", [small_study, serbia_study])
def test_every_computed_verdict_leads_to_claims(study):
    """A computed finding that holds or fails rests on at least one claim, observation or search."""
    for result in study().results:
        if result.kind == "computed" and result.verdict != "open":
            assert result.rests_on, result.id


@pytest.mark.xdist_group("serbia")
@pytest.mark.parametrize("study", [small_study, serbia_study])
def test_every_row_of_every_measure_leads_to_evidence(study):
    """Any number shown anywhere leads back to the claims, observations or searches behind it."""
    study = study()
    for measure in MEASURES:
        for row in study.tables[measure]:
            found = study.lineage.evidence(measure, row)
            assert found, (measure, row)
            assert all(name in study.case.by_id for name in found)


def test_leaving_out_what_a_flip_names_changes_the_verdict():
    """Each flip, tried as a world of its own, gives the verdict that it announces."""
    study = small_study()
    case, compiled, _ = check_case(FOLDER)
    tried = 0
    named = sorted({name for r in study.results for f in r.flips for name in f.origins})
    for origin in named[:5]:
        there = run_study(
            case, compiled, world=world_without(case, f"origin:{origin}"), with_flips=False
        )
        for before in study.results:
            said = [f for f in before.flips if f.origins == (origin,)]
            known = study.verdicts.base[before.id].told
            now = there.verdicts.base[before.id].told
            expected = (said[0].verdict, said[0].state) if said else known
            assert now == expected, (origin, before.id)
            tried += len(said)
    assert tried >= 5


def test_what_was_known_on_a_day():
    """In 2016 nothing published later counts, and what has no date is left out and counted."""
    case, compiled, _ = check_case(FOLDER)
    world = world_known_on(case, "2016-12-31")
    assert world.excluded_undated > 0
    then = run_study(case, compiled, world=world, with_flips=False)
    kept = {row["subject"] for row in then.tables["facts"]}
    assert "chinese-rail-loan" not in kept or all(
        case.sources[s].date.latest.year <= 2016
        for claim in case.rows("claims")
        if claim.subject == "chinese-rail-loan" and claim.id not in world.withdrawn
        for s in claim.source[:1]
    )
    assert len(then.tables["facts"]) < len(small_study().tables["facts"])


def test_a_claim_counts_until_it_was_withdrawn():
    """On a day before its deprecation, a deprecated claim counts again."""
    case, compiled, _ = check_case(FOLDER)
    (gone,) = [c for c in case.rows("claims") if c.status == "deprecated"]
    assert str(gone.deprecated_on) == "2021-02-01"
    then = run_study(case, compiled, world=world_known_on(case, "2021-01-31"), with_flips=False)
    assert gone.id in then.ledger.entries
    assert gone.id not in small_study().ledger.entries


@pytest.mark.parametrize(
    "what",
    ["origin:nobody", "outlet", "origin:", "nothing", "outlet:x", "language:tlh", "unchecked:1"],
)
def test_a_world_that_is_not_there_is_refused(what):
    """Leaving out an origin that carries nothing is an error with the way to find one."""
    case, _, _ = check_case(FOLDER)
    with pytest.raises(WorldError):
        world_without(case, what)


def test_withheld_rows_are_in_no_published_world(tmp_path):
    """A withheld claim, and what is based on it, is out of every figure that is published."""
    folder = copied(tmp_path)
    path = folder / "claims.csv"
    header, *records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    for record in records:
        if record[0] == "nis-sale-amount-by-gazette":
            record[header.index("withheld")] = "yes"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *records])
    case, compiled, _ = check_case(folder)
    study = run_study(case, compiled, world=world_published(case), with_flips=False)
    assert "nis-sale-amount-by-gazette" not in study.ledger.entries
    (cell,) = [
        r for r in study.tables["presence"] if (r["sector"], r["power"]) == ("oil-gas", "RUS")
    ]
    assert cell["amount"] == 350_000_000


def left_out(what):
    case, _, _ = check_case(FOLDER)
    return case, world_without(case, what).withdrawn


def test_without_an_outlet_falls_what_only_it_says():
    """Leaving out an outlet leaves out the claims whose every source it published, and what rests on them."""
    case, gone = left_out("outlet:tabloid")
    outlet = {key: source.custom.outlet for key, source in case.sources.items()}
    for row in (*case.rows("claims"), *case.rows("observations")):
        if all(outlet[source] == "tabloid" for source in row.source):
            assert row.id in gone
        elif not set(row.based_on) & gone:
            assert row.id not in gone
    assert gone


def test_without_what_nobody_checked_only_opened_sources_count():
    """The world of opened sources alone keeps no row that was not checked."""
    case, gone = left_out("unchecked")
    kept = [row for row in case.rows("claims") if row.id not in gone]
    assert {row.checked for row in kept} <= {"yes"}
    assert len(kept) < len(case.rows("claims"))


def test_without_a_publication_falls_what_was_read_in_it_alone():
    """Leaving out the paper leaves out its own statements and all that was read only through it."""
    case, gone = left_out("via:paper-2020")
    for row in (*case.rows("claims"), *case.rows("observations")):
        known_through = row.via or row.source
        assert (row.id in gone) or known_through not in ("paper-2020", ("paper-2020",))


def test_without_state_controlled_outlets():
    """What only outlets under a state's control say is left out of that world, and nothing else that stands."""
    case, gone = left_out("state-controlled")
    controlled = {o.id for o in case.rows("outlets") if o.state_controlled == "yes"}
    assert controlled
    for row in case.rows("claims"):
        only = all(case.sources[s].custom.outlet in controlled for s in row.source)
        assert (row.id in gone) == (only or bool(set(row.based_on) & gone))


def test_a_way_that_is_entered_is_a_kind_of_world(monkeypatch):
    """An entry among the ways is all that a new one needs: it can be chosen, and the message and the help name it."""
    new = Omission(
        "modality:WORD", "claims.csv says it.", lambda grader: lambda row: {row.modality}
    )
    monkeypatch.setitem(WAYS, new.kind, new)
    case, gone = left_out("modality:alleged")
    alleged = {row.id for row in case.rows("claims") if row.modality == "alleged"}
    assert alleged
    assert gone >= alleged
    assert gone == alleged | {row.id for row in case.rows("claims") if gone & set(row.based_on)}
    assert ways().endswith(" or modality:WORD")
    with pytest.raises(WorldError, match=r"no claim in this case\. claims\.csv says it\.$"):
        left_out("modality:guessed")


def test_without_where_a_search_looked_its_zeros_are_unknown():
    """A search has an origin, where it looked: without it falls that search alone, and what it made a zero is open."""
    searched = "search:company register, press archive"
    case, compiled, _ = open_case(FOLDER)
    world = world_without(case, f"origin:{searched}")
    assert world.withdrawn == {"search-china-oil-gas"}
    there, without = (
        run_study(case, compiled, world=one, with_flips=False).result(
            "russia-before-china-in-oil-gas"
        )
        for one in (BASELINE, world)
    )
    assert (there.verdict, without.verdict) == ("holds", "open")
    flips = run_study(case, compiled).result("russia-before-china-in-oil-gas").flips
    assert (searched,) in [flip.origins for flip in flips]


def test_a_share_rests_on_the_whole_sector_and_a_part_on_its_umbrella():
    """A share leads to its denominator's claims too, and a part's row to those of the agreement above it."""
    study = small_study()
    (row,) = [r for r in study.tables["presence"] if (r["sector"], r["power"]) == ("rail", "CHN")]
    count = study.lineage.evidence("presence", row, {"engagements"})
    share = study.lineage.evidence("presence", row, {"share"})
    assert "russian-loan-signed" in share
    assert "russian-loan-signed" not in count
    assert "framework-signed" in count
    (part,) = [e for e in study.case.rows("engagements") if e.id == "chinese-rail-loan"]
    assert part.part_of == "rail-framework"
    assert study.lineage.above[part.id] == ["rail-framework"]
