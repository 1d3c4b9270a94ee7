"""Two coders of the small case: what is paired, what is counted, what is undefined."""

import csv
import json
import shutil

import pytest
from typer.testing import CliRunner

from small_case import FOLDER
from tertius.case.coders.agreement import agree
from tertius.cli.main import app
from tertius.errors import CaseError


@pytest.fixture
def coders(tmp_path):
    """Two copies of the small case, and a way to change a cell of the second."""

    class Coders:
        a, b = tmp_path / "a", tmp_path / "b"

        def table(self, name):
            with (self.b / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        def write(self, name, rows):
            with (self.b / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)

        def change(self, name, place, **cells):
            rows = self.table(name)
            rows[place] |= cells
            self.write(name, rows)
            return rows[place]

        def rename(self, old, new):
            """Give a row another id wherever the second coder names it."""
            for path in self.b.glob("*.csv"):
                with path.open(encoding="utf-8", newline="") as file:
                    rows = list(csv.reader(file))
                said = [[_renamed(cell, old, new) for cell in row] for row in rows]
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows(said)

        def found(self):
            agreement = agree(self.a, self.b)
            return {table.table: table for table in agreement.tables}, agreement.differences

    shutil.copytree(FOLDER, Coders.a)
    shutil.copytree(FOLDER, Coders.b)
    return Coders()


def _renamed(cell, old, new):
    parts = [part.split(":") for part in cell.split(";")]
    return ";".join(":".join(new if word == old else word for word in part) for part in parts)


def column(table, name):
    return next(each for each in table.columns if each.column == name)


def test_a_case_agrees_with_itself(coders):
    """Nothing differs, nobody is alone, and every alpha is 1 or undefined, with the reason."""
    tables, differences = coders.found()
    assert differences == ()
    for table in tables.values():
        assert (table.only_a, table.only_b) == ((), ())
        for each in table.columns:
            assert each.agreed == each.filled
            assert each.alpha == 1 or (each.alpha is None and each.why)


def test_one_value_only_has_no_alpha(coders):
    """A column in which both write one word throughout is undefined, not 1."""
    tables, _ = coders.found()
    status = {row["status"] for row in coders.table("observations")}
    assert status == {"current"}
    assert column(tables["observations"], "status").alpha is None
    assert "only current" in column(tables["observations"], "status").why


def test_a_changed_word_is_listed(coders):
    """One cell that differs is one difference, takes one row from the agreement, and lowers alpha."""
    before = coders.table("claims")[0]
    other = "alleged" if before["modality"] != "alleged" else "stated"
    coders.change("claims", 0, modality=other)
    tables, differences = coders.found()
    assert [(d.table, d.row, d.row_b, d.column, d.a, d.b) for d in differences] == [
        ("claims", before["id"], before["id"], "modality", before["modality"] or "stated", other)
    ]
    found = column(tables["claims"], "modality")
    assert found.agreed == found.filled - 1
    assert found.alpha is not None
    assert found.alpha < 1


def test_order_of_several_values_is_no_difference(coders):
    """A cell of several values is a set: their order says nothing, and one more is a difference."""
    place, row = next(
        (n, r) for n, r in enumerate(coders.table("engagements")) if ";" in r["parties"]
    )
    turned = ";".join(reversed(row["parties"].split(";")))
    coders.change("engagements", place, parties=turned)
    assert coders.found()[1] == ()
    coders.change("engagements", place, parties=turned.split(";")[0])
    assert [each.column for each in coders.found()[1]] == ["parties"]


def test_numbers_are_compared_as_numbers(coders):
    """56.0 is 56."""
    rows = coders.table("observations")
    place = next(n for n, row in enumerate(rows) if row["value"].isdecimal())
    coders.change("observations", place, value=f"{rows[place]['value']}.0")
    assert coders.found()[1] == ()


def test_rows_with_other_ids_are_paired_by_what_they_are_about(coders):
    """An engagement under another id is found by label, date and parties, and so are its claims."""
    row = coders.table("engagements")[0]
    coders.rename(row["id"], "quite-another-id")
    tables, differences = coders.found()
    assert differences == ()
    assert tables["engagements"].by_content == 1
    assert (tables["engagements"].only_a, tables["engagements"].only_b) == ((), ())
    assert tables["claims"].only_a == ()


def test_columns_that_paired_rows_are_not_compared_in_them(coders):
    """Rows paired by label say nothing on how well coders agree on labels."""
    row = coders.table("engagements")[0]
    coders.rename(row["id"], "quite-another-id")
    tables, _ = coders.found()
    assert column(tables["engagements"], "type").n == column(tables["engagements"], "label").n + 1


def test_ambiguous_rows_stay_unpaired(coders):
    """Where two rows of one coder could be the other's, none is guessed, and all are counted."""
    rows = coders.table("claims")
    first = rows[0]
    twins = [{**first, "id": "twin-one"}, {**first, "id": "twin-two"}]
    coders.write("claims", [*rows[1:], *twins])
    tables, _ = coders.found()
    assert tables["claims"].only_a == (first["id"],)
    assert tables["claims"].only_b == ("twin-one", "twin-two")


def test_rows_of_one_coder_alone_are_counted(coders):
    """A row that one coder left out is counted and named."""
    rows = coders.table("searches")
    coders.write("searches", rows[1:])
    tables, _ = coders.found()
    assert tables["searches"].only_a == (rows[0]["id"],)
    assert tables["searches"].compared == len(rows) - 1


def test_sources_under_other_ids_are_paired(coders):
    """A source under another id is found by its link or its title, and claims on it agree."""
    items = json.loads((coders.b / "sources.json").read_text(encoding="utf-8"))
    item = next(each for each in items if each.get("URL") or each.get("author"))
    old, item["id"] = item["id"], "renamed-source"
    for each in items:
        if each.get("custom", {}).get("derived_from") == old:
            each["custom"]["derived_from"] = "renamed-source"
    (coders.b / "sources.json").write_text(json.dumps(items), encoding="utf-8")
    coders.rename(old, "renamed-source")
    tables, differences = coders.found()
    assert tables["sources"].by_content == 1
    assert differences == ()


def test_exchanging_the_coders_mirrors_the_answer(coders):
    """Who comes first changes no figure."""
    coders.change("claims", 0, modality="alleged", hedge="reportedly")
    coders.change("engagements", 1, sector="")
    coders.write("searches", coders.table("searches")[1:])
    one, other = agree(coders.a, coders.b), agree(coders.b, coders.a)
    assert [t.columns for t in one.tables] == [t.columns for t in other.tables]
    assert [(t.only_a, t.only_b) for t in one.tables] == [
        (t.only_b, t.only_a) for t in other.tables
    ]
    assert [(d.row, d.a, d.b) for d in one.differences] == [
        (d.row_b, d.b, d.a) for d in other.differences
    ]


def test_what_cannot_be_read_is_said(coders):
    """A row that cannot be read is not compared, and said to be so; a case without settings is refused."""
    coders.change("searches", 0, date="2019-13")
    assert len(agree(coders.a, coders.b).unread) == 1
    (coders.b / "case.yml").unlink()
    with pytest.raises(CaseError, match="cannot be read as a case"):
        agree(coders.a, coders.b)


def test_command_prints_tables_and_json(coders):
    """The command shows each table and the cells that differ, and the same as JSON."""
    row = coders.change("claims", 0, hedge="reportedly so")
    shown = CliRunner().invoke(app, ["agree", str(coders.a), str(coders.b)])
    assert shown.exit_code == 0
    assert "claims:" in shown.output
    assert f"{row['id']} hedge" in shown.output
    data = json.loads(
        CliRunner().invoke(app, ["agree", str(coders.a), str(coders.b), "--json"]).output
    )
    assert [each["column"] for each in data["differences"]] == ["hedge"]
    assert {"table", "compared", "by_id", "by_content", "only_a", "only_b", "columns"} == set(
        data["tables"][0]
    )


@pytest.mark.parametrize(("other", "said"), [("1", ">0.999"), ("0", "1.000")])
def test_amounts_that_nearly_agree(coders, other, said):
    """Alpha is printed as 1.000 only where no value differs."""
    value = 5.9 + 0.0001 * float(other)
    rows = coders.table("observations")
    place = next(n for n, row in enumerate(rows) if row["id"] == "exports-by-gazette")
    coders.change("observations", place, value=f"{value:g}")
    told = CliRunner().invoke(app, ["agree", str(coders.a), str(coders.b)]).stdout
    line = next(line for line in told.splitlines() if "value of trade_share" in line)
    assert line.split()[-1] == said
