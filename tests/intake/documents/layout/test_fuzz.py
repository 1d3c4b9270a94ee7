"""Whatever a file holds, it is read or refused with a reason."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from layout_files import PAGE, write_by_pandoc, write_pdf
from tertius.errors import TertiusError
from tertius.intake.documents.layout.pandoc import read_docx, read_html
from tertius.intake.documents.layout.pdf import read_pdf
from tertius.intake.documents.paper import Draft

FEW = settings(max_examples=12, deadline=None)
TAGS = st.sampled_from(
    ['<p id="a">', '<sup><a href="#a">1</a></sup>', '<li id="b">', '<a href="#b" id="c">[2]</a>', "<ol>", "</p>", "<table><td>",
     '<a href="#c">2</a>', "<h1>", "<sup>1</sup>", "<h2>Notes</h2>", "1. ", "<pre>", "<script>", "<!--", "&lt;", "<div>"]
)  # fmt: skip


@cache
def whole(kind):
    with tempfile.TemporaryDirectory() as folder:
        if kind == "pdf":
            return write_pdf(
                Path(folder) / "a.pdf", PAGE + "= One\n\nText.#footnote[Note.]"
            ).read_bytes()
        return write_by_pandoc(Path(folder) / "a.docx", "# One\n\nText.^[Note.]").read_bytes()


def reads(read, name, data):
    """Whether a file was read into whole notes and places, or refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            draft = read(path)
        except TertiusError as error:
            return str(path) in str(error) and str(error).endswith(".")
    inside = all(0 <= at <= len(block.text) for block in draft.blocks for at, _ in block.anchors)
    return isinstance(draft, Draft) and inside


@FEW
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=40))
def test_any_page(parts):
    """A web page of any tags and letters is read, or refused in a sentence."""
    assert reads(read_html, "a.html", "".join(parts).encode("utf-8", "replace"))


@FEW
@given(st.binary(max_size=300))
def test_any_bytes(data):
    """Any bytes are read as a web page, or refused in a sentence."""
    assert reads(read_html, "a.html", data)


CHANGES = st.lists(
    st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12
)


def changed(data, changes):
    for place, letters in changes:
        at = int(place * len(data))
        data = data[:at] + letters + data[at + len(letters) :]
    return data


@FEW
@given(CHANGES)
def test_damaged_pdf(changes):
    """A PDF with some bytes changed is read, or refused in a sentence."""
    assert reads(read_pdf, "a.pdf", changed(whole("pdf"), changes))


@FEW
@given(CHANGES)
def test_damaged_docx(changes):
    """A Word file with some bytes changed is read, or refused in a sentence."""
    assert reads(read_docx, "a.docx", changed(whole("docx"), changes))
