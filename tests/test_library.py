"""A case asked in Python answers what the commands answer, and imports no more than it needs."""

import json
import subprocess
import sys

import pyarrow as pa
import pytest
from typer.testing import CliRunner

import tertius
from small_case import FOLDER
from tertius.cli.main import app
from tertius.errors import CaseError, TertiusError
from tertius.library import Rows


@pytest.fixture(scope="module")
def case():
    return tertius.open(FOLDER)


def printed(*arguments):
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def loaded_after(code, *names):
    """Which of some modules are imported once some code has run in a process of its own."""
    code = f"{code}\nimport sys\nprint('loaded', [n for n in {names} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout.splitlines()[-1]


COMMAND = """
import sys
from tertius.cli.main import main
sys.argv = ["tertius", *{arguments}]
try:
    main()
except SystemExit:
    pass
"""


def test_a_check_computes_nothing():
    code = COMMAND.format(arguments=["check", str(FOLDER)])
    heavy = ("ibis", "pyarrow", "duckdb", "networkx", "numpy", "pandas", "edtf", "altair")
    assert loaded_after(code, *heavy) == "loaded []"


@pytest.mark.parametrize(
    "arguments",
    [["findings"], ["flips"], ["why", "russia-leads-oil-gas"]],
    ids=lambda arguments: arguments[0],
)
def test_what_runs_a_plan_that_was_kept_writes_no_sql(arguments):
    code = COMMAND.format(arguments=[arguments[0], str(FOLDER), *arguments[1:]])
    loaded_after(code)  # Keeps the plan, where nothing was kept.
    assert loaded_after(code, "ibis", "networkx", "pandas", "altair") == "loaded []"


def test_tertius_is_imported_without_what_it_offers():
    assert loaded_after("import tertius", "tertius.library", "pydantic", "yaml") == "loaded []"


def test_findings_are_those_of_the_command(case):
    listed = json.loads(printed("findings", FOLDER, "--json"))["findings"]
    assert [(one.id, one.verdict, one.confidence) for one in case.findings()] == [
        (one["id"], one["verdict"], one["confidence"]) for one in listed
    ]
    table = case.findings().to_arrow()
    columns = ("id", "statement", "rests_on", "sources", "origins", "caveats")
    for column in (*columns, "support", "untested", "within"):
        assert table[column].to_pylist() == [one[column] for one in listed]
    assert any(table["support"].to_pylist())
    least = [one["fragility"] and one["fragility"]["least"] for one in listed]
    assert table["fragility_least"].to_pylist() == least


def test_flips_are_those_of_the_command(case):
    listed = json.loads(printed("flips", FOLDER, "--json"))
    assert [(t.finding, t.origins, t.becomes) for t in case.flips()] == [
        (one["id"], tuple(flip["origins"]), flip["verdict"])
        for one in listed
        for flip in one["flips"]
    ]
    assert case.flips().to_arrow()["finding"].to_pylist() == [t.finding for t in case.flips()]


def test_why_says_what_the_command_says(case):
    why = case.why("russia-leads-oil-gas")
    assert f"{why}\n" == printed("why", FOLDER, "russia-leads-oil-gas")
    assert why.result.id == "russia-leads-oil-gas"


def test_a_measure_is_the_rows_that_findings_ask(case):
    rows = case.measure("presence")
    assert list(rows) == list(case.study().tables["presence"])
    assert rows.to_arrow().to_pylist() == [dict(row) for row in rows]
    assert rows[0] in rows[:2]


def test_rows_show_what_they_hold(case):
    """Printed, rows name their first columns; in a notebook the first thirty stand as a table, texts as text."""
    flips = case.flips()
    assert repr(flips) == f"<{len(flips)} rows of finding, verdict, origins, becomes>"
    many = Rows(["<b>"] * 31, lambda: pa.table({"a": ["<b>"] * 31, "b": [["x", "y"]] * 31}))
    shown = many._repr_html_()
    assert shown.count("<tr>") == 31
    assert shown.startswith(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>&lt;b&gt;</td><td>x, y</td></tr>"
    )
    assert shown.endswith("</table><p>… and 1 row more</p>")


def test_a_case_is_seen_in_one_world_at_a_time(case):
    """A choice gives another case, and two are refused in the words of the command line."""
    there = case.without("state-controlled")
    study = json.loads(printed("findings", FOLDER, "--json", "--without", "state-controlled"))
    assert [one.verdict for one in there.findings()] == [
        one["verdict"] for one in study["findings"]
    ]
    assert case.world.name == "baseline"
    with pytest.raises(TertiusError) as refused:
        there.known_on("2016-12-31")
    done = CliRunner().invoke(
        app, ["findings", str(FOLDER), "--without", "unchecked", "--known-on", "2016"]
    )
    assert isinstance(done.exception, TertiusError)
    assert str(refused.value) == str(done.exception)
    assert str(refused.value) == "--without and --known-on are two worlds. Choose one of them."


def test_the_world_of_a_day_knows_what_was_public_then(case):
    study = json.loads(printed("findings", FOLDER, "--json", "--known-on", "2016-12-31"))
    there = case.known_on("2016-12-31")
    assert there.world.name == study["world"]
    assert [one.verdict for one in there.findings()] == [
        one["verdict"] for one in study["findings"]
    ]


def test_what_is_not_there_is_refused_by_name(case, tmp_path):
    with pytest.raises(TertiusError, match=r"'presense' is no measure\. Did you mean presence\?"):
        case.measure("presense")
    with pytest.raises(CaseError, match="is no finding of this case"):
        case.why("nobody-said-so")
    with pytest.raises(CaseError, match="is not a folder"):
        tertius.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "ask",
    [
        lambda case: case.measure(None),
        lambda case: case.measure(["presence"]),
        lambda case: case.why(["vote-was-thanks"]),
        lambda case: case.flips(["vote-was-thanks"]),
        lambda case: case.without(None),
        lambda case: case.scenario(None),
        lambda case: tertius.open(None),
        lambda case: tertius.open(3),
        lambda case: tertius.open(""),
    ],
)
def test_what_is_no_text_is_refused_in_words(case, ask):
    """What is no name is refused as Tertius refuses anything, and the empty folder is not the current one."""
    with pytest.raises(tertius.errors.TertiusError, match=r"Write |Name "):
        ask(case)


@pytest.mark.parametrize(
    ("choose", "said"),
    [
        (lambda case: case.without("stat"), "'stat' is no world"),
        (lambda case: case.without("origin:nobody"), "carries no claim in this case"),
        (lambda case: case.known_on("2016-13-31"), "is not a day, month or year"),
        (lambda case: case.scenario("nowhere"), "is no scenario of this case"),
    ],
)
def test_a_wrong_world_is_refused_where_it_is_chosen(case, choose, said):
    """A world that is none is refused before anything is asked in it."""
    with pytest.raises(TertiusError, match=said):
        choose(case)


def test_a_wrong_word_is_refused_of_a_broken_case(small):
    """A case that cannot be built refuses words that name no world, and takes others until it is asked."""
    (small.path / "claims.csv").unlink()
    case = tertius.open(small.path)
    with pytest.raises(TertiusError, match="'stat' is no world"):
        case.without("stat")
    with pytest.raises(CaseError, match=r"claims.csv: is missing"):
        case.without("unchecked").findings()


def test_errors_are_there_after_the_import():
    """Who imports Tertius alone can name its errors."""
    assert loaded_after("import tertius; tertius.errors.WorldError", "tertius.errors") == (
        "loaded ['tertius.errors']"
    )


def test_a_frame_needs_the_library_that_makes_it(case, monkeypatch):
    rows = case.measure("coverage")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(
        TertiusError, match=r"polars is not installed\. Install it with `pip install"
    ):
        rows.to_polars()
    pandas = pytest.importorskip("pandas")
    frame = rows.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["power"]) == [row["power"] for row in rows]


def test_problems_are_those_of_check(small):
    """A case that cannot be built is opened all the same, and says why when it is asked for results."""
    small.write("report.md", "{{ nobody-said-so }}\n")
    (small.path / "claims.csv").unlink()
    case = tertius.open(small.path)
    done = CliRunner().invoke(app, ["check", str(small.path), "--layout", "json"])
    listed = [(one["file"], one["message"]) for one in json.loads(done.stdout)]
    assert [(one.file, one.message) for one in case.problems] == listed
    assert {"claims.csv", "report.md"} <= {file for file, _ in listed}
    with pytest.raises(CaseError, match=r"claims.csv: is missing"):
        case.findings()
