"""Conditions in words, and verdicts and changes in plain sentences."""

import pytest

from small_case import small_study
from tertius.measures import measure_columns
from tertius.present.columns import column_label
from tertius.present.conditions import Speaker
from tertius.present.labels import Labels
from tertius.present.verdicts import Change, changes_since, verdict_sentence

SAID = {
    ("leader", "host = 'SRB' and sector = 'oil-gas' and basis = 'stake'"): (
        "host is Serbia and sector is Oil and gas and compared by is stake"
    ),
    ("leader", "leader = 'RUS' and value > 50"): "who leads is Russia and value is more than 50",
    ("convergence", "relation <> 'apart'"): "relation is not apart",
    ("presence", "amount is null or not (share >= 0.5)"): (
        "money is unknown or not: (share of the money is at least 0.5)"
    ),
    ("presence", "amount is not null and power in ('RUS', 'CHN')"): (
        "money is known and power is one of Russia, China"
    ),
    ("presence", "share between 0.1 and 0.2"): "share of the money lies between 0.1 and 0.2",
    ("", "rus > 2 * chn"): "rus is more than 2 times chn",
}


@pytest.mark.parametrize("asked", SAID)
def test_a_condition_is_said_in_words(asked):
    """Columns have labels, codes and words of vocabularies their names, and signs are words."""
    measure, text = asked
    assert Speaker(Labels(small_study()), measure).said(text) == SAID[asked]


def test_a_named_value_has_the_words_of_its_column():
    """A power that a named value is compared with has its name, whatever the value is called."""
    speaker = Speaker(
        Labels(small_study()),
        names={"first": "value 3"},
        columns={"first": ("leader", "leader")},
    )
    assert speaker.said("first = 'RUS'") == "value 3 is Russia"


def test_units_and_qualifiers_are_said_as_readers_write_them():
    """Percent is a sign, and the hyphens of a table are no part of what is asked."""
    speaker = Speaker(Labels(small_study()), "observations")
    assert speaker.value("unit", "pct") == "%"
    assert speaker.value("qualifier", "re-export-of-steel") == "re-export of steel"


def test_that_something_is_there_is_said_in_brief():
    """A claim that a tie is there needs no name of a property."""
    labels = Labels(small_study())
    assert labels.brief("nis-stake-exists").endswith(": it is so, yes")


def test_every_column_has_words():
    """No label of a column looks like code."""
    for found in measure_columns().values():
        for column in found:
            assert "_" not in column_label(column)


def test_verdicts_are_sentences():
    """A verdict says what the evidence does, for each kind of finding."""
    study = small_study()
    said = {result.id: verdict_sentence(result) for result in study.results}
    assert said["russia-leads-oil-gas"] == "The evidence supports it."
    assert said["china-leads-rail"] == "The evidence speaks against it."
    assert said["loans-came-by-design"] == "The evidence does not reach far enough to tell."
    assert said["vote-was-thanks"].startswith("A source says so, ")
    assert said["china-builds-much-rail"].startswith("What would set it off has happened")
    assert said["china-enters-oil-gas"].startswith("This has not happened in the evidence")


def test_changes_since_an_earlier_build():
    """A finding that is new, gone, or judged otherwise is listed, and no other."""
    results = small_study().results
    first, second, *_ = results
    earlier = [
        {"id": r.id, "statement": r.statement, "verdict": r.verdict} for r in results if r != second
    ]
    earlier[0]["verdict"] = "open"
    earlier.append({"id": "gone", "statement": "It was so.", "verdict": "holds"})
    assert changes_since({"findings": earlier}, results) == (
        Change(first.id, first.statement, "open", first.verdict),
        Change(second.id, second.statement, "", second.verdict),
        Change("gone", "It was so.", "holds", ""),
    )


@pytest.mark.parametrize("before", [None, [], {"findings": 3}, "text"])
def test_what_is_no_earlier_build_changes_nothing(before):
    """What cannot be read as findings is no earlier build, and no reason to stop."""
    assert changes_since(before, small_study().results) is None


def test_a_label_has_the_values_alone():
    """What a column is needs no *is* beside a bar; what it is not, or more than, is said in words."""
    speaker = Speaker(Labels(small_study()), "presence")
    assert speaker.named("sector = 'church' and power = 'RUS'") == "Church, Russia"
    assert speaker.named("power = 'CHN'") == "China"
    assert speaker.named("power = 'CHN' and engagements > 2") == "China, engagements is more than 2"
