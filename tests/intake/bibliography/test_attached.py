"""An entry keeps the key of its PDF in Zotero, and nothing of the machine that it lay on."""

import pytest

from tertius.evidence.source import Source
from tertius.intake.bibliography.attached import attachment
from tertius.intake.bibliography.bibtex import read_bibtex
from tertius.intake.bibliography.ris import read_ris
from tertius.present.places import page_links

ADDRESS = "zotero://open-pdf/library/items/ABCD1234"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/home/ana/Zotero/storage/ABCD1234/Amos - 2017.pdf", ADDRESS),
        (r"C\:\\Users\\ana\\Zotero\\storage\\ABCD1234\\Amos.PDF", ADDRESS),
        ("Snapshot:/z/storage/ZZZZ9999/x.html:text/html;Full Text PDF:/z/storage/ABCD1234/x.pdf:application/pdf", ADDRESS),
        ("files/12/Amos.pdf", None),
        ("/z/storage/ABCD1234/x.html", None),
        ("/z/storage/abc/x.pdf", None),
        ("/z/storage/abcd1234/x.pdf", None),
        ("/z/storage/ABCD1234/x.pdf.exe", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_pdf_is_known_by_the_key_of_its_folder(path, address):
    """The folder in which Zotero keeps a file is its key; other files and other places have none."""
    assert attachment(path) == address


def test_a_bibtex_entry_keeps_its_attachment_and_no_path():
    """The `file` of BibTeX becomes the address in Zotero, which a claim's page is added to."""
    path = "/home/ana/Zotero/storage/ABCD1234/Amos.pdf"
    shelf = read_bibtex(
        f"@book{{amos, title = {{T}}, year = {{2017}}, file = {{{path}}}}}\n@book{{b, title={{B}}}}\n",
        "x.bib",
    )
    (_, first), (_, second) = shelf.entries
    assert first["attachment"] == ADDRESS
    assert "attachment" not in second
    assert "/home" not in str(first)
    links = page_links(Source.model_validate(first), "p. 12")
    assert [link.address for link in links] == [f"{ADDRESS}?page=12"]


def test_a_ris_entry_keeps_its_attachment():
    """The L1 of RIS does the same."""
    text = "TY  - BOOK\nTI  - T\nL1  - /z/storage/ABCD1234/x.pdf\nER  - \n"
    ((_, item),) = read_ris(text).entries
    assert item == {"type": "book", "title": "T", "attachment": ADDRESS}
