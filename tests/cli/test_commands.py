import fcntl
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import tertius
from small_case import SAID_OF_DOUBTS
from tertius.cli.main import main
from tertius.cli.shared import problem_line
from tertius.study.open import check_case
from tertius.worlds.ways import ways

COMMAND = Path(sys.executable).with_name("tertius")
VERDICTS = {
    "russia-leads-oil-gas": "holds",
    "russia-before-china-in-oil-gas": "holds",
    "china-enters-oil-gas": "open",
    "china-leads-rail": "fails",
    "russian-rail-loan-is-real": "holds",
    "works-cost-a-hundred-million": "fails",
    "loans-came-by-design": "open",
    "china-builds-much-rail": "open",
    "russia-pays-in-banking": "open",
    "powers-agree-on-kosovo": "holds",
    "vote-was-thanks": "holds",
    "russia-liked-better": "holds",
}
"""The verdicts that the README of the small case gives, in the order of its findings."""


KEYS = [
    "id", "section", "statement", "kind", "verdict", "support", "chance", "confidence", "hedge", "untested", "within",
    "value", "measure", "where", "expect", "reason", "rests_on", "against", "sources", "origins", "fragility", "flips",
    "trigger", "caveats", "shared", "mirrored", "sought",
]  # fmt: skip
"""The keys of a finding as the concept lists them."""


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with some words, as the script does, and gives its code and what it said."""

    def call(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["tertius", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            main()
        return Said(int(caught.value.code or 0), *capsys.readouterr())

    return call


def test_the_version_is_printed(run: Run):
    """--version alone prints the version of the program, as it is installed."""
    assert run("--version") == (0, f"tertius {tertius.__version__}\n", "")


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="needs a pipe of a chosen size")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away(small: Any, unbuffered: str):
    """Where nobody reads on, a command ends with 141 and says nothing, however long its output is."""
    program = "from tertius.cli.main import main; main()"
    command = [sys.executable, "-c", program, "findings", str(small.path), "--json"]
    settings = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    reading, writing = os.pipe()
    # So small that the output does not fit, and is written in part when the reader goes.
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, env=settings) as running:
        os.close(writing)
        assert os.read(reading, 1) == b"{"
        os.close(reading)
        assert running.communicate()[1] == b""
    assert running.returncode == 141


def test_check_of_a_clean_case(run: Run, small: Any):
    """A case that can be built gives 0, says what is doubtful on standard output, and counts on standard error."""
    assert run("check", small.path) == (
        0,
        "".join(SAID_OF_DOUBTS),
        "2 problems, 0 of them keep the case from building; 12 findings read.\n1 of 9 sources has no date.\n",
    )


def test_a_message_names_the_command_for_this_case(small: Any):
    """A command that a message names has the folder of the case, in quotes where it holds a space."""
    small.end("places.csv", ",Niš,SRB,43.3,21.9,settlement\n")
    (problem,) = [p for p in check_case(small.path).problems if p.code == "empty-id"]
    line = problem_line(problem, Path("my case"))
    assert line.endswith("id: is empty. Run `tertius check 'my case' --fix`, or write one.")


def test_check_of_a_broken_case(run: Run, small: Any):
    """A problem that blocks gives 1 and its message; the files stay as they were."""
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    before = small.bytes()
    assert run("check", small.path) == (
        1,
        'ties.csv:9 start: "2019-13" is not a date. There is no month 13: write the date that the source means.\n'
        + "".join(SAID_OF_DOUBTS),
        "3 problems, 1 of them keeps the case from building; 12 findings read.\n1 of 9 sources has no date.\n",
    )
    assert small.bytes() == before


def test_check_of_what_does_not_block(run: Run, small: Any):
    """A problem with which a case can be built gives 0 and says so."""
    small.set("engagements", "crimea-vote", "sector", "rail")
    code, out, _ = run("check", small.path)
    assert (code, out) == (
        0,
        (
            f"{SAID_OF_DOUBTS[0]}"
            'engagements.csv:6 sector: "rail" lies outside politics. Change the domain, or add a sector of it. '
            f"(builds all the same)\n{SAID_OF_DOUBTS[1]}"
        ),
    )


def test_check_for_a_program(run: Run, small: Any):
    """With --layout json the problems are JSON, each with its place, kind, message and cell."""
    small.set("ties", "srb-owns-nis", "start", "2395-X8")
    code, out, _ = run("check", small.path, "--layout", "json")
    assert code == 1
    assert [one for one in json.loads(out) if one["blocks"]] == [
        {
            "file": "ties.csv", "row": 9, "column": "start", "code": "bad-date", "cell": "2395-X8", "blocks": True, "entry": "", "also": [],
            "message": "is not a date. Write 2019, 2019-03, 2019-03-21, 2019?, 2012/2016 or 2012/.. with an open end.",
        }
    ]  # fmt: skip


def test_check_fills_ids(run: Run, small: Any):
    """With --fix empty ids are filled and named, the lines are sorted, and the case is clean."""
    small.end("places.csv", ",Niš,SRB,43.3,21.9,settlement\n")
    assert run("check", small.path).code == 1
    code, out, err = run("check", small.path, "--fix")
    assert (code, out) == (0, "".join(SAID_OF_DOUBTS))
    assert err.startswith("filled 1 empty id: nis-2\nput in order: places.csv\n")
    lines = (small.path / "places.csv").read_text(encoding="utf-8").splitlines()
    assert lines[2] == "nis-2,Niš,SRB,43.3,21.9,settlement"
    assert [line.split(",")[0] for line in lines] == ["id", "belgrade", "nis-2", "novi-sad"]


def test_fix_mends_nothing_else(run: Run, small: Any):
    """With --fix a missing table or a wrong date stays a problem, and no file changes."""
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    (small.path / "names.csv").unlink()
    (small.path / "places.csv").unlink()
    before = small.bytes()
    assert run("check", small.path, "--fix").code == 1
    assert small.bytes() == before


def test_what_is_untested_is_never_said_to_hold(run: Run, small: Any):
    """A finding with a part untested holds as far as tested to a reader, and holds in JSON."""
    for name in ("russia-leads-oil-gas", "china-leads-rail"):
        small.swap("findings.yml", f"id: {name}\n", f"id: {name}\n  untested: the rest of it\n")
    listed = run("findings", small.path).out.splitlines()
    (line,) = [line for line in listed if line.endswith("[russia-leads-oil-gas]")]
    assert line.startswith("  holds as far as tested ")
    (failed,) = [line for line in listed if line.endswith("[china-leads-rail]")]
    assert failed.startswith("  fails ")
    why = run("why", small.path, "russia-leads-oil-gas").out.splitlines()
    assert why[1].startswith("  holds in this evidence as far as tested: ")
    assert why[2] == "  not tested: the rest of it"
    told = json.loads(run("findings", small.path, "--json").out)["findings"]
    assert [(f["verdict"], f["untested"]) for f in told[:2]] == [
        ("holds", "the rest of it"),
        ("holds", None),
    ]


def test_new(run: Run, tmp_path: Path):
    """A new case is written, and said to be ready for what comes next, and which years it covers unless they were given."""
    asked = ("--host", "SRB, MNE", "--powers", "RUS,CHN")
    _, out, _ = run("new", tmp_path / "b", *asked)
    year = datetime.now(UTC).year
    assert out.startswith(
        f"{tmp_path}/b is ready and covers {year - 20}/{year}, unless case.yml says otherwise. Add"
    )
    code, out, _ = run("new", tmp_path / "a", *asked, "--period", "2010/2020")
    assert (code, out) == (
        0,
        f"{tmp_path}/a is ready. Add rows to its tables, then run: tertius check {tmp_path}/a\n",
    )
    assert run("check", tmp_path / "a").code == 0


def test_new_asks_for_what_it_needs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Called with nothing, new asks for host, powers, years and folder; names of countries will do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Sri Lanka\nChina, IND\n\n\n"))
    assert run("new").code == 0
    text = (tmp_path / "sri-lanka" / "case.yml").read_text()
    assert "hosts: [LKA]\npowers: [CHN, IND]" in text
    year = datetime.now(UTC).year
    assert f'period: "{year - 20}/{year}"' in text


def test_new_says_what_it_needs_where_nobody_answers(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Without an answer, new says what to write and makes nothing."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run("new")
    assert code == 2
    assert err.endswith("Write tertius new FOLDER --host SRB --powers RUS,CHN.\n")


def test_findings_as_json(run: Run, small: Any):
    """The findings of the small case come as JSON, with every key there and the verdicts of its README."""
    code, out, err = run("findings", small.path, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["tertius"], found["case"], found["world"]) == (
        1,
        "A small case, countable by hand",
        "baseline",
    )
    assert len(found["case_hash"]) == 64
    assert {one["id"]: one["verdict"] for one in found["findings"]} == VERDICTS
    assert [list(one) for one in found["findings"]] == [KEYS] * 12


def test_findings_in_another_world(run: Run, small: Any):
    """Without the wire the tabloid's denial of the rail loan stands; in 2013 only the oil law was public."""
    code, out, _ = run("findings", small.path, "--json", "--without", "origin:wire-2014")
    said = json.loads(out)
    assert (code, said["world"]) == (0, "without origin:wire-2014")
    assert {one["id"]: one["verdict"] for one in said["findings"]} == VERDICTS | {
        "russian-rail-loan-is-real": "fails",
        "china-leads-rail": "holds",
    }
    code, out, _ = run("findings", small.path, "--json", "--known-on", "2013-12-31")
    said = json.loads(out)
    assert (code, said["world"]) == (0, "known on 2013-12-31")
    assert {one["id"] for one in said["findings"] if one["verdict"] != "open"} == {
        "russia-leads-oil-gas"
    }


def test_findings_as_text(run: Run, small: Any):
    """The findings are printed by section, each with its verdict and id."""
    code, out, _ = run("findings", small.path)
    lines = out.splitlines()
    assert (code, lines[0]) == (0, "World: baseline, all evidence counts.")
    assert [line for line in lines[1:] if line and line[0] != " "] == [
        "Oil and gas", "Rail", "Banking", "Politics", "Opinion",
    ]  # fmt: skip
    said = {
        line.split("[")[-1].rstrip("]"): line.split()[0] for line in lines if line.endswith("]")
    }
    assert said == VERDICTS | {"china-enters-oil-gas": "asleep", "china-builds-much-rail": "fired"}


def test_why(run: Run, small: Any):
    """Asking why leads down to the source of the stake in NIS."""
    code, out, _ = run("why", small.path, "russia-leads-oil-gas")
    assert code == 0
    assert "Zakon o potvrđivanju sporazuma o nafti" in out
    assert "nis-stake-exists" in out


def test_flips(run: Run, small: Any):
    """Without the poll nobody knows whom people like, and nothing else turns that finding."""
    code, out, _ = run("flips", small.path, "russia-liked-better", "--json")
    assert code == 0
    assert json.loads(out) == [
        {
            "id": "russia-liked-better",
            "verdict": "holds",
            "flips": [{"origins": ["poll-2019"], "verdict": "open"}],
            "fragility": {"least": 1, "most": 1},
            "tried_to_size": 1,
            "origins": ["poll-2019"],
            "turns": {},
        }
    ]


CANCELLED = """title: The Chinese rail works are called off
assumption: The works on the northern line are cancelled, and the rail loan of Russia is not denied.
add:
  claims:
    - {id: works-off, subject: chinese-rail-works, property: stage, value: cancelled}
withdraw: [russian-loan-denied]
"""


def suppose(small: Any, text: str = CANCELLED, name: str = "works-off") -> None:
    (small.path / "scenarios").mkdir(exist_ok=True)
    small.write(f"scenarios/{name}.yml", text)


def test_what_if(run: Run, small: Any):
    """What changes in a scenario is printed beside today, below what is assumed, with the count of the rest."""
    suppose(small)
    code, out, err = run("what-if", small.path, "works-off")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[:4] == [
        "Scenario works-off: The Chinese rail works are called off",
        "Assumed: The works on the northern line are cancelled, and the rail loan of Russia is not denied.",
        "Rows: 1 added, 0 changed, 1 withdrawn.",
        "",
    ]
    said = {
        line.split("[")[-1].rstrip("]"): n for n, line in enumerate(lines) if line.endswith("]")
    }
    turned = {name: [lines[n + 1].split()[1], lines[n + 2].split()[3]] for name, n in said.items()}
    assert turned == {"china-builds-much-rail": ["fired", "asleep"]}
    assert lines[-1] == "11 findings do not change."


def test_what_if_for_a_program(run: Run, small: Any):
    """With --json the scenario, its rows and each finding that differs come with both outcomes; the fingerprint is today's."""
    suppose(small)
    today = json.loads(run("findings", small.path, "--json").out)
    code, out, _ = run("what-if", small.path, "works-off", "--json")
    said = json.loads(out)
    assert code == 0
    assert said["case_hash"] == today["case_hash"]
    assert said["scenario"] == {
        "name": "works-off",
        "title": "The Chinese rail works are called off",
        "assumption": "The works on the northern line are cancelled, and the rail loan of Russia is not denied.",
        "added": 1,
        "changed": 0,
        "withdrawn": ["russian-loan-denied"],
    }
    assert said["unchanged"] + len(said["changes"]) == 12
    (one,) = (one for one in said["changes"] if one["turns"])
    assert (one["id"], one["today"]["state"], one["in_scenario"]["state"]) == (
        "china-builds-much-rail",
        "fired",
        "asleep",
    )


def test_what_if_lists_scenarios(run: Run, small: Any):
    """Without a name the scenarios are listed with what each assumes; where there is none, that is said."""
    assert run("what-if", small.path) == (0, "", "This case has no scenario that can be tried.\n")
    suppose(small)
    assert run("what-if", small.path) == (
        0,
        (
            "works-off: The Chinese rail works are called off\n"
            "    The works on the northern line are cancelled, and the rail loan of Russia is not denied.\n"
            "    Verdicts and triggers that turn: 1\n"
        ),
        "",
    )
    assert [one["name"] for one in json.loads(run("what-if", small.path, "--json").out)] == [
        "works-off"
    ]


def test_findings_in_a_scenario(run: Run, small: Any):
    """The findings of a scenario name their world, and keep the fingerprint of the case as it stands."""
    suppose(small)
    today = json.loads(run("findings", small.path, "--json").out)
    then = json.loads(run("findings", small.path, "--json", "--scenario", "works-off").out)
    assert (then["world"], then["case_hash"]) == ("scenario works-off", today["case_hash"])
    assert {one["id"]: one["verdict"] for one in then["findings"]} == VERDICTS
    code, out, _ = run("findings", small.path, "--scenario", "works-off")
    assert (code, out.splitlines()[0]) == (
        0,
        "Scenario works-off: The Chinese rail works are called off",
    )


def test_why_in_a_scenario(run: Run, small: Any):
    """Asking why in a scenario says first what is assumed, and shows the assumption where a finding rests on it."""
    suppose(small, CANCELLED + "change:\n  claims: [{id: vote-occurred, date: 2017}]\n")
    code, out, _ = run("why", small.path, "vote-was-thanks", "--scenario", "works-off")
    assert (code, out.splitlines()[2]) == (
        0,
        "Rows: 1 added, 1 changed, 3 withdrawn (2 for naming one that is withdrawn or changed).",
    )
    assert "open in this evidence: the report does not count" in out


def test_why_shows_an_assumption_as_one(run: Run, small: Any):
    """What a finding rests on by assumption alone is shown as assumed, without grade or source."""
    row = "{id: oil-deal, subject: gas-loan-offer, property: stage, value: signed, date: 2019}"
    suppose(
        small, f"title: The offer is taken\nassumption: It is.\nadd:\n  claims: [{row}]\n", "taken"
    )
    small.end(
        "findings.yml",
        "- id: offer\n  statement: The offer is signed.\n  measure: facts\n"
        "  where: \"subject = 'gas-loan-offer' and property = 'stage' and value = 'signed'\"\n"
        "  expect: \"value = 'signed'\"\n",
    )
    code, out, _ = run("why", small.path, "offer", "--scenario", "taken")
    lines = out.splitlines()
    place = next(n for n, line in enumerate(lines) if line.endswith("[oil-deal]"))
    assert (code, lines[place + 1]) == (0, "      assumed: The offer is taken")
    assert "outlet" not in "".join(lines[place:])


def test_build(run: Run, small: Any, tmp_path: Path):
    """A clean case is built into a folder, whose front page is named; the case stays as it was."""
    before = small.bytes()
    code, out, _ = run("build", small.path, "--out", tmp_path / "out")
    page = Path(out.split(": ")[-1].strip())
    assert code == 0
    assert page.is_file()
    assert page.is_relative_to(tmp_path / "out")
    assert small.bytes() == before


def test_workbook(run: Run, small: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A case goes out as a workbook named after it and comes back; a file in its place is replaced only when asked."""
    monkeypatch.chdir(tmp_path)
    book, before = tmp_path / "small.xlsx", small.bytes()
    assert run("export", small.path, "--to", "xlsx") == (
        0,
        "small.xlsx: 123 rows, 1 problem marked in their cells, 1 listed on its first sheet.\n",
        f"Bring it back with: tertius import {small.path} small.xlsx\n",
    )
    data = book.read_bytes()
    assert run("export", small.path, "--to", "xlsx") == (
        2,
        "",
        (
            "small.xlsx is there already, and may hold changes that were not imported. "
            "Import it, name another file with --out, or give --replace.\n"
        ),
    )
    assert book.read_bytes() == data
    assert run("import", small.path, book) == (
        0,
        "no table changed\n",
        f"{''.join(SAID_OF_DOUBTS)}2 problems, 0 of them keep the case from building; 12 findings read.\n",
    )
    assert small.bytes() == before
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    assert run("export", small.path, "--to", "xlsx", "--replace").code == 0
    small.write("ties.csv", before["ties.csv"])
    refused = run("import", small.path, book)
    assert refused.code == 2
    assert refused.err.startswith("ties.csv changed since small.xlsx was taken out")
    assert (small.path / "ties.csv").read_bytes() == before["ties.csv"]
    assert run("import", small.path, book, "--replace") == (
        0,
        "ties: 0 added, 1 changed, 0 removed\n",
        (
            'ties.csv:9 start: "2019-13" is not a date. There is no month 13: write the date that the source means.\n'
            f"{''.join(SAID_OF_DOUBTS)}"
            "3 problems, 1 of them keeps the case from building; 12 findings read.\n"
        ),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nowhere", "book.xlsx"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("import", "SMALL", "SMALL/book.xlsx"), "SMALL/book.xlsx: No such file or directory. Choose another place, or free it."),
        (("import", "SMALL", "SMALL/claims.csv"), "claims.csv is no workbook. Save the sheets as .xlsx. Nothing was written."),
        (("export", "nowhere", "--to", "xlsx"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("export", "SMALL", "--to", "graphml", "--out", "SMALL/x.graphml"), "SMALL/x.graphml lies inside the case. Name another place with --out."),
        (("brief", "SMALL"), "a brief is on one thing. Write --since with a day, such as --since 2019-12-31, or --on with the id of a finding."),
        (("check", "nowhere"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("findings", "nowhere"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("build", "nowhere"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("new", "a", "--host", "SER", "--powers", "RUS"), '"SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        (("new", "a", "--host", "SRB", "--powers", ","), "a case needs a host and a power. Write --host SRB --powers RUS,CHN."),
        (("new", "a", "--host", "SRB", "--powers", "RUS", "--period", "x"), "'x' is not a span with an end. Write one such as 2008/2020."),
        (("flips", "SMALL", "nothing"), "'nothing' is no finding of this case. `tertius findings` lists them."),
        (("findings", "SMALL", "--without", "wire-2014"), f"'wire-2014' is no world. Write {ways()}."),
        (("findings", "SMALL", "--without", ""), f"'' is no world. Write {ways()}."),
        (("findings", "SMALL", "--without", "origin:daily-2014"), "'origin:daily-2014' carries no claim in this case. `tertius flips` names origins."),
        (("findings", "SMALL", "--known-on", "2016-13"), "'2016-13' is not a day, month or year. Write one such as 2016-12-31, 2016-12 or 2016."),
        (("findings", "SMALL", "--known-on", "2012/2016"), "'2012/2016' is not a day, month or year. Write one such as 2016-12-31, 2016-12 or 2016."),
        (("findings", "SMALL", "--known-on", "2014?"), "'2014?' is not a day, month or year. Write one such as 2016-12-31, 2016-12 or 2016."),
        (("findings", "SMALL", "--known-on", ""), "'' is not a day, month or year. Write one such as 2016-12-31, 2016-12 or 2016."),
        (("findings", "SMALL", "--known-on", "2016", "--without", "origin:wire-2014"), "--without and --known-on are two worlds. Choose one of them."),
        (("findings", "SMALL", "--known-on", "2016", "--scenario", "x"), "--known-on and --scenario are two worlds. Choose one of them."),
        (("why", "SMALL", "vote-was-thanks", "--without", "unchecked", "--scenario", "x"), "--without and --scenario are two worlds. Choose one of them."),
        (("what-if", "SMALL", "x"), "'x' is no scenario of this case. `tertius what-if SMALL` lists them."),
        (("what-if", "nowhere"), "nowhere is not a folder. Name the folder of a case, such as cases/serbia."),
        (("new", "SMALL", "--host", "SRB", "--powers", "RUS"), "SMALL is not empty. Name a folder that does not exist yet."),
        (("new", "SMALL/case.yml", "--host", "SRB", "--powers", "RUS"), "SMALL/case.yml is a file. Name a folder that does not exist yet."),
        (("new", "SMALL/case.yml/a", "--host", "SRB", "--powers", "RUS"), "SMALL/case.yml/a: Not a directory. Choose another place, or free it."),
    ],
)  # fmt: skip
def test_errors(run: Run, small: Any, words: tuple[str, ...], said: str):
    """What cannot be done gives 2, one line on standard error, nothing on standard output, and no change."""
    before = small.bytes()
    name = str(small.path)
    assert run(*(word.replace("SMALL", name) for word in words)) == (
        2,
        "",
        said.replace("SMALL", name) + "\n",
    )
    assert small.bytes() == before


@pytest.mark.parametrize("command", ["findings", "build", "why", "flips", "what-if"])
def test_a_broken_case_is_not_built(run: Run, small: Any, command: str, tmp_path: Path):
    """A command that builds gives 2 for a broken case and lists what keeps it from building."""
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    more = {"build": ("--out", tmp_path / "out"), "why": ("vote-was-thanks",)}.get(command, ())
    code, out, err = run(command, small.path, *more)
    assert (code, out) == (2, "")
    assert err == (
        f"{small.path} has 1 problem that keeps it from building:\n"
        'ties.csv:9 start: "2019-13" is not a date. There is no month 13: write the date that the source means.\n'
    )
    assert not (tmp_path / "out").exists()


def test_many_problems_are_cut(run: Run, small: Any):
    """A case with a hundred problems shows twenty of them, and says where the rest is."""
    small.end("redirects.csv", "".join(f"X{number},nis,2021\n" for number in range(100)))
    code, _, err = run("findings", small.path)
    lines = err.splitlines()
    assert (code, len(lines)) == (2, 22)
    assert lines[0] == f"{small.path} has 100 problems that keep it from building:"
    assert lines[-1] == "… and 80 more; `tertius check` lists all."


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("check",), ("check", ".", "--nonsense"), ("check", ".", "--layout", "xml")],
)
def test_usage(run: Run, words: tuple[str, ...]):
    """A wrong command, a missing argument or an unknown option gives 2 and points to the help."""
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command",
    ["new", "check", "export", "import", "build", "findings", "why", "flips", "what-if", "serve"],
)
def test_help(run: Run, command: str):
    """Every command explains itself."""
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Usage: " in out


def test_the_script(small: Any):
    """The installed command gives the same codes, and no traceback for a folder of junk."""
    small.write("case.yml", b"\xff\xfe\x00")
    small.write("claims.csv", b'"')
    found = subprocess.run(
        [COMMAND, "check", small.path], capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert "Traceback" not in found.stdout + found.stderr
    assert found.stdout.splitlines() == [
        "case.yml:1: holds a letter that is not written as UTF-8. Save the file anew as UTF-8.",
        "claims.csv:1: cannot be read as CSV from here on (unexpected end of data). Close the quote or finish the row.",
    ]
