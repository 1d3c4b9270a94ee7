"""The picture of a finding: what it compares, named by what sets each number apart."""

from dataclasses import replace

from small_case import small_study
from tertius.present import vega
from tertius.present.labels import Labels
from tertius.present.pictures import agreement_picture, evidence_picture, where_picture


def picture(name):
    study = small_study()
    finding = study.verdicts.compiled[name].finding
    return evidence_picture(study, Labels(study), study.result(name), finding)


def test_numbers_of_one_kind_are_named_by_what_sets_them_apart():
    """Money of Russia and of China: each bar has its power, and what is counted stands once."""
    assert picture("russia-before-china-in-oil-gas").says == "Money. Russia: 400 million; China: 0"


def test_rows_of_several_sectors_are_told_apart():
    """A test that looks at several rows of one power has a bar for each, named by its sector and by nothing that all share."""
    study = small_study()
    result = study.result("russia-pays-in-banking")
    rows = [
        row
        for row in study.tables["presence"]
        if row["power"] == "RUS" and row["host"] == "SRB" and row["amount"] is not None
    ]
    assert len({row["sector"] for row in rows}) == len(rows) > 1
    asked = replace(result, rows=tuple(("presence", row) for row in rows))
    finding = study.verdicts.compiled[result.id].finding
    labels = Labels(study)
    said = evidence_picture(study, labels, asked, finding).says.split("; ")
    sectors = [study.case.taxonomy.label("sector", row["sector"]) for row in rows]
    assert [one.partition(":")[0] for one in said] == sectors


def test_no_picture_has_two_bars_of_one_name():
    """Bars of one name would be drawn over each other, so that the longer hides the shorter."""
    study = small_study()
    labels = Labels(study)
    for result in study.results:
        drawn = evidence_picture(study, labels, result, study.verdicts.compiled[result.id].finding)
        values = drawn.chart.to_dict().get("data", {}).get("values", []) if drawn else []
        names = [value["label"] for value in values if "label" in value]
        assert len(set(names)) == len(names), result.id


def test_what_is_unknown_is_no_zero_in_the_picture_of_the_case():
    """A sector in which nobody knows how many engagements there are stays empty."""
    study = small_study()
    unknown = [dict(row, engagements=None) for row in study.tables["presence"]]
    tables = {**study.tables, "presence": tuple(unknown)}
    assert where_picture(replace(study, tables=tables), Labels(study)) is None


def test_where_sides_stand_shows_what_cannot_be_compared():
    """Russia and China agree on Kosovo; of the accession China's view is unknown, and the picture says so."""
    study = small_study()
    said = agreement_picture(study, Labels(study)).says
    assert "Russia and China together: 1; Russia and China unknown: 1" in said


def published(**changed):
    """Return the picture of a finding that two claims carry and one speaks against, with some of it changed."""
    study = small_study()
    result = replace(study.result("russian-rail-loan-is-real"), **changed)
    finding = study.verdicts.compiled[result.id].finding
    return evidence_picture(study, Labels(study), result, finding)


def test_only_what_holds_is_carried():
    """Claims behind a finding that holds carry it; one that fails or is open rests on them, and each is counted."""
    holds, fails = published(), published(verdict="fails")
    assert holds.says.endswith("2 of 2 (carries it); 1 of 1 (speaks against it).")
    assert fails.says.endswith("2 of 2 (what it rests on); 1 of 1 (speaks against it).")
    assert "carries" in vega.drawn(holds)
    assert "carries" not in vega.drawn(fails)


def test_two_days_are_no_picture():
    """When sources appeared on two days alone, the list of sources says so sooner than dots over an axis."""
    assert published(against=()) is None
