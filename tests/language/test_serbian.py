"""Serbian in Latin letters, made of that in Cyrillic."""

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from tertius.language.serbian import latin

CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
KEPT = re.compile(r"<[^>]*>|\{\w*\}")

words = st.text(alphabet=CYRILLIC + CYRILLIC.upper(), max_size=12)
others = st.one_of(
    st.sampled_from(["{count}", "{name}", '<a href="{href}">', "</a>", "<strong>", "<br>", " — "]),
    st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=6),
)


@pytest.mark.parametrize(
    ("cyrillic", "written"),
    [
        ("Љубљана", "Ljubljana"),
        ("ЊУЈОРК", "NJUJORK"),
        ("Џорџ", "Džordž"),
        ("КОЊ", "KONJ"),
        ("Њ", "Nj"),
        ("Ђоковић, Чачак, Шабац и Жабаљ", "Đoković, Čačak, Šabac i Žabalj"),
        ("чл. 5 <em>Закона</em> о {name}", "čl. 5 <em>Zakona</em> o {name}"),
    ],
)
def test_words_are_written_as_serbian_is(cyrillic: str, written: str):
    """Letter by letter by Gaj's alphabet; two letters for one are both capitals within capitals."""
    assert latin(cyrillic) == written


@given(st.lists(st.one_of(words, others)))
def test_places_tags_and_all_else_stay(parts: list[str]):
    """What is no Serbian Cyrillic stays as it was, places and tags too, and no Cyrillic is left."""
    made = latin("".join(parts))
    assert not set(made.lower()) & set(CYRILLIC)
    assert KEPT.findall(made) == KEPT.findall("".join(parts))
    assert made == "".join(
        one if not set(one.lower()) & set(CYRILLIC) else latin(one) for one in _runs(parts)
    )


def _runs(parts: list[str]) -> list[str]:
    """The text of the parts, cut where Cyrillic begins and ends."""
    return re.findall(r"[Ѐ-џ]+|[^Ѐ-џ]+", "".join(parts))


@given(words)
def test_no_two_letters_become_one(word: str):
    """Written back by the table, a small word is what it was, so that nothing is lost."""
    back = {latin(letter): letter for letter in CYRILLIC}
    pieces = re.findall("lj|nj|dž|.", latin(word.lower()))
    # Where two letters stand side by side that are written for one too, Latin cannot tell.
    if not re.search("лј|нј|дж", word.lower()):
        assert "".join(back[piece] for piece in pieces) == word.lower()


def test_every_message_keeps_its_places():
    """In the whole catalogue places and tags are the same in both scripts, and no letter stays Cyrillic."""
    with files("tertius.language").joinpath("locale", "sr.po").open("rb") as file:
        catalogue = read_po(file, locale="sr")
    texts = [
        text
        for message in catalogue
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    assert [t for t in texts if KEPT.findall(latin(t)) != KEPT.findall(t)] == []
    assert [t for t in texts if re.search("[Ѐ-ӿ]", latin(t))] == []
