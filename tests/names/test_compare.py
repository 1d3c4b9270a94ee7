import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.names import Likeness, Spelling, compare, folded
from tertius.names.letters import CYRILLIC_TO_LATIN, to_cyrillic

NAMES = st.sampled_from(
    [
        "Aleksandar Vučić",
        "Александар Вучић",
        "Vucic",
        "S. Milošević",
        "Газпром нефть",
        "Gazprom",
        "NIS",
        "НИС а.д.",
        "中国银行",
        "习近平",
        "佩瑞",
        "Bank of China Srbija",
        "Kostolac B3",
        "Владимир Путин",
        "Si Đinping",
        "Ltd.",
        "of the",
        "١٢",
        "Džo Bajden",
        "Republika Srpska",
    ]
)

SAME = [
    ("Aleksandar Vučić", "Александар Вучић"),
    ("Aleksandar Vučić", "Aleksandar Vucic"),
    ("Novak Đoković", "Novak Djokovic"),
    ("Vučiću", "Vučić"),
    ("Aleksandra Vučića", "Aleksandar Vučić"),
    ("Nikole Selakovića", "Nikola Selaković"),
    ("Владимира Путина", "Vladimir Putin"),
    ("Владимир Владимирович Путин", "Vladimir Putin"),
    ("Gerhard Šreder", "Gerhard Schröder"),
    ("Emanuel Makron", "Emmanuel Macron"),
    ("Bil Klinton", "Bill Clinton"),
    ("Si Đinping", "Xi Jinping"),
    ("Си Цзиньпин", "Xi Jinping"),
    ("习近平", "Xi Jinping"),
    ("习近平", "Си Ђинпинг"),
    ("李克强", "Li Keqiang"),
    ("Ли Кэцян", "Li Keqiang"),
    ("普京", "Putin"),
    ("弗拉基米尔·普京", "Vladimir Putin"),
    ("Никита Хрущёв", "Nikita Khrushchev"),
    ("Nikita Hruščov", "Nikita Khrushchev"),
    ("Maria Zakharova", "Marija Zaharova"),
    ("Orbán Viktor", "Viktor Orban"),
    ("ПАО Газпром", "Gazprom"),
    ("Naftna industrija Srbije", "Petroleum Industry of Serbia"),
    ("Naftna industrija Srbije a.d.", "Нафтна индустрија Србије"),
    ("中国银行", "Bank of China"),
    ("China Exim Bank", "Export-Import Bank of China"),
    ("华为技术有限公司", "Huawei Technologies Co., Ltd."),
    ("Srpska napredna stranka", "Serbian Progressive Party"),
    ("Republic of Serbia", "Србија"),
    ("Российские железные дороги", "Russian Railways"),
]
NOT_SAME = [
    ("Gazprom", "Gazprom Neft"),
    ("Газпром", "Gazprom Neft"),
    ("NIS", "NIS Petrol"),
    ("Bank of China", "Bank of China Srbija a.d."),
    ("Bank of China", "People's Bank of China"),
    ("Sberbank", "Sberbank Srbija a.d. Beograd"),
    ("Moscow", "Russian government"),
    ("Moskva", "Rusija"),
    ("Кремль", "Government of Russia"),
    ("Republika Srpska", "Republika Srbija"),
    ("Telekom Srbija", "Telekom Srpske"),
    ("People's Republic of China", "Republic of China"),
    ("Srpska napredna stranka", "Srpska radikalna stranka"),
    ("Slobodan Milošević", "Marija Milošević"),
    ("Aleksandra Vučić", "Aleksandar Vučić"),
    ("Kostolac B2", "Kostolac B3"),
    ("SNS", "SRS"),
]
UNDECIDED = [
    ("SNS", "SNS"),
    ("NIS", "НИС"),
    ("NIS", "Naftna industrija Srbije"),
    ("CRBC", "China Road and Bridge Corporation"),
    ("EPS", "Elektroprivreda Srbije"),
    ("S. Milošević", "Slobodan Milošević"),
    ("Vučić", "Aleksandar Vučić"),
    ("Захаров", "Захарова"),
    ("Šarić", "Sarić"),
    ("Milanović", "Milenović"),
    ("Ministarstvo odbrane", "Ministarstvo odbrane Srbije"),
    ("Zijin Mining", "Zijin Mining Group"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_name(a: str, b: str):
    """One name in two scripts, romanisations, languages or cases is proposed as the same."""
    assert compare(a, b).verdict == "same"


@pytest.mark.parametrize(("a", "b"), NOT_SAME)
def test_two_names(a: str, b: str):
    """Names of two, however alike, are not."""
    assert compare(a, b).verdict == "not_same"


@pytest.mark.parametrize(("a", "b"), UNDECIDED)
def test_nobody_can_tell(a: str, b: str):
    """Where two may bear the name, or the ending may be a woman's, nothing is decided."""
    assert compare(a, b).verdict == "undecided"


def test_reasons_in_words():
    """Each answer gives its reason as an analyst would."""
    assert compare("Gazprom", "Gazprom Neft") == Likeness(
        0.5,
        "one is the other's parent-like name with a word more: Gazprom / Gazprom Neft",
        "not_same",
    )
    assert (
        compare("Владимир Путин", "Vladimir Putin").reason == "the same name in Cyrillic and Latin"
    )
    assert compare("Vučić", "Vucic").reason == "the same name without its diacritics"
    assert compare("SNS", "SNS").reason == "the same abbreviation, SNS, which two may bear"
    assert (
        compare("Moskva", "Rusija").reason
        == "Moskva is a place, and stands for Rusija only in a manner of speaking"
    )
    assert compare("Kostolac B2", "Kostolac B3").reason == "their numbers differ: b2 and b3"


def test_kind_counts():
    """A person and a company of one name are two; a lone surname of a person is undecided."""
    person = Spelling("Li Auto", kind="Person")
    assert compare(person, Spelling("Li Auto", kind="Company")).verdict == "not_same"


@given(a=NAMES | st.text(max_size=40), b=NAMES | st.text(max_size=40))
def test_either_way_round(a: str, b: str):
    """Whatever the names, the answer does not depend on which comes first, and the score is a share."""
    found = compare(a, b)
    assert compare(b, a) == found
    assert 0 <= found.score <= 1
    assert found.reason


@given(
    name=st.lists(
        st.text("".join(CYRILLIC_TO_LATIN), min_size=3, max_size=9), min_size=2, max_size=2
    )
)
def test_serbian_in_both_alphabets(name: list[str]):
    """A Serbian name written in Latin letters and in the Cyrillic they stand for is one name."""
    latin = " ".join("".join(CYRILLIC_TO_LATIN[letter] for letter in word) for word in name).title()
    assert compare(latin, to_cyrillic(latin)).verdict in ("same", "undecided")
    assert folded(latin) & folded(to_cyrillic(latin))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "ай " * 50_000,
        "中" * 50_000,
        "\u0300" * 9_000,
        "a.b." * 20_000,
        "﷽" * 5_000,
        "’" * 90_000,
        "I" * 5000,
    ],
)
def test_hostile_names(text: str):
    """Names of any length and letters are compared, for only so much of them is looked at."""
    for other in ("Gazprom", "Владимир Путин", "中国银行", text[: len(text) // 2]):
        assert 0 <= compare(text, other).score <= 1


def test_keys_are_shared_across_scripts():
    """The keys of a name are the same in every script and romanisation that it is written in."""
    assert folded("Никита Хрущёв") & folded("Nikita Khrushchev") == {"nikita", "hrusov"}
    assert folded("Bank of China") == folded("中国银行") == {"=word:bank", "=country:chn"}
