"""The catalogues: as the program's messages are, complete, and fit to be put in their place."""

import re
from collections import Counter
from importlib.resources import files

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from tertius.language.catalogue import LANGUAGES, WRITTEN, catalogue_of
from tertius.reference.messages import TEMPLATE, template, written

FOLDER = files("tertius.language").joinpath("locale")
NAMES = sorted(set(WRITTEN.values()))
OTHER = sorted(WRITTEN)

TAG = re.compile(r"<[^>]*>")
PLACE = re.compile(r"\{\w*\}")
OF_MARKUP = re.compile(r'["<>&]')


def read(name):
    with FOLDER.joinpath(name).open("rb") as file:
        return read_po(file, locale=None if name == TEMPLATE else name.removesuffix(".po"))


def messages(catalogue):
    """The messages of a catalogue: their texts in English, and those in the language."""
    for message in catalogue:
        if message.id:
            yield (
                message,
                *(
                    texts if isinstance(texts, tuple) else (texts,)
                    for texts in (message.id, message.string)
                ),
            )


def test_the_template_holds_the_messages_of_the_program():
    """`make messages` was run since a message changed."""
    assert FOLDER.joinpath(TEMPLATE).read_bytes() == written(template())


def keys(name):
    return {(message.context, message.id) for message in read(name) if message.id}


@pytest.mark.parametrize("name", NAMES)
def test_a_catalogue_has_every_message(name):
    """It has those of the template and no others, each translated and none in doubt."""
    assert keys(f"{name}.po") == keys(TEMPLATE)
    lacking = [
        english[0]
        for message, english, said in messages(read(f"{name}.po"))
        if message.fuzzy or not all(text.strip() for text in said)
    ]
    assert lacking == []


def shape(text, forms):
    """What a text shares with its translation: values that its forms name, tags, markup, space at its ends."""
    return (
        {place for form in forms for place in PLACE.findall(form)},
        Counter(TAG.findall(text)),
        bool(OF_MARKUP.search(TAG.sub("", text))),
        text[:1].isspace(),
        text[-1:].isspace(),
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_translation_fits_in_its_place(name):
    """It names the same values, has the same tags, and signs of markup and space at its ends where the message does."""
    wrong = [
        (english[0], text)
        for _, english, said in messages(read(f"{name}.po"))
        for text in said
        if shape(english[-1], english) != shape(text, [text])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", OTHER)
def test_there_are_as_many_forms_as_the_rule_has(code):
    """Each message for one and many has a form for whatever the rule of CLDR tells apart among whole numbers."""
    told_apart = len({Locale.parse(code, sep="-").plural_form(count) for count in range(200)})
    forms = {
        len(said) for _, english, said in messages(read(f"{WRITTEN[code]}.po")) if len(english) > 1
    }
    assert forms == {told_apart}


@given(code=st.sampled_from(OTHER), count=st.integers(0, 10**12))
def test_a_count_takes_the_form_that_its_rule_says(code, count):
    """The form is that of CLDR's rule: one, few, and all others, of which Chinese has the last alone."""
    kind = Locale.parse(code, sep="-").plural_form(count)
    form = {"one": 0, "few": 1}.get(kind, 0 if code == "zh" else 2)
    assert catalogue_of(code).form(count) == form


def test_every_language_but_english_has_a_catalogue():
    """Each language that pages can speak has one, and it can be read and is whole."""
    assert set(LANGUAGES) - {"en"} == set(WRITTEN)
    assert all(catalogue_of(code).is_whole for code in WRITTEN)
