import random

from hypothesis import given
from hypothesis import strategies as st

from tertius.names import Index, search_all
from tertius.names.chinese import in_russian, in_serbian, person_words
from tertius.names.endings import ending_of
from tertius.names.sound import distance

NAMES = [
    "Aleksandar Vučić", "Gazprom", "Gazprom Neft", "Bank of China", "Xi Jinping", "Vladimir Putin", "Gerhard Schröder",
    "Serbian Progressive Party", "Huawei Technologies Co., Ltd.", "Kostolac B3", "Petroleum Industry of Serbia",
]  # fmt: skip


def first(sought: str) -> str:
    return Index(NAMES).search(sought)[0].name


def test_found_in_other_scripts():
    """A name is found first whatever its script, language or romanisation."""
    assert first("Александра Вучића") == "Aleksandar Vučić"
    assert first("Газпром нефть") == "Gazprom Neft"
    assert first("中国银行") == "Bank of China"
    assert first("Си Цзиньпин") == "Xi Jinping"
    assert first("弗拉基米尔·普京") == "Vladimir Putin"
    assert first("Gerhard Šreder") == "Gerhard Schröder"
    assert first("Srpska napredna stranka") == "Serbian Progressive Party"
    assert first("Naftna industrija Srbije a.d.") == "Petroleum Industry of Serbia"


def test_a_match_says_where_and_why():
    """A match gives the place in the list, the name and the likeness."""
    match = Index(NAMES).search("Газпром", most=1)[0]
    assert (match.place, match.name, match.likeness.verdict) == (1, "Gazprom", "same")


def test_nothing_to_find():
    """Where there is nothing, nothing is found."""
    assert Index([]).search("Gazprom") == []
    assert Index(NAMES).search("") == []
    assert Index(["", "of the"]).search("Gazprom") == []


@given(order=st.permutations(NAMES), sought=st.sampled_from(NAMES))
def test_every_name_finds_itself(order: list[str], sought: str):
    """Each name is the first found for itself, whatever the order of the names."""
    assert Index(order).search(sought, 3)[0].name == sought


def test_in_several_processes():
    """Several processes find what one finds."""
    names = random.Random(1).choices(NAMES, k=40)
    assert search_all(names, NAMES, processes=2) == search_all(names, NAMES)


@given(name=st.text(max_size=50), others=st.lists(st.text(max_size=30), max_size=8))
def test_any_text(name: str, others: list[str]):
    """Whatever the names hold, searching ends with places of the list, each once."""
    places = [match.place for match in Index(others).search(name)]
    assert len(set(places)) == len(places)
    assert all(0 <= place < len(others) for place in places)


def test_pinyin_in_newspapers():
    """Pinyin as Serbian and Russian newspapers spell it, by their published tables."""
    spelled = {
        "jinping": ("djinping", "цзиньпин"),
        "keqiang": ("kecijang", "кэцян"),
        "zedong": ("cedung", "цзэдун"),
        "xiaoping": ("sijaoping", "сяопин"),
        "zhou": ("dzou", "чжоу"),
        "wang": ("vang", "ван"),
    }
    assert {word: (in_serbian(word), in_russian(word)) for word in spelled} == spelled
    assert in_russian("gazprom") == ""


def test_chinese_people():
    """Surname first, one syllable or two; what cannot be a person's name is none."""
    assert person_words("习近平") == ("xi", "jinping")
    assert person_words("欧阳修") == ("ouyang", "xiu")
    assert person_words("单田芳")[0] == "shan"
    assert person_words("中") == ()


def test_endings():
    """A case ending is seen on a name of a man, a woman, and an adjective for a surname."""
    assert ending_of("vucicu", "vucic") == "u"
    assert ending_of("petra", "petar") == "a"
    assert ending_of("ane", "ana") == "e"
    assert ending_of("marka", "marko") == "a"
    assert ending_of("dostojevskog", "dostojevski") == "og"
    assert ending_of("sergeja", "sergej") == "a"
    assert ending_of("putin", "putin") is None
    assert ending_of("gazpromneft", "gazprom") is None


def test_sounds():
    """The right word sounds nearer than another that begins alike."""
    assert distance("rocheteau", "рошто", script="cyrillic") < distance(
        "rostov", "рошто", script="cyrillic"
    )
    assert distance("perri", "佩瑞", script="han") < distance("paris", "佩瑞", script="han")
