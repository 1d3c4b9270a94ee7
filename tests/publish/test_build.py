"""What is published: all of it or nothing, and nothing that is withheld, by name or by trace."""

import csv
import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pyarrow.parquet
import pypdfium2
import pytest
import yaml

from report.small_report import TEXT
from small_case import FOLDER
from tertius.errors import TertiusError
from tertius.export.formats import CaseFormat, formats
from tertius.export.formats.duckdb import DATABASE
from tertius.publish import build, export
from tertius.publish.build import publish
from tertius.publish.export import export_study
from tertius.study.run import run_study


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "case"))


def rewrite(folder, table, changes):
    """Change cells of rows by id, in place."""
    path = folder / f"{table}.csv"
    header, *records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    for record in records:
        for name, value in changes.get(record[0], {}).items():
            record[header.index(name)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *records])


def with_source(folder, name, **custom):
    path = folder / "sources.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    items.append({"id": name, "type": "document", "title": f"Title of {name}", "custom": custom})
    path.write_text(json.dumps(items), encoding="utf-8")


def derive(folder, source, root):
    path = folder / "sources.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    for item in items:
        if item["id"] == source:
            item.setdefault("custom", {})["derived_from"] = root
    path.write_text(json.dumps(items), encoding="utf-8")


def everything(out):
    """All text in the files of a folder: pages, scripts, every cell of tables, and what is packed in documents."""
    return "\n".join(text_of(path) for path in sorted(out.rglob("*")) if path.is_file())


def text_of(path):
    """All text in a file, by what its ending says that it is; none is left out for having another."""
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("select table_name from information_schema.tables")
            return "".join(
                str(connection.execute(f'select * from "{table}"').fetchall())
                for (table,) in tables.fetchall()
            )
    if path.suffix == ".parquet":
        return str(pyarrow.parquet.read_table(path).to_pylist())
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        return "".join(page.get_textpage().get_text_range() for page in pages)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        return "".join(part.decode("utf-8", errors="replace") for part in parts)
    return path.read_bytes().decode("utf-8", errors="replace")


def test_a_withheld_source_leaves_no_trace(case, tmp_path):
    """A withheld source is in no page, finding or table: unused, beside an open one, or as a root."""
    for name in ("secret-unused", "secret-second", "secret-root"):
        with_source(case, name, outlet="daily", withheld="yes")
    rewrite(case, "claims", {"nis-sale-signed": {"source": "gazette-2009;secret-second"}})
    derive(case, "gazette-2018", "secret-root")
    publish(case, tmp_path / "out")
    assert "secret-" not in everything(tmp_path / "out")
    publish(case, tmp_path / "inside", internal=True)
    assert "secret-second" in everything(tmp_path / "inside")


WITHHELD = "Quenchworthy"
"""A word that stands in every cell of a withheld row that takes any, and nowhere else."""


def withhold(case):
    """Give a case a withheld claim and a withheld source, each full of one word."""
    with_source(case, WITHHELD.lower(), outlet="daily", withheld="yes")
    rewrite(
        case,
        "claims",
        {
            "nis-sale-signed": {
                "withheld": "yes",
                "quote": f"{WITHHELD} quote",
                "note": f"{WITHHELD} note",
                "hedge": WITHHELD,
                "locator": f"{WITHHELD} 3",
            },
            "vote-purpose": {"source": WITHHELD.lower(), "note": f"{WITHHELD} remark"},
        },
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A case with withheld rows, built to be published and for its authors alone."""
    folder = tmp_path_factory.mktemp("withheld")
    case = Path(shutil.copytree(FOLDER, folder / "case"))
    withhold(case)
    (case / "report.md").write_text(TEXT, encoding="utf-8")
    publish(case, folder / "out")
    publish(case, folder / "inside", internal=True)
    return folder / "out", folder / "inside"


def test_no_file_of_a_build_holds_what_is_withheld(both):
    """No page, script, table, database, Word file or PDF has a word of a withheld row; an internal build has."""
    out, inside = both
    endings = {path.suffix for path in out.rglob("*.*")}
    assert {".html", ".js", ".json", ".parquet", ".duckdb", ".docx", ".pdf"} <= endings
    assert WITHHELD.lower() not in everything(out).lower()
    for place in (DATABASE, "parquet/case_claims.parquet", "atlas/engagements/nis-sale.html"):
        assert f"{WITHHELD} note" in text_of(inside / place)


def test_a_page_of_an_internal_build_says_so(both):
    """Every page of an internal build begins with a warning not to pass it on; no other page has it."""
    out, inside = both
    said = ["Internal: not to be passed on." in text_of(p) for p in inside.glob("atlas/**/*.html")]
    assert said
    assert all(said)
    assert "not to be passed on" not in everything(out / "atlas")


def test_no_page_that_is_published_says_that_only_a_part_counts(both):
    """Where nobody chose among the evidence every page holds its verdicts for this evidence, also where what is withheld is shown."""
    for folder in both:
        pages = [text_of(path) for path in folder.glob("atlas/**/*.html")]
        assert pages
        assert all("<em>this evidence</em>, " in page for page in pages)
        assert not any("of which a part counts" in page for page in pages)


def test_no_export_holds_what_is_withheld(case, tmp_path, monkeypatch):
    """No format for other programs has a word of a withheld row, also with all that is alleged of persons."""
    withhold(case)
    computed = cache(lambda *_: run_study(*ran[-1][0], **ran[-1][1]))
    ran = []

    def once(*given, **options):
        ran.append((given, options))
        return computed()

    # The case is run once for all formats, and its tables are read from where they were computed.
    monkeypatch.setattr(export, "run_study", once)
    monkeypatch.setattr(export, "closing", nullcontext)
    has_ftm = find_spec("followthemoney") is not None
    for form in formats():
        if isinstance(form, CaseFormat) or (form.name == "ftm" and not has_ftm):
            continue
        target = tmp_path / form.name / form.place
        target.parent.mkdir()
        export_study(case, form, target, alleged=True)
        text = everything(target.parent)
        assert not form.holds_rows or "nis-sale" in text, form.name
        assert WITHHELD.lower() not in text.lower(), form.name


def test_a_subject_of_withheld_claims_alone_is_not_published(case, tmp_path):
    """Where every claim on an engagement is withheld, the engagement is not there either."""
    path = case / "claims.csv"
    header, *records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    mine = [record[0] for record in records if record[header.index("subject")] == "dunav-bank-sale"]
    rewrite(case, "claims", {name: {"withheld": "yes"} for name in mine})
    publish(case, tmp_path / "out")
    text = everything(tmp_path / "out")
    assert mine
    assert not any(name in text for name in mine)
    assert "dunav-bank-sale" not in text


def test_a_withheld_report_is_open_and_its_claim_unnamed(case, tmp_path):
    """A reported finding whose claim is withheld builds, is open, and rests on nothing."""
    rewrite(case, "claims", {"vote-purpose": {"withheld": "yes"}})
    publish(case, tmp_path / "out")
    printed = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    (finding,) = [f for f in printed["findings"] if f["id"] == "vote-was-thanks"]
    assert (finding["verdict"], finding["rests_on"]) == ("open", [])
    assert "does not count" in finding["reason"]
    assert "vote-purpose" not in everything(tmp_path / "out")


def digests(folder):
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def written_at_once(case, monkeypatch, study):
    """Have builds of a copy of the small case write it as it was computed already."""
    mine = replace(study, case=replace(study.case, folder=case))
    monkeypatch.setattr(build, "run_study", lambda *_, **__: mine)


@pytest.fixture
def computed(case, monkeypatch, small_study):
    """The small case is computed already, so that a build writes it at once."""
    written_at_once(case, monkeypatch, small_study)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory, small_study):
    """A build of the small case, of which a test takes a copy for the one before its own."""
    folder = tmp_path_factory.mktemp("earlier")
    case = Path(shutil.copytree(FOLDER, folder / "case"))
    with pytest.MonkeyPatch.context() as patch:
        written_at_once(case, patch, small_study)
        publish(case, folder / "out")
    return folder / "out"


STAGES = ["run_study", "study_formats", "build_report", "findings_json", "build_atlas"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_that_fails_leaves_the_one_before(
    case, tmp_path, monkeypatch, computed, earlier, stage
):
    """Whichever part of a build fails when it is done, the older build stays to the last byte."""
    out = Path(shutil.copytree(earlier, tmp_path / "builds" / "out"))
    (out / "CNAME").write_text("mine")
    (out / "atlas" / ".nojekyll").write_text("")
    before = digests(out)
    (case / "report.md").write_text(TEXT, encoding="utf-8")
    real = getattr(build, stage)

    def fail(*arguments, **options):
        real(*arguments, **options)
        raise ZeroDivisionError

    monkeypatch.setattr(build, stage, fail)
    with pytest.raises(ZeroDivisionError):
        publish(case, out)
    assert digests(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_build_replaces_all_of_the_one_before(case, tmp_path, computed):
    """A new build takes pages, report and tables of the old one away, and leaves what is not its own."""
    out = tmp_path / "out"
    (case / "report.md").write_text(TEXT, encoding="utf-8")
    publish(case, out)
    with_report = set(digests(out))
    (out / "CNAME").write_text("mine")
    (out / "atlas" / ".nojekyll").write_text("")
    (case / "report.md").unlink()
    publish(case, out)
    report = {f"report/report.{kind}" for kind in ("html", "docx", "pdf")}
    assert set(digests(out)) == with_report - report | {"CNAME", "atlas/.nojekyll"}
    assert not (out / "report").exists()


def test_a_folder_that_holds_the_case_is_refused(case):
    """The folder around a case is not replaced by a build."""
    before = digests(case.parent)
    with pytest.raises(TertiusError, match=r"holds the case\. Name a folder outside it"):
        publish(case, case.parent)
    assert digests(case.parent) == before


MOMENTS = ["", "/parquet", "/tertius-manifest.json"]
"""What a build has just made when it is killed."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="has no SIGKILL")
def test_a_build_that_is_killed_leaves_the_one_before_or_the_next(
    case, tmp_path, computed, earlier
):
    """Killed by the system while it computes and while it writes, a build leaves one that is whole."""
    out = Path(shutil.copytree(earlier, tmp_path / "builds" / "out"))
    before = digests(out)
    findings = (case / "findings.yml").read_text(encoding="utf-8")
    first = yaml.safe_dump(yaml.safe_load(findings)[:1])
    (case / "findings.yml").write_text(first, encoding="utf-8")
    program = "from tertius.cli.main import main; main()"
    command = [sys.executable, "-c", program, "build", case, "--out", out]
    (case / "report.md").write_text("# Rail\n\nA word.\n", encoding="utf-8")
    for moment in MOMENTS:
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while running.poll() is None and not any(
            out.parent.glob(f".out.tertius-building-*{moment}")
        ):
            time.sleep(0.002)
        running.kill()
        assert running.wait() in (-signal.SIGKILL, 0), running.stderr.read()
        running.stderr.close()
        assert digests(out) == before or "report/report.pdf" in whole(out)
    (case / "findings.yml").write_text(findings, encoding="utf-8")
    publish(case, out)
    assert "report/report.pdf" in whole(out)
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def whole(out):
    """The files of a folder, which are those of its manifest, to the last byte."""
    files = digests(out)
    listed = json.loads(files.pop("tertius-manifest.json"))["files"]
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == listed
    return files
