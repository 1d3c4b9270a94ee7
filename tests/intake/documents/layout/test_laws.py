"""What was written into a paper is read back from it, whatever its format."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from layout_files import (
    PAGE,
    PAPERS,
    as_markdown,
    as_typst,
    meant,
    told,
    write_by_pandoc,
    write_pdf,
)
from tertius.intake.documents.layout.pandoc import read_docx, read_html
from tertius.intake.documents.layout.pdf import read_pdf

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def read_back(made, name, write, read):
    with tempfile.TemporaryDirectory() as folder:
        return told(read(write(Path(folder) / name, made)))


@FEW
@given(PAPERS)
def test_pdf_reads_back(made):
    """A PDF in one column gives back its text, its notes and where their numbers stand."""
    assert read_back(made, "a.pdf", lambda p, m: write_pdf(p, as_typst(m)), read_pdf) == meant(made)


@FEW
@given(PAPERS)
def test_pdf_in_columns_reads_back(made):
    """A justified PDF in two columns with small indents does as well."""
    page = PAGE.replace("a5", "a4") + (
        "#set page(columns: 2)\n#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)\n"
    )
    write = lambda path, made: write_pdf(path, as_typst(made, page))
    assert read_back(made, "a.pdf", write, read_pdf) == meant(made)


@FEW
@given(PAPERS)
def test_docx_reads_back(made):
    """A Word file gives back its text, its notes and where their numbers stand."""
    write = lambda path, made: write_by_pandoc(path, as_markdown(made))
    assert read_back(made, "a.docx", write, read_docx) == meant(made)


@FEW
@given(PAPERS)
def test_html_reads_back(made):
    """A web page gives back its text, its notes and where their numbers stand."""
    write = lambda path, made: write_by_pandoc(path, as_markdown(made))
    assert read_back(made, "a.html", write, read_html) == meant(made)
