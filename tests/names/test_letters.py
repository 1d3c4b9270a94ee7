import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.names.letters import CYRILLIC_TO_LATIN, LONGEST, clean, to_cyrillic, to_latin

LATIN = [*CYRILLIC_TO_LATIN.values()]
ONE_SOUND = [letter for letter in LATIN if len(letter) == 1]


@given(text=st.lists(st.sampled_from([*ONE_SOUND, " "]), max_size=30).map("".join))
def test_latin_to_cyrillic_and_back(text: str):
    """Serbian in Latin letters comes back from Cyrillic as it was, beside the digraphs too."""
    assert to_latin(to_cyrillic(text)) == text


@given(text=st.text("".join(CYRILLIC_TO_LATIN) + " ", max_size=30))
def test_every_cyrillic_text_is_latin_text(text: str):
    """Every Serbian text in Cyrillic has one spelling in Latin letters, and none is lost."""
    latin = to_latin(text)
    assert not set(latin) & set(CYRILLIC_TO_LATIN)
    assert to_latin(to_cyrillic(latin)) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljubljana", "Љубљана"),
        ("NJEGOŠ", "ЊЕГОШ"),
        ("Njegoš", "Његош"),
        ("Džordž Đurić", "Џорџ Ђурић"),
        ("nadživeti", "надживети"),
        ("injekcija", "инјекција"),
        ("konjunktura", "конјунктура"),
        ("Tanjug", "Танјуг"),
        ("odžak", "оџак"),
        ("konj", "коњ"),
        ("Aleksandar Vučić", "Александар Вучић"),
    ],
)
def test_digraphs(latin: str, cyrillic: str):
    """Two Latin letters are one Cyrillic letter, but not where they are two sounds."""
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic).casefold() == latin.casefold()


@given(text=st.text())
def test_clean_is_bounded(text: str):
    """Whatever is put in, at most 300 letters come out, and none is invisible."""
    found = clean(text * 40)
    assert len(found) <= LONGEST
    assert not [letter for letter in found if unicodedata.category(letter) in ("Cf", "Cc", "Cs")]
