"""The picture of a finding: what it compares, named by what sets each number apart."""

from small_case import small_study
from tertius.present.labels import Labels
from tertius.present.pictures import evidence_picture


def picture(name):
    study = small_study()
    finding = study.verdicts.compiled[name].finding
    return evidence_picture(study, Labels(study), study.result(name), finding)


def test_numbers_of_one_kind_are_named_by_what_sets_them_apart():
    """Money of Russia and of China: each bar has its power, and what is counted stands once."""
    assert picture("russia-before-china-in-oil-gas").says == "Money. Russia: 400 million; China: 0"
