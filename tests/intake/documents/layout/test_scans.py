"""Scanned papers: read where OCRmyPDF is installed, refused with the way where it is not."""

import stat
import sys

import pytest
import typst

from tertius.errors import TertiusError
from tertius.intake.documents.layout.pdf import read_pdf
from tertius.sandbox import ocr

SCAN = '#set page(paper: "a5")\n#rect(width: 50pt)'


@pytest.fixture
def scan(tmp_path):
    """A page without text."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(typst.compile(SCAN.encode()))
    return path


def stand_in(tmp_path, monkeypatch, source):
    """Put a program in the place of OCRmyPDF; it is given the arguments that OCRmyPDF would be."""
    program = tmp_path / "ocrmypdf"
    program.write_text(f"#!{sys.executable}\nimport sys\n{source}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ocr, "program", lambda: str(program))


def test_a_scan_is_recognised(tmp_path, monkeypatch, scan):
    """Pages without text are given to OCRmyPDF, with the languages that are named, and a warning says so."""
    made = tmp_path / "made.pdf"
    made.write_bytes(typst.compile(b'#set page(paper: "a5")\nRecognised.#footnote[A note.]'))
    stand_in(
        tmp_path,
        monkeypatch,
        f"assert '--skip-text' in sys.argv and 'srp+eng' in sys.argv\nopen(sys.argv[-1], 'wb').write(open({str(made)!r}, 'rb').read())",
    )
    monkeypatch.setenv(ocr.LANGUAGES, "srp+eng")
    draft = read_pdf(scan)
    assert draft.blocks[0].text == "Recognised." and draft.notes[0].text == "A note."
    assert draft.warnings == (
        "Page 1 is scanned: its text was recognised by OCRmyPDF and may be wrong, numbers of notes above all. Compare it with the scan.",
    )


def test_a_scan_that_cannot_be_recognised(tmp_path, monkeypatch, scan):
    """What OCRmyPDF complains of is part of the message."""
    stand_in(tmp_path, monkeypatch, "sys.exit('no language data')")
    with pytest.raises(
        TertiusError, match=r"probably scanned\. OCRmyPDF stopped: no language data"
    ):
        read_pdf(scan)


def test_a_program_that_does_not_end(tmp_path, monkeypatch, scan):
    """A recognition that takes too long is given up."""
    monkeypatch.setattr(ocr, "SECONDS", 0.2)
    stand_in(tmp_path, monkeypatch, "import time\ntime.sleep(60)")
    with pytest.raises(TertiusError, match="did not end within"):
        read_pdf(scan)


def test_without_the_program(monkeypatch, scan):
    """Where it is not installed a scan is refused, and the message names the way."""
    monkeypatch.setattr(ocr, "program", lambda: None)
    with pytest.raises(TertiusError, match=r"probably scanned\. Run a text recognition"):
        read_pdf(scan)
