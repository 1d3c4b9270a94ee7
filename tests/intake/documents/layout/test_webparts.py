"""A long web page is read in parts, and says what it says when it is read at once."""

import json

import pytest

from tertius.intake.documents.layout.webparts import Part, parted, read_parted
from tertius.sandbox import pandoc

PAGE = """<!DOCTYPE html><html><head><title>Dams > rivers</title><style>p > a { color: "red" }</style></head><body>
<h1>Dams</h1><div class="text" id="content"><p>One.<sup id="r1"><a href="#n1">1</a></sup>
<p title="a > b">Two.<!-- <div> a remark --><table><tr><td><p>In a cell.</p></td></tr></table>
<section><h2>Notes</h2><p>Before them.</p><ol start="3" type="a"><li id="n1">First.<li><p>Second.</p><ul><li>inner</li></ul></li><li>Third.</li></ol>
<p>Behind.</p></section><div><div><p>Deep.</p><p>Deeper.</p></div></div></div>
<script>if (a < b) document.write("<div>")</script><ul><li>x</li><li>y</li><li>z</li></ul><p>End.</p></body></html>"""
"""Tags that are not closed, and signs that look like tags in a comment, a script and an attribute."""
IN_MAIN = """<html><body><h1>Dams</h1><p>Beside.</p><main id="m"><div class="text"><p>One.</p><p>Two.</p>
<section><h2>Notes</h2><ol><li id="n1">First.</li><li>Second.</li></ol><p>Behind.</p></section></div></main>
<p>Beside, too.</p><ul><li>x</li><li>y</li></ul></body></html>"""
"""Pandoc reads what is in the main part, and nothing beside it."""
BY_ROLE = "<div id='site'>" + IN_MAIN.replace("<main", '<div role="main"').replace(
    "</main", "</div"
)


def tree(text):
    return json.loads(pandoc.run(["--from", "html", "--to", "json"], text.encode()))


def loose(blocks):
    """A tree with plain text and paragraphs alike: which is which, pandoc tells by what stands beside them."""
    return json.loads(json.dumps(blocks).replace('"Plain"', '"Para"'))


@pytest.mark.parametrize(
    ("page", "size", "least"),
    [
        (PAGE, 20, 12),
        (PAGE, 250, 3),
        (IN_MAIN, 20, 6),
        (IN_MAIN.replace(' id="m"', ""), 20, 6),
        (BY_ROLE, 60, 3),
    ],
    ids=["short", "long", "main", "main without a name", "role"],
)
def test_same_tree(page, size, least):
    """The trees of the parts of a page are its tree again, wherever it is cut."""
    assert len(parted(page, size)) >= least
    assert loose(read_parted(page, tree, size)) == loose(tree(page))


def test_parts():
    """A cut closes what is open before it and opens it again behind, and no cut goes through a paragraph."""
    page = "<div id=a><p>One <b>two</b>.<p>Three.</div><ol><li>x<li>y</ol>"
    assert parted(page, 20) == [
        Part("<div id=a><p>One <b>two</b>.</div>"),
        Part('<div data-cut="1"><p>Three.</div><ol><li>x</ol>', divisions=1),
        Part("<ol><li>y</ol>", in_list=True),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>One.</p></b><p>Two.</p><p>Three.</p>",
        "<p>One.</p><!-- <p>Two.</p><p>Three.</p>",
        "<script>a<p>One.</p><p>Two.</p><p>Three.</p>",
        "<span><p>One.</p><p>Two.</p><p>Three.</p></span>",
        "<main><p>One.</p></main><main><p>Two.</p></main><p>Three.</p>",
    ],
)
def test_nothing_cut_where_nesting_is_broken(page):
    """A page that is not well nested, or has two main parts, is read at once."""
    assert parted(page, 1) == [Part(page)]


def test_read_at_once_where_parts_do_not_fit():
    """Where a part does not open with what its cut went through, the page is read at once."""
    page = "<div><p>One.</p><p>Two.</p></div>"
    asked = []

    def read(text):
        asked.append(text)
        return {"blocks": [], "meta": len(asked)}

    assert read_parted(page, read, 1) == {"blocks": [], "meta": len(asked)}
    assert asked[-1] == page
