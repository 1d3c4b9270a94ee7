"""The picture of a finding: what it compares, named by what sets each number apart."""

from dataclasses import replace

from small_case import small_study
from tertius.present.labels import Labels
from tertius.present.pictures import evidence_picture, where_picture


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
