"""A claim leads to the page of the file that it was read in, by addresses that are made here alone."""

from dataclasses import replace

import pytest

from small_case import small_study
from tertius.atlas.build import environment_of
from tertius.evidence.source import Source
from tertius.present.labels import Labels
from tertius.present.places import item_link, page_in, page_links


def source(**fields):
    """A source with these fields."""
    return Source.model_validate({"id": "amos-2017", "type": "report", **fields})


@pytest.mark.parametrize(
    ("locator", "page"),
    [
        ("p. 12", 12), ("page 7", 7), ("pp. 12-14", 12), ("chapter 2, p. 31", 31), ("S. 5", 5), ("стр. 40", 40),
        ("line 12", None), ("note 3", None), ("12", None), ("p. 1234567", None), ("pages", None), (None, None), ("top. 3", None),
    ],
)  # fmt: skip
def test_a_page_is_read_of_a_locator(locator, page):
    """A locator names a page by a word for it; a line, a note or a bare number is none."""
    assert page_in(locator) == page


FILE = "Attachment: zotero://open-pdf/library/items/ABCD1234"


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ({"note": FILE}, ["zotero://open-pdf/library/items/ABCD1234?page=12"]),
        ({"attachment": "zotero://open/groups/42/items/ABCD1234?page=3"}, ["zotero://open-pdf/groups/42/items/ABCD1234?page=12"]),
        ({"URL": "https://example.org/a.PDF?x=1#page=2"}, ["https://example.org/a.PDF?x=1#page=12"]),
        ({"URL": "http://example.org/a.pdf", "note": FILE}, ["zotero://open-pdf/library/items/ABCD1234?page=12", "http://example.org/a.pdf#page=12"]),
        ({"imported": {"id": "http://zotero.org/users/7/items/ABCD1234"}}, []),
        ({"URL": "https://example.org/article"}, []),
        ({"URL": "javascript:alert(1)//a.pdf"}, []),
        ({"URL": "file:///home/ana/a.pdf"}, []),
        ({"URL": "https://[broken/a.pdf"}, []),
        ({"URL": 'https://example.org/"><script>.pdf'}, []),
        ({"note": "zotero://open-pdf/library/items/ABCD12345"}, []),
        ({"note": "zotero://open-pdf/../items/ABCD1234"}, []),
        ({"note": "zotero://run/library/items/ABCD1234"}, []),
        ({"note": ["zotero://open-pdf/library/items/ABCD1234"]}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_the_page_of_a_file_is_one_step_away(fields, links):
    """Zotero's file and a PDF on the web open at the page; whatever else an entry holds is no link."""
    assert [link.address for link in page_links(source(**fields), "p. 12")] == links
    assert page_links(source(**fields), "line 12") == ()


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"imported": {"id": "http://zotero.org/users/7/items/ABCD1234"}}, "zotero://select/library/items/ABCD1234"),
        ({"imported": {"id": "http://zotero.org/users/local/x9Y/items/ABCD1234"}}, "zotero://select/library/items/ABCD1234"),
        ({"imported": {"id": "http://zotero.org/groups/42/items/ABCD1234"}}, "zotero://select/groups/42/items/ABCD1234"),
        ({"note": FILE}, None),
        ({"imported": {"id": "7/ABCD1234"}}, None),
        ({"imported": {"ris": ["x"]}}, None),
        ({"imported": "http://zotero.org/users/7/items/ABCD1234"}, None),
    ],
)  # fmt: skip
def test_an_entry_is_found_again_in_zotero(fields, address):
    """The address that Zotero's export gave an entry leads back to it."""
    link = item_link(source(**fields))
    assert (link and link.address) == address


def test_a_claim_shows_where_its_words_stand():
    """Under a claim stand the page in Zotero and the PDF's, and what the stored text needs; all escaped."""
    small = small_study()
    paper = source(
        id="paper-2020",
        title="A paper",
        note=FILE,
        URL="https://example.org/a.pdf?a=1&b=2",
        custom={"archived": {"sha256": "0" * 64, "ending": ".pdf"}},
    )
    case = replace(small.case, sources={**small.case.sources, "paper-2020": paper})
    study = replace(small, case=case)
    labels = Labels(study)
    (said,) = labels.said(["vote-purpose"])
    environment = environment_of(study, labels, "en")
    template = environment.from_string(
        '{% import "macros.html" as m with context %}{{ m.claim(said) }}'
    )
    html = template.render(said=said, root="../")
    assert 'href="zotero://open-pdf/library/items/ABCD1234?page=12"' in html
    assert 'href="https://example.org/a.pdf?a=1&amp;b=2#page=12"' in html
    assert 'data-stored="paper-2020" data-row="vote-purpose"' in html
