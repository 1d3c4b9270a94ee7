"""The atlas in another language: nothing of the program is left in English, and the case's text says what it is in."""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale

from small_case import FOLDER, small_study
from tertius.atlas import build
from tertius.atlas.build import build_atlas
from tertius.atlas.speech import translate, unmarked
from tertius.language.catalogue import LANGUAGES, Catalogue, catalogue_of
from tertius.language.told import speaking, without_context

OPEN, SHUT = "⟦", "⟧"


class Bracketed(Catalogue):
    """A language of which every message is the English one in brackets."""

    def __init__(self):
        super().__init__("ru", {}, Locale("ru"))

    def message(self, text):
        return f"{OPEN}{without_context(text)}{SHUT}"

    def plural(self, one, many, count):
        return f"{OPEN}{one if count == 1 else many}{SHUT}"

    def territory(self, code, english):
        return f"{OPEN}{english}{SHUT}"

    def tongue(self, tag):
        return f"{OPEN}{super().tongue(tag)}{SHUT}"

    def time_locale(self):
        english = super().time_locale()
        return english | {"months": [f"{OPEN}{k}{SHUT}" for k in english["months"]]}


VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "line", "use"}
FOR_PROGRAMS = {"script", "style", "code", "pre"}
SPOKEN = ("aria-label", "title", "placeholder", "data-label")
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Texts(HTMLParser):
    """The texts of a page: those outside brackets, those marked as another language, and attributes."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.depth = [], 0
        self.bare, self.marked, self.attributes = [], [], []
        self.lines = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.attributes += [found[name] for name in SPOKEN if found.get(name)]
        if tag not in VOID:
            self.stack.append((tag, tag != "html" and "lang" in found))

    def handle_startendtag(self, tag, attrs):
        self.attributes += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        while self.stack and tag not in VOID:
            if self.stack.pop()[0] == tag:
                break
        if tag == "text" and self.lines:
            # A long label of a picture stands in lines, each in an element of its own.
            self.attributes.append(" ".join(self.lines))
            self.lines = []

    def handle_data(self, data):
        tags = {tag for tag, _ in self.stack}
        if tags & FOR_PROGRAMS:
            return
        if "text" in tags:
            self.lines.append(data.strip())
            return
        if tags & {"svg", "title"}:
            self.attributes.append(data)
            return
        if any(is_marked for _, is_marked in self.stack):
            self.marked.append(data.strip())
            return
        outside = ""
        for sign in data:
            self.depth += (sign == OPEN) - (sign == SHUT)
            outside += sign if self.depth == 0 and sign != SHUT else " "
        self.bare.append(outside)


def outside(text):
    """What of an attribute stands outside brackets."""
    while re.search(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", text):
        text = re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", text)
    return text


@pytest.fixture(scope="module")
def corpus():
    """All that the files of the small case say, with words set apart as pages set them apart."""
    said = "\n".join(
        path.read_text(encoding="utf-8") for path in FOLDER.iterdir() if path.is_file()
    )
    spaced = re.sub(r"[_-]", " ", said)
    return " ".join((said + "\n" + spaced).replace('""', '"').split()).lower()


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory):
    """The small case in English and in the bracketed language, which stands where Russian would."""
    folder = tmp_path_factory.mktemp("out") / "atlas"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "catalogue_of", lambda code: Bracketed())
        build_atlas(small_study(), folder, languages=("ru",))
    return folder / "ru"


NAMES = {"BibTeX", "RIS", "CSL-JSON", *LANGUAGES.values()}
"""Names of formats and languages, which are the same in each."""


def from_case(text, corpus):
    """Whether each run of words in a text stands in the case."""
    parts = [part for part in re.split(r"[;·…]|, |: | — |\(|\)", text) if LETTERS.search(part)]
    return all(" ".join(part.lower().split()).strip(" .,“”") in corpus for part in parts)


def test_every_sentence_of_the_program_is_a_message(bracketed, corpus):
    """What stands outside brackets is the case's own text, and says so."""
    wrong = {}
    for path in sorted(bracketed.rglob("*.html")):
        page = Texts(path.read_text(encoding="utf-8"))
        left = [text.strip() for text in page.bare if LETTERS.search(text)]
        left += [text for text in page.marked if text not in NAMES and not from_case(text, corpus)]
        left += [text for text in map(outside, page.attributes) if not from_case(text, corpus)]
        for text in left:
            wrong.setdefault(text, path.name)
    assert not wrong, wrong


def test_words_of_the_program_are_not_taken_for_text_of_the_case(bracketed):
    """Values that are words, units, properties, states as actors and the world are said in the language of the page."""
    words = {"yes", "baseline", "start", "China", "Russia", "Serbia"}
    every = [Texts(path.read_text(encoding="utf-8")) for path in bracketed.rglob("*.html")]
    assert not {text for page in every for text in page.marked} & words
    russia = (bracketed / "actors" / "rus.html").read_text(encoding="utf-8")
    assert f"<h1>{OPEN}Russia{SHUT}</h1>" in russia
    assert f"{OPEN}yes{SHUT}" in russia


def test_an_attribute_holds_no_markup():
    """What marks the text of a case as English between tags is taken out where an attribute holds it."""
    with speaking(catalogue_of("zh")):
        said = translate("Chart: {caption}", caption='Steel & "iron" <b>')
        assert said.startswith("图表：<span ")
        assert unmarked(said) == '图表：Steel & "iron" <b>'
    assert unmarked("Steel & iron") == "Steel & iron"
