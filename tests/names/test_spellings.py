import pytest

from tertius.names.compare import compare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("翟隽", "Zhai Jun"),
        ("翟隽", "Di Jun"),
        ("吕福源", "Lü Fuyuan"),
        ("吕福源", "Lu Fuyuan"),
        ("吕福源", "Lyu Fuyuan"),
        ("吕福源", "Lv Fuyuan"),
        ("Сбербанк", "Cбербанк"),
        ("Gazprom", "Gаzprom"),
        ("Ѓорге Иванов", "Gjorge Ivanov"),
        ("Ќосев", "Kjosev"),
        ("LUKOIL OIL COMP", "LUKOIL OIL COMPANY"),
        ("Zijin Mining Grp", "Zijin Mining Group"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str):
    """Readings of a surname, mixed alphabets, Macedonian and abbreviated forms of companies are one name."""
    assert compare(one, other).verdict == "same"


@pytest.mark.parametrize(("one", "other"), [("乐玉成", "Le Yucheng"), ("那英", "Na Ying")])
def test_a_surname_that_is_a_small_word_elsewhere(one: str, other: str):
    """A surname that is also a small word of French or Serbian leaves it undecided, so that it is listed."""
    assert compare(one, other).verdict in ("same", "undecided")


@pytest.mark.parametrize(("one", "other"), [("翟隽", "Zhang Jun"), ("吕福源", "Li Fuyuan")])
def test_other_surnames_stay_others(one: str, other: str):
    """More readings of one surname do not make another of it."""
    assert compare(one, other).verdict != "same"
