"""The picture of a finding: what it compares, named by what sets each number apart."""

from dataclasses import replace

from small_case import small_study
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


def test_a_picture_of_sources_counts_one_as_one():
    """One claim for a finding and one against it are told in the singular, and two in the plural."""
    study = small_study()
    result = study.result("vote-was-thanks")
    finding = study.verdicts.compiled[result.id].finding
    names = [
        row.id
        for row in study.case.rows("claims")
        if study.case.sources[row.source[0]].date is not None
    ]
    labels = Labels(study)
    one = replace(result, rests_on=tuple(names[:1]), against=tuple(names[1:2]))
    assert evidence_picture(study, labels, one, finding).says == (
        "When the sources appeared, as far as they have a date: "
        "of 1 claim or figure that carries it and 1 that speaks against it."
    )
    more = replace(result, rests_on=tuple(names[:2]), against=tuple(names[2:4]))
    assert "2 claims and figures that carry it and 2 that speak against it" in (
        evidence_picture(study, labels, more, finding).says
    )


def test_where_sides_stand_shows_what_cannot_be_compared():
    """Russia and China agree on Kosovo; of the accession China's view is unknown, and the picture says so."""
    study = small_study()
    said = agreement_picture(study, Labels(study)).says
    assert "Russia and China together: 1; Russia and China unknown: 1" in said
