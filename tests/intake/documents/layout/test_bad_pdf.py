"""A PDF that cannot be read says why and what to do, within bounds on time and memory."""

import io
import zlib

import pypdf
import pytest
import typst

from layout_files import PAGE, write_pdf
from tertius.errors import TertiusError
from tertius.intake.documents.layout import printed
from tertius.intake.documents.layout.pdf import read_pdf

AGAIN = "Open it in a PDF viewer, print it into a new PDF and read that."
OCR = "Run a text recognition (OCR) over it first, for example with OCRmyPDF, and read what that makes."
STOPPED = (
    "FILE cannot be read: the PDF reader stopped on page 1, "
    f"out of memory, out of time or at a fault in the file. {AGAIN}"
)


def refusal(path):
    with pytest.raises(TertiusError) as caught:
        read_pdf(path)
    return str(caught.value).replace(str(path), "FILE")


def write(tmp_path, data):
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return path


def made(*objects, trailer=b"/Root 1 0 R"):
    """A PDF of objects, numbered from 1."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    begin = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, begin)
    )
    return out.getvalue()


def one_page(content, resources=b"/Font<</F 5 0 R>>", size=b"[0 0 300 300]", *, packed=False):
    """A PDF of one page with a stream of drawing commands, packed."""
    packed = content if packed else zlib.compress(content, 9)
    return made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<<%s>>>>"
        % (size, resources),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def test_locked(tmp_path):
    """A PDF that is locked with a password says so."""
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf", PAGE + "Text."))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "paper.pdf")
    assert refusal(tmp_path / "paper.pdf") == (
        "FILE is locked with a password. Save it without one and read that."
    )


def test_locked_against_changes_alone(tmp_path):
    """A PDF that opens without a password is read, whatever else it forbids."""
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf", PAGE + "Text."))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(tmp_path / "paper.pdf")
    assert read_pdf(tmp_path / "paper.pdf").blocks[0].text == "Text."


def test_not_there(tmp_path):
    """A file that is not there, and a folder, are named as such."""
    assert refusal(tmp_path / "none.pdf") == "FILE is not a file. Name a PDF file."
    assert refusal(tmp_path) == "FILE is not a file. Name a PDF file."


def test_no_pdf(tmp_path):
    """A file that is something else is refused."""
    assert (
        refusal(write(tmp_path, b"PK\x03\x04 and more"))
        == "FILE is no PDF: it does not begin as one."
    )


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_cut_off(tmp_path, share):
    """A PDF whose end is missing is read with a warning, or refused with the reason."""
    data = write_pdf(tmp_path / "whole.pdf", PAGE + "#lorem(2000)").read_bytes()
    path = write(tmp_path, data[: int(len(data) * share)])
    try:
        draft = read_pdf(path)
    except TertiusError as error:
        said = str(error).replace(str(path), "FILE")
        assert said in (
            "FILE is cut off or damaged: its end is missing. Get the file again.",
            f"FILE is damaged: none of its pages can be read. {AGAIN}",
        )
    else:
        assert draft.warnings[0] == (
            "The end of the file is missing: it is cut off or damaged, and pages may be lost."
        )


def test_damaged(tmp_path):
    """Letters that only begin as a PDF are refused."""
    assert refusal(write(tmp_path, b"%PDF-1.7\n" + b"x" * 5000 + b"%%EOF")) == (
        f"FILE is damaged and cannot be read as a PDF. {AGAIN}"
    )


def test_scanned(tmp_path):
    """A PDF without any text names text recognition as the way."""
    path = write_pdf(
        tmp_path / "paper.pdf",
        '#set page(paper: "a5")\n#rect(width: 50pt)\n#pagebreak()\n#circle()',
    )
    assert refusal(path) == f"FILE has no text on its 2 pages: it is probably scanned. {OCR}"


def test_some_pages_are_scanned(tmp_path):
    """Pages without text are named in a warning."""
    path = write_pdf(
        tmp_path / "paper.pdf",
        '#set page(paper: "a5")\nText.\n#pagebreak()\n#circle()\n#pagebreak()\nMore.',
    )
    assert read_pdf(path).warnings == (f"Page 2 has no text: empty, or scanned. {OCR}",)


def test_too_many_pages(tmp_path):
    """A PDF that has more pages than anybody reads is refused before they are opened."""
    kids = b"3 0 R " * 4000
    data = made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 4000>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    assert refusal(write(tmp_path, data)) == (
        "FILE has 4,000 pages; the limit is 3,000. Take the chapter that you need out of it."
    )


def test_claims_of_endless_pages(tmp_path):
    """A page count that the file only claims ends in a refusal."""
    data = made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    assert refusal(write(tmp_path, data)).startswith("FILE ")


def test_huge_page(tmp_path):
    """A page of absurd size is read as any other."""
    data = one_page(b"BT /F 12 Tf 50 50 Td (Text here.) Tj ET", size=b"[0 0 1e9 1e9]")
    assert read_pdf(write(tmp_path, data)).blocks[0].text == "Text here."


def test_pages_that_are_their_own_parents(tmp_path):
    """A tree of pages that leads back to itself ends."""
    data = made(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    assert (
        refusal(write(tmp_path, data)) == f"FILE is damaged: none of its pages can be read. {AGAIN}"
    )


def test_table_of_places_that_leads_back_to_itself(tmp_path):
    """A cross-reference table whose predecessor is itself ends."""
    data = made(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    place = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    looped = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)
    assert (
        refusal(write(tmp_path, looped)) == f"FILE is damaged and cannot be read as a PDF. {AGAIN}"
    )


def test_deep_nesting(tmp_path):
    """Objects nested without end are no way to bring the program down."""
    data = made(
        b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 300_000 + b">>",
        b"<</Type/Pages/Kids[]/Count 0>>",
    )
    assert refusal(write(tmp_path, data)).startswith("FILE ")


def test_forms_that_draw_themselves(tmp_path, monkeypatch):
    """A form that draws itself ends at the bound on memory, however busy the machine, with a message."""
    monkeypatch.setattr(printed, "MEMORY", 256 * 2**20)
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 29>>stream\n/X Do /X Do /X Do /X Do /X Do\nendstream"
    data = made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>>>",
        b"<</Length 45>>stream\n/X Do BT /F 12 Tf 50 50 Td (Text here.) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        form,
    )
    assert refusal(write(tmp_path, data)) == STOPPED


def test_bomb(tmp_path, monkeypatch):
    """A stream that unpacks to more than there is room for ends with a message."""
    monkeypatch.setattr(printed, "MEMORY", 256 * 2**20)
    packer = zlib.compressobj(1)
    spaces = b" " * 2**20
    packed = b"".join(packer.compress(spaces) for _ in range(400)) + packer.flush()
    data = one_page(packed, packed=True)
    assert refusal(write(tmp_path, data)) in (
        f"FILE has no text on its 1 page: it is probably scanned. {OCR}",
        STOPPED,
    )


def test_too_many_letters(tmp_path, monkeypatch):
    """More letters than a library has are refused."""
    monkeypatch.setattr(printed, "MOST_LETTERS", 1000)
    path = write_pdf(tmp_path / "paper.pdf", PAGE + "#lorem(500)")
    assert (
        refusal(path)
        == "FILE has more than 1,000 letters, the limit. Take the chapter that you need out of it."
    )


def test_too_slow(tmp_path, monkeypatch):
    """A file that takes too long is given up."""
    monkeypatch.setattr(printed, "SECONDS", 0.05)
    monkeypatch.setattr(printed, "PATIENCE", 1)
    path = write_pdf(tmp_path / "paper.pdf", PAGE + "#lorem(500)")
    assert refusal(path) == f"FILE was not read within 0.05 seconds, the limit. {AGAIN}"


def test_too_large(tmp_path, monkeypatch):
    """A file that is larger than any paper is refused unread."""
    monkeypatch.setattr(printed, "LARGEST_FILE", 2**20)
    assert refusal(write(tmp_path, b"%PDF-" + b" " * 2**20)) == (
        "FILE is larger than 1 MiB, the limit. Take the chapter that you need out of it."
    )


def test_a_crash_is_a_message(tmp_path, monkeypatch):
    """Where the reader itself comes down, there is a message and no traceback."""
    monkeypatch.setattr(printed, "MEMORY", 2**20)
    path = write_pdf(tmp_path / "paper.pdf", PAGE + "Text.")
    assert refusal(path) == (
        "FILE cannot be read: the PDF reader stopped before its first page, "
        f"out of memory, out of time or at a fault in the file. {AGAIN}"
    )


MUTE = """#set page(width: 15cm, height: 21cm)
= A paper on loans
The bank lent.#footnote[Jane Doe, _Loans_, London: Press, 2014, p. 12.]
It was paid.#footnote[John Roe, Rails, London: Press, 2015, p. 3.]
"""


def without_map(path, which):
    """Set a paper in fonts of which some do not say which letters their shapes are."""
    writer = pypdf.PdfWriter()
    writer.append(pypdf.PdfReader(io.BytesIO(typst.compile(MUTE.encode()))))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():
            if which in font.get_object()["/BaseFont"]:
                del font.get_object()["/ToUnicode"]
    writer.write(path)


def test_fonts_without_a_map_to_unicode(tmp_path):
    """Where no font names its letters there is nothing to read, and none is made up of their numbers."""
    path = tmp_path / "mute.pdf"
    without_map(path, "")
    with pytest.raises(
        TertiusError, match=r"has no letter that can be read: .* ocrmypdf --force-ocr"
    ):
        read_pdf(path)


def test_a_note_with_a_font_without_a_map_is_not_whole(tmp_path):
    """Letters that cannot be read are counted and shown as such, and cost the notes in which they stand."""
    path = tmp_path / "mute.pdf"
    without_map(path, "Italic")
    draft = read_pdf(path)
    first, second = draft.notes
    assert (first.complete, first.doubt) == (False, "some of its letters cannot be read")
    assert first.text == "Jane Doe, \ufffd, London: Press, 2014, p. 12."
    assert (second.complete, second.text) == (True, "John Roe, Rails, London: Press, 2015, p. 3.")
    (said,) = draft.warnings
    assert said.startswith("Page 1 has 5 letters that cannot be read, shown as \ufffd: ")


DOUBLED = """#set page(width: 15cm, height: 12cm)
#set text(size: 10pt)
One#super[1] two#super[2] three#super[2] four#super[3].
#v(1fr)
#line(length: 4cm)
#set text(size: 8pt)
#super[1] Jane Doe, Loans, London: Press, 2014, p. 12.

#super[2] John Roe, Rails, London: Press, 2015, p. 3.

#super[2] Ann Poe, Roads, London: Press, 2016, p. 4.

#super[3] Bob Moe, Ports, London: Press, 2017, p. 5.
"""


def test_a_number_that_stands_twice(tmp_path):
    """Of two notes with one number none is called whole, and the others are."""
    path = tmp_path / "doubled.pdf"
    path.write_bytes(typst.compile(DOUBLED.encode()))
    notes = read_pdf(path).notes
    assert [note.number for note in notes] == [1, 2, 2, 3]
    assert [note.complete for note in notes] == [True, False, False, True]
