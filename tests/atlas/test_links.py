"""Every link of an atlas leads somewhere, and every page is led to."""

import posixpath
from collections import ChainMap, Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from small_case import small_study
from tertius.atlas.build import build_atlas
from tertius.atlas.registry import all_pages
from tertius.present.labels import Labels


class Anchors(HTMLParser):
    """Hold the ids of a page, and where its links lead."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        link = given.get("href") or given.get("xlink:href")
        if tag == "a" and link and "://" not in link and not link.startswith("mailto:"):
            self.links.append(link)


def parted(study):
    """The study with engagements in a country and a part of it, a view that follows from another issue, and an issue without a view."""
    hosts = ["BA-SRP", "MNE", "BIH", "BA-SRP"]
    engagements = [
        row.model_copy(update={"host": (hosts[place % 4],), "place": ()})
        for place, row in enumerate(study.case.rows("engagements"))
    ]
    lines = replace(study.case.tables["engagements"], rows=engagements)
    issues = study.case.settings.issues
    unheld = issues[0].model_copy(update={"id": "unheld", "label": "What nobody speaks of"})
    settings = study.case.settings.model_copy(update={"issues": (*issues, unheld)})
    case = replace(
        study.case, settings=settings, tables={**study.case.tables, "engagements": lines}
    )
    compared = tuple(
        {**row, "party": "BA-SRP", "through": "kosovo-independence"}
        if (row["issue"], row["party"], row["other"]) == ("eu-accession", "EU", "SRB")
        else row
        for row in study.tables["convergence"]
    )
    return replace(study, case=case, tables=ChainMap({"convergence": compared}, study.tables))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The ids and links of each page of an atlas, by its address."""
    folder = tmp_path_factory.mktemp("out") / "atlas"
    build_atlas(parted(small_study()), folder)
    return {
        path.relative_to(folder).as_posix(): Anchors(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }


def led_to(pages):
    """The page that leads, the page led to and the anchor there, of each link between pages."""
    for address, page in pages.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path)))
            yield address, there if path else address, unquote(anchor)


def test_no_page_gives_an_id_twice(pages):
    """A link to an id leads to one place."""
    twice = {
        address: [name for name, count in Counter(page.ids).items() if count > 1]
        for address, page in pages.items()
    }
    assert not {address: names for address, names in twice.items() if names}


def test_every_anchor_that_is_linked_is_there(pages):
    """What a link names on a page of the atlas stands there; what narrows a list is no anchor."""
    dead = [
        (address, there, anchor)
        for address, there, anchor in led_to(pages)
        if there in pages and anchor and "=" not in anchor and anchor not in pages[there].ids
    ]
    assert not dead


def test_every_page_is_led_to_from_another(pages):
    """No page is found by its address alone, but for those on which the case has nothing to show."""
    reached = {there for address, there, _ in led_to(pages) if there != address}
    study = small_study()
    bare = {page.address for page in all_pages(study, Labels(study)) if page.is_empty}
    assert sorted(set(pages) - reached - bare) == []
