"""The small case in Serbian, which says some things of itself in it, and others not."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale

from tertius.atlas import languages
from tertius.atlas.build import build_atlas
from tertius.atlas.languages import languages_of
from tertius.errors import TertiusError
from tertius.language.catalogue import Catalogue, catalogue_of
from tertius.study.open import open_case
from tertius.study.run import run_study

OF_CASE = """datasets: []
translations:
  sr-Cyrl:
    title: Мали случај, пребројив руком
    issues: {kosovo-independence: Независност Косова}
    sections: {Rail: Железница}
    labels: {nis: Нафтна индустрија Србије, nis-sale: Продаја НИС-а}"""

OF_FINDING = """  translations:
    sr-Cyrl: {statement: Русија држи највећи страни удео у српској нафти и гасу.}
"""


class Page(HTMLParser):
    """The elements of a page, and its texts with the language that each says it is in."""

    def __init__(self, path):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag not in {"meta", "link", "input", "br", "img", "hr"}:
            self.open.append((tag, found.get("lang")))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag in ("title", "pre") for tag, _ in self.open):
            return  # what a window is called holds no elements, and citations are for programs
        said = [lang for _, lang in self.open if lang is not None]
        self.texts.append((" ".join(data.split()), said[-1] if said else None))

    def language_of(self, text):
        """In which languages a text stands on the page."""
        return {lang for one, lang in self.texts if text in one}


@pytest.fixture(scope="module")
def atlas(copy_small, tmp_path_factory):
    """The pages of the case in English, and in Serbian in both scripts."""
    folder = tmp_path_factory.mktemp("translated")
    small = copy_small(folder)
    small.swap("case.yml", "datasets: []", f"address: https://atlas.example.org/serbia\n{OF_CASE}")
    first = "  section: Oil and gas\n  statement: Russia holds"
    small.swap("findings.yml", first, f"{OF_FINDING}{first}")
    case, compiled, _ = open_case(small.path)
    study = run_study(case, compiled, with_flips=False)
    build_atlas(study, folder / "atlas", languages=("sr-Cyrl", "sr-Latn"))
    return folder / "atlas"


CODES = ("en", "sr-Cyrl", "sr-Latn")
FINDING = "findings/russia-leads-oil-gas.html"


def folder_of(atlas, code):
    return atlas if code == "en" else atlas / code


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language(atlas: Path, code: str):
    """Each page of a language's folder has its code, and there are the same pages in each."""
    own = folder_of(atlas, code)
    pages = [p for p in own.rglob("*.html") if code != "en" or not set(CODES) & set(p.parts)]
    assert {str(page.relative_to(own)) for page in pages} == {
        str(page.relative_to(atlas / "sr-Latn")) for page in (atlas / "sr-Latn").rglob("*.html")
    }
    begun = {re.search("<html[^>]*>", page.read_text(encoding="utf-8"))[0] for page in pages}
    assert begun == {f'<html lang="{code}">'}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", ["index.html", FINDING])
def test_every_page_leads_to_itself_in_each_language(atlas: Path, code: str, address: str):
    """Its head and its menu name each language, with the page of the same address there; its own is marked."""
    path = folder_of(atlas, code) / address
    page = Page(path)
    for tag in ("link", "a"):
        found = {
            e["hreflang"]: (path.parent / e["href"]).resolve()
            for name, e in page.elements
            if name == tag and "hreflang" in e
        }
        assert found == {one: (folder_of(atlas, one) / address).resolve() for one in CODES}
    here = [e["hreflang"] for _, e in page.elements if "hreflang" in e and "aria-current" in e]
    assert here == [code]


def test_a_page_is_cited_by_the_address_of_its_own_language(atlas: Path):
    """Whoever cites the Serbian page leads to that, and not to the English one."""
    cited = f"https://atlas.example.org/serbia/sr-Cyrl/{FINDING}"
    assert f"UR  - {cited}" in (atlas / "sr-Cyrl" / FINDING).read_text(encoding="utf-8")
    assert cited.replace("sr-Cyrl/", "") in (atlas / FINDING).read_text(encoding="utf-8")


def test_languages_are_called_by_their_names(atlas: Path):
    """Which language a name is in is said in the language of the page, and by no tag."""
    said = [Page(folder_of(atlas, code) / "actors/nis.html") for code in ("en", "sr-Latn")]
    names = {text for text, _ in said[0].texts}
    assert "Serbian (Cyrillic)" in names
    assert any("srpski (ćirilica)" in text for text, _ in said[1].texts)


def test_what_the_case_says_in_a_language_stands_there(atlas: Path):
    """A translation stands where its text stood, and is in the language of the page."""
    finding = Page(atlas / "sr-Cyrl" / FINDING)
    statement = "Русија држи највећи страни удео у српској нафти и гасу."
    assert finding.language_of(statement) == {"sr-Cyrl"}
    assert finding.language_of("Russia holds the largest") == set()
    assert finding.language_of("Мали случај, пребројив руком") == {"sr-Cyrl"}
    assert Page(atlas / "sr-Cyrl/findings/index.html").language_of("Железница") == {"sr-Cyrl"}
    assert Page(atlas / "sr-Cyrl/actors/nis.html").language_of("Нафтна индустрија Србије") == {
        "sr-Cyrl"
    }
    assert "Продаја НИС-а" in (atlas / "sr-Cyrl/search.js").read_text(encoding="utf-8")
    assert Page(atlas / FINDING).language_of(statement) == set()


def test_what_it_says_in_cyrillic_stands_in_latin(atlas: Path):
    """Serbian in Latin letters is made of that in Cyrillic, the case's own text too."""
    finding = Page(atlas / "sr-Latn" / FINDING)
    statement = "Rusija drži najveći strani udeo u srpskoj nafti i gasu."
    assert finding.language_of(statement) == {"sr-Latn"}
    actor = Page(atlas / "sr-Latn/actors/nis.html")
    assert actor.language_of("Naftna industrija Srbije") >= {"sr-Latn"}


def test_what_has_no_translation_says_that_it_is_english(atlas: Path):
    """It stands as the case has it, marked as English."""
    page = Page(atlas / "sr-Cyrl/findings/china-leads-rail.html")
    assert page.language_of("China leads in rail by amount.") == {"en"}


def test_scripts_find_their_words(atlas: Path):
    """What a script says stands in words.js, which the page of a language loads before the script."""
    says = {
        message
        for script in (atlas / "static").glob("*.js")
        for message in re.findall(r'TERTIUS_SAY\("([^"]*)"', script.read_text(encoding="utf-8"))
    }
    text = (atlas / "sr-Latn/words.js").read_text(encoding="utf-8")
    words = json.loads(text.removeprefix("var TERTIUS_WORDS = ").rstrip(";\n"))
    assert says <= set(words)
    serbian = catalogue_of("sr-Latn")
    assert {words[one] for one in says} == {serbian.message(one) for one in says}
    scripts = [
        e.get("src") for tag, e in Page(atlas / "sr-Latn" / FINDING).elements if tag == "script"
    ]
    assert scripts[:2] == ["../words.js", "../../static/site.js"]
    assert not [e for tag, e in Page(atlas / FINDING).elements if "words.js" in e.get("src", "")]


def test_an_incomplete_catalogue_is_refused(monkeypatch: pytest.MonkeyPatch):
    """A page that is half in one language is not written."""
    monkeypatch.setattr(
        languages, "catalogue_of", lambda code: Catalogue(code, {"Findings": ""}, Locale("ru"))
    )
    with pytest.raises(TertiusError, match="cannot be written in ru yet: messages are missing"):
        languages_of(["ru"])


def test_languages_are_taken_once_and_english_is_there_anyway():
    """A language asked twice is written once; one that there is not is refused with those that there are."""
    assert languages_of(["ru", "en", "sr-Latn", "ru"]) == ("ru", "sr-Latn")
    with pytest.raises(
        TertiusError, match=r"'de' is no language of the atlas. Write some of: en, sr-Cyrl"
    ):
        languages_of(["de"])
