import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.case.write import slug
from tertius.evidence.countries import plain_name
from tertius.evidence.fold import in_place, plain
from tertius.evidence.months import folded
from tertius.intake.citations.resolve import bare
from tertius.intake.extraction.proposals.walk import proposal_id

LATIN = "".join(
    letter for letter in map(chr, range(0x180)) if letter.isalpha() and letter not in "ªºĿŀŉ"
) + "".join(map(chr, range(0x1EA0, 0x1EFA)))  # fmt: skip
"""The letters of names in Europe and Vietnam; two ordinal signs, and three letters with a dot or an apostrophe beside them, are none."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoković", "Djokovic"),
        ("đoković", "djokovic"),
        ("Łódź", "Lodz"),
        ("Straße Ærø", "Strasse Aero"),
        ("Þórður", "Thordur"),
        ("İstanbul, Yapı", "Istanbul, Yapi"),
        ("ǿ", "o"),
        ("Ђоковић", "Ђоковић"),
    ],
)
def test_plain_letters(text: str, expected: str):
    """A marked Latin letter becomes the plain one that newspapers in English print; capitals stay."""
    assert plain(text) == unicodedata.normalize("NFKD", expected) == expected


@given(st.text(LATIN))
def test_latin_is_ascii(text: str):
    """Of Latin letters every one has a plain form, and none is lost."""
    assert plain(text).isascii()
    assert len(plain(text)) >= len(text)


@given(st.text())
def test_twice_is_once(text: str):
    """A text that is plain already stays as it is."""
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters() | st.sampled_from(LATIN)))
def test_every_letter_keeps_its_place(text: str):
    """In place, as many letters come out as went in, and what is folded so is folded."""
    found = in_place(text)
    assert len(found) == len(text)
    assert in_place(found) == found


def test_ids_of_proposals_stay():
    """A sentence that somebody decided on is known again: its id is made of its letters in place."""
    assert in_place("Đoković, Łódź, Straße, Ærø, Yapı, œuvre") == (
        "Dokovic, Lodz, Straße, Æro, Yapı, œuvre"
    )
    sentence = "Đoković signed in Łódź, Straße 1, with Yapı Merkezi."
    assert proposal_id("rules", "paper", sentence, 1) == "rules-934455c973226525"


@given(st.lists(st.sampled_from(["Đoković", "Łódź", "Straße", "Ærø", "Čačak", "Yapı"]), min_size=1))
def test_all_folds_agree(words: list[str]):
    """Whatever compares names takes the same two spellings for one: an id, a country, a month, an author."""
    marked = " ".join(words)
    printed = plain(marked)
    for compared in (slug, plain_name, folded, bare):
        assert compared(marked) == compared(printed)
