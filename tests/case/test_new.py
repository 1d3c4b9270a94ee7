from pathlib import Path

import pytest
import yaml

from tertius.case.new import codes_of, new_case, proposed_period
from tertius.case.read import read_case
from tertius.case.weights import Draws
from tertius.errors import CaseError
from tertius.evidence.tables import TABLES
from tertius.study.open import check_case, open_case
from tertius.study.run import run_study


@pytest.mark.parametrize(
    ("hosts", "powers", "title"),
    [
        (["SRB"], ["RUS", "CHN"], "Russia and China in Serbia"),
        (["BA-SRP", "XKX"], ["EU"], "European Union in Republika Srpska and Kosovo"),
        (["CIV"], ["KOR"], "South Korea in Côte d'Ivoire"),
        (["GEO"], ["TUR"], "Türkiye in Georgia"),
    ],
)
def test_a_new_case_is_clean(tmp_path: Path, hosts: list[str], powers: list[str], title: str):
    """A new case has every file, no problem, and its hosts, powers and period."""
    new_case(tmp_path / "case", hosts=hosts, powers=powers, period="2008/2020")
    assert {file.name for file in (tmp_path / "case").iterdir()} == {
        ".gitattributes", "case.yml", "sources.json", "findings.yml", *(f"{row.table}.csv" for row in TABLES)
    }  # fmt: skip
    assert [str(problem) for problem in check_case(tmp_path / "case")[2]] == []
    case, _ = read_case(tmp_path / "case")
    assert (case.settings.title, list(case.settings.hosts), list(case.settings.powers)) == (
        title,
        hosts,
        powers,
    )


def test_a_new_case_is_readable(tmp_path: Path):
    """Names stand in case.yml as people write them, and findings.yml shows what a finding looks like."""
    new_case(tmp_path / "case", hosts=["GEO"], powers=["TUR"], period=proposed_period(2026))
    text = (tmp_path / "case" / "case.yml").read_text(encoding="utf-8")
    assert 'title: "Türkiye in Georgia"' in text
    assert 'period: "2006/2026"' in text
    shown = (tmp_path / "case" / "findings.yml").read_text(encoding="utf-8")
    uncommented = "".join(f"{line[2:]}\n" for line in shown.splitlines()[1:])
    assert [set(entry) for entry in yaml.safe_load(uncommented)] == [
        {"id", "section", "statement", "measure", "where", "expect"}
    ]


def test_a_new_case_shows_how_it_draws(tmp_path: Path):
    """The table of probabilities stands in a new case, and is the one that holds without it."""
    new_case(tmp_path / "case", hosts=["SRB"], powers=["RUS"], period="2020")
    written = yaml.safe_load((tmp_path / "case" / "case.yml").read_text(encoding="utf-8"))["draws"]
    assert set(written) == set(Draws.model_fields)
    assert Draws.model_validate(written) == Draws()


def test_a_new_case_builds(tmp_path: Path):
    """A new case can be run as it stands: every measure is there and empty."""
    new_case(tmp_path / "case", hosts=["SRB"], powers=["RUS", "CHN"], period="2020")
    case, compiled, problems = open_case(tmp_path / "case")
    study = run_study(case, compiled)
    assert (problems, study.results) == ([], ())
    assert {name: rows for name, rows in study.tables.items() if rows} == {}


@pytest.mark.parametrize(
    ("hosts", "powers", "period", "said"),
    [
        (["SER"], ["RUS"], "2020", '"SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        (["SRB"], ["rus"], "2020", '"rus" is not a code. Write RUS (Russia).'),
        ([], ["RUS"], "2020", "a case needs a host and a power. Write --host SRB --powers RUS,CHN."),
        (["SRB"], [], "2020", "a case needs a host and a power. Write --host SRB --powers RUS,CHN."),
        (["SRB"], ["RUS"], "lately", "'lately' is not a span with an end. Write one such as 2008/2020."),
        (["SRB"], ["RUS"], "2008/..", "'2008/..' is not a span with an end. Write one such as 2008/2020."),
        (["SRB"], ["RUS"], '2020"\nhosts: []', "'2020\"\\nhosts: []' is not a span with an end. Write one such as 2008/2020."),
    ],
)  # fmt: skip
def test_what_no_case_is_made_of(
    tmp_path: Path, hosts: list[str], powers: list[str], period: str, said: str
):
    """A wrong code or period is refused before anything is written."""
    with pytest.raises(CaseError) as caught:
        new_case(tmp_path / "case", hosts=hosts, powers=powers, period=period)
    assert str(caught.value) == said
    assert not (tmp_path / "case").exists()


def test_nothing_is_written_over(tmp_path: Path):
    """A folder that holds anything, and a file, are left as they are."""
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "notes.txt").write_text("mine")
    for place, said in (("case", "is not empty."), ("case/notes.txt", "is a file.")):
        with pytest.raises(CaseError) as caught:
            new_case(tmp_path / place, hosts=["SRB"], powers=["RUS"], period="2020")
        assert (
            str(caught.value) == f"{tmp_path / place} {said} Name a folder that does not exist yet."
        )
    assert [file.name for file in (tmp_path / "case").iterdir()] == ["notes.txt"]
    assert (tmp_path / "case" / "notes.txt").read_text() == "mine"


def test_an_empty_folder_will_do(tmp_path: Path):
    """An empty folder that is there already is used."""
    new_case(tmp_path, hosts=["SRB"], powers=["RUS"], period="2020")
    assert check_case(tmp_path)[2] == []


@pytest.mark.parametrize(
    ("hosts", "powers", "said"),
    [
        (["MNE"], ["MNE", "RUS"], "MNE is a host and a power. Name it as one of the two."),
        (["MNE"], ["RUS", "RUS"], "RUS stands twice. Name it once."),
        (["KOS"], ["RUS"], "Write XKX"),
    ],
)
def test_codes_that_a_check_would_refuse(
    tmp_path: Path, hosts: list[str], powers: list[str], said: str
):
    """What a check would refuse is not written: a code twice, one on both sides, a code of another list."""
    with pytest.raises(CaseError, match=said):
        new_case(tmp_path / "case", hosts=hosts, powers=powers, period="2020")
    assert not (tmp_path / "case").exists()


def test_kosovo_by_its_other_code():
    """KOS is the code that other lists have for Kosovo."""
    assert codes_of("KOS, MNE") == ["XKX", "MNE"]
