"""The sources of a picture: those of most of its rows first, and how many there are besides."""

from small_case import small_study
from tertius.present.labels import Labels
from tertius.present.pictures import agreement_picture, evidence_picture
from tertius.present.sourced import sources_of


def evidence_of(name):
    study = small_study()
    finding = study.verdicts.compiled[name].finding
    return evidence_picture(study, Labels(study), study.result(name), finding).behind


def test_sources_of_most_rows_come_first_and_three_are_named():
    """The gazette has two of four claims; three sources have one each, of which the last by title is counted alone. A search has no source."""
    names = (
        "russian-loan-amount",
        "nis-sale-amount-by-tabloid",
        "nis-sale-signed",
        "nis-sale-done",
        "search-china-oil-gas",
    )
    found = sources_of(Labels(small_study()), names)
    assert [cited.id for cited in found.first] == ["gazette-2009", "daily-2014", "wire-2014"]
    assert found.more == 1


def test_what_rests_on_nothing_has_no_sources():
    """Where no claim or figure is drawn, no source is named and none counted."""
    found = sources_of(Labels(small_study()), ["search-china-oil-gas"])
    assert (found.first, found.more) == ((), 0)


def test_named_values_are_drawn_from_what_the_finding_rests_on():
    """Two shares of a poll rest on its two figures."""
    assert sorted(evidence_of("russia-liked-better")) == ["poll-china-2019", "poll-russia-2019"]


def test_a_bar_beside_the_one_asked_about_has_its_sources_too():
    """A test asks of China in oil and gas; the picture shows Russia beside it, from the claims on its stake."""
    names = evidence_of("china-enters-oil-gas")
    assert "search-china-oil-gas" in names
    assert {"nis-sale-signed", "nis-stake-exists"} <= {*names}


def test_where_sides_stand_rests_on_the_positions_compared():
    """Russia, China and Serbia have views on Kosovo, and Serbia and Russia on one issue more."""
    study = small_study()
    assert sorted(agreement_picture(study, Labels(study)).behind) == [
        "chinese-kosovo-line-exists",
        "russian-condition-exists",
        "russian-kosovo-line-exists",
        "serbian-accession-exists",
        "serbian-kosovo-line-exists",
    ]
