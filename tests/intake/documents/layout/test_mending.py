"""Lines are joined where they belong together, and no letter is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.intake.documents.layout.mending import Mender, clean

ANY = st.text(max_size=300)


@given(st.lists(ANY, max_size=5), st.lists(ANY, max_size=3), ANY, ANY)
def test_no_letter_is_lost(lines, links, before, after):
    """Whatever stands in two lines, joining them takes away no more than white space and a hyphen."""
    joined = Mender(lines, links).join(clean(before), clean(after))
    bare = lambda text: [
        letter for letter in text if not letter.isspace() and letter not in "-\u00ad"
    ]
    assert bare(joined) == bare(clean(before)) + bare(clean(after))


@pytest.mark.parametrize(
    ("lines", "before", "after", "joined"),
    [
        (["cooperation is"], "coopera-", "tion with", "cooperation with"),
        ([], "coopera-", "tion with", "cooperation with"),
        (["a state-owned company"], "state-", "owned", "state-owned"),
        (["state-owned", "stateowned stateowned"], "state-", "owned", "stateowned"),
        (["a state of state", "owned and owned"], "state-", "owned", "state-owned"),
        ([], "post-", "Soviet", "post-Soviet"),
        ([], "GOVERN-", "MENT", "GOVERNMENT"),
        ([], "COVID-", "19", "COVID-19"),
        ([], "nineteenth-", "and twentieth-century", "nineteenth- and twentieth-century"),
        ([], "coopera\u00ad", "tion", "cooperation"),
        ([], "an end", "of it", "an end of it"),
    ],
)
def test_hyphens(lines, before, after, joined):
    """A hyphen goes where the whole word is used, stays where the hyphenated one is, and stays before a name."""
    assert Mender(lines, []).join(before, after) == joined


@pytest.mark.parametrize(
    ("links", "before", "after", "joined"),
    [
        (
            [],
            "see https://example.org/",
            "a/b.html, accessed",
            "see https://example.org/a/b.html, accessed",
        ),
        ([], "https://example.org/a-", "b.html", "https://example.org/a-b.html"),
        ([], "https://example.org/", "accessed 2020", "https://example.org/ accessed 2020"),
        ([], "https://example.org/a", "(2020)", "https://example.org/a (2020)"),
        ([], "https://example.org/a,", "p. 5", "https://example.org/a, p. 5"),
        (
            ["https://example.org/abc"],
            "https://example.org/a",
            "bc. Then",
            "https://example.org/abc. Then",
        ),
        (
            ["https://example.org/a/"],
            "https://example.org/a/",
            "b says",
            "https://example.org/a/ b says",
        ),
    ],
)
def test_links(links, before, after, joined):
    """A link goes on in the next line where it cannot have ended, or where the file says how it goes on."""
    assert Mender([], links).join(before, after) == joined
