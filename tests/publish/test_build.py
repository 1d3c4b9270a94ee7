"""What is published: nothing that is withheld leaves an internal build, by name or by trace."""

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from small_case import FOLDER
from tertius.publish.build import DATABASE, publish


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
    """All text that a build publishes: pages, findings and every cell of the database."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in out.rglob("*")
        if path.suffix in (".html", ".json")
    ]
    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        for (table,) in connection.execute(
            "select table_name from information_schema.tables"
        ).fetchall():
            texts.append(str(connection.execute(f'select * from "{table}"').fetchall()))
    return "\n".join(texts)


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
