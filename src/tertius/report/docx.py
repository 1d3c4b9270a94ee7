"""The report as a Word document, in styles that whoever opens it can change in one place."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tertius.report.tree import LAST_PAGE, Node, rewrite
from tertius.sandbox import pandoc

SERIF = "Georgia"
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every part of the file: the first that a zip file can hold, so that one case makes the same bytes each time."""


def _line(before: int, after: int, more: str = "", spacing: int = 0) -> str:
    """Return the paragraph part of a style: space in points before and after, and line spacing in 240ths."""
    line = f' w:line="{spacing}" w:lineRule="auto"' if spacing else ""
    return (
        f'<w:pPr>{more}<w:spacing w:before="{before * 20}" w:after="{after * 20}"{line}/></w:pPr>'
    )


def _run(size: float, more: str = "", font: str = SERIF) -> str:
    """Return the letter part of a style: size in points, with what else it says."""
    half = round(size * 2)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    return f'<w:rPr>{fonts}{more}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
FAINT = '<w:color w:val="58616D"/>'
INK = '<w:color w:val="1D232B"/>'
KEEP = "<w:keepNext/><w:keepLines/>"

STYLES: Mapping[str, tuple[str, str]] = {
    "Normal": (_line(0, 0, spacing=276), _run(10.5)),
    "BodyText": (_line(0, 8, spacing=288), _run(10.5)),
    "FirstParagraph": (_line(0, 8, spacing=288), _run(10.5)),
    "Compact": (_line(1, 3, spacing=264), _run(10.5)),
    "Title": (_line(24, 6, KEEP), _run(24, BOLD + INK)),
    "Subtitle": (_line(0, 10, KEEP), _run(14, FAINT)),
    "Author": (_line(4, 2, KEEP), _run(11, INK)),
    "Date": (_line(0, 18, KEEP), _run(10, FAINT)),
    "FootnoteText": (_line(0, 2, spacing=240), _run(8.5)),
    "Caption": (_line(8, 4, KEEP), _run(9.5, BOLD + INK)),
    "TableCaption": (_line(12, 4, KEEP), _run(9.5, BOLD + INK)),
    "ImageCaption": (_line(4, 4, KEEP), _run(9.5, BOLD + INK)),
    "Bibliography": (
        '<w:pPr><w:spacing w:before="0" w:after="100"/><w:ind w:left="360" w:hanging="360"/></w:pPr>',
        _run(9.5),
    ),
    "BlockText": (
        '<w:pPr><w:spacing w:before="100" w:after="160"/><w:ind w:left="480" w:right="480"/></w:pPr>',
        _run(10.5),
    ),
    "Heading1": (
        _line(24, 8, f"{KEEP}", 0).replace("</w:pPr>", '<w:outlineLvl w:val="0"/></w:pPr>'),
        _run(16, BOLD + INK),
    ),
    "Heading2": (
        _line(16, 6, f"{KEEP}", 0).replace("</w:pPr>", '<w:outlineLvl w:val="1"/></w:pPr>'),
        _run(12.5, BOLD + INK),
    ),
    "Heading3": (
        _line(12, 4, f"{KEEP}", 0).replace("</w:pPr>", '<w:outlineLvl w:val="2"/></w:pPr>'),
        _run(11, ITALIC + INK),
    ),
}
"""The look of each style: its paragraphs and its letters."""

OWN = f"""<w:style w:type="paragraph" w:customStyle="1" w:styleId="Sources">
<w:name w:val="Sources"/><w:basedOn w:val="BodyText"/>
{_line(2, 14)}{_run(8.5, FAINT)}</w:style>"""

FOOTER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    f'<w:r>{_run(8.5, FAINT)}<w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r>{_run(8.5, FAINT)}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    f'<w:r>{_run(8.5, FAINT)}<w:fldChar w:fldCharType="separate"/></w:r>'
    f"<w:r>{_run(8.5, FAINT)}<w:t>1</w:t></w:r>"
    f'<w:r>{_run(8.5, FAINT)}<w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
SECTION = (
    '<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<w:footerReference w:type="default" r:id="rIdFooter1"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1530" w:right="1530" w:bottom="1530" w:left="1530" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr>"
)
FOOTER_LINK = (
    '<Relationship Id="rIdFooter1" Target="footer1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"/>'
)
FOOTER_TYPE = (
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
)


def write_docx(meta: dict[str, Any], blocks: Sequence[Any], folder: Path) -> bytes:
    """Return the report as a Word document; the same bytes for the same report."""
    (folder / "reference.docx").write_bytes(_reference())
    arguments = ["--from", "json", "--to", "docx", "--standalone", "--output", "-"]
    data = pandoc.run(
        [*arguments, "--reference-doc", "reference.docx"],
        pandoc.document(meta, blocks),
        folder=folder,
    )
    return _rezipped(data)


def styled(blocks: Iterable[Node]) -> list[Node]:
    """Return the blocks with the styles that Word shall set them in."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] == "Header" and node["c"][1][0] == LAST_PAGE:
            return [{"t": "RawBlock", "c": ["openxml", PAGE_BREAK]}, node]
        if node["t"] != "Div":
            return None
        (name, classes, _), inner = node["c"]
        style = {"sources": "Sources", "source": "Bibliography"}.get(classes[0] if classes else "")
        if not style:
            return None
        return [{"t": "Div", "c": [[name, [], [["custom-style", style]]], list(inner)]}]

    return list(rewrite(list(blocks), replace))


@cache
def _reference() -> bytes:
    """Return pandoc's own reference document with our styles, an A4 page and page numbers."""
    plain = pandoc.run(["--print-default-data-file", "reference.docx"], b"")
    parts = _parts(plain)
    styles = parts["word/styles.xml"].decode("utf-8")
    for name, (lines, letters) in STYLES.items():
        styles = _with_style(styles, name, lines, letters)
    parts["word/styles.xml"] = styles.replace("</w:styles>", f"{OWN}</w:styles>").encode("utf-8")
    body = parts["word/document.xml"].decode("utf-8")
    body = re.sub(r"<w:sectPr.*?</w:sectPr>|<w:sectPr\s*/>", SECTION, body, flags=re.DOTALL)
    parts["word/document.xml"] = body.encode("utf-8")
    parts["word/footer1.xml"] = FOOTER.encode("utf-8")
    for name, end, more in (
        ("word/_rels/document.xml.rels", "</Relationships>", FOOTER_LINK),
        ("[Content_Types].xml", "</Types>", FOOTER_TYPE),
    ):
        text = parts[name].decode("utf-8")
        parts[name] = text.replace(end, f"{more}{end}").encode("utf-8")
    return _zipped(parts)


def _with_style(styles: str, name: str, lines: str, letters: str) -> str:
    """Return the style sheet with one style's look in place of its own."""

    def changed(match: re.Match[str]) -> str:
        whole = re.sub(r"<w:pPr\s*/>|<w:rPr\s*/>", "", match.group())
        whole = re.sub(r"<w:pPr>.*?</w:pPr>|<w:rPr>.*?</w:rPr>", "", whole, flags=re.DOTALL)
        return whole.replace("</w:style>", f"{lines}{letters}</w:style>")

    pattern = rf'<w:style\b[^>]*w:styleId="{name}".*?</w:style>'
    return re.sub(pattern, changed, styles, count=1, flags=re.DOTALL)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _rezipped(data: bytes) -> bytes:
    """Return the same document with every date in it and in its archive set to a fixed one."""
    parts = _parts(data)
    core = parts["docProps/core.xml"].decode("utf-8")
    core = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "1980-01-01T00:00:00Z", core)
    parts["docProps/core.xml"] = core.encode("utf-8")
    body = parts["word/document.xml"].decode("utf-8")
    parts["word/document.xml"] = kept_together(body).encode("utf-8")
    return _zipped(parts)


SOURCED = re.compile(
    r'<w:tbl>(?:(?!</w:tbl>).)*</w:tbl>(?=\s*<w:p><w:pPr><w:pStyle w:val="Sources")', re.DOTALL
)
ROW = re.compile(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", re.DOTALL)
PARAGRAPH = re.compile(r'<w:p>(?:<w:pPr>(<w:pStyle w:val="\w+" ?/>)?)?')
# Some twenty lines are less than half a page: a longer table may break, and its last two rows stay with its sources.
SHORT = 20


def kept_together(body: str) -> str:
    """Return the text of a Word document in which a table is not parted from the line of its sources.

    Word keeps a paragraph with the next one where it says so, and a row where its paragraphs do.
    """
    return SOURCED.sub(_kept_with_next, body)


def _kept_with_next(table: re.Match[str]) -> str:
    text = table.group()
    rows = list(ROW.finditer(text))
    first = 0 if len(rows) <= SHORT else len(rows) - 2
    begin = rows[first].start() if rows else len(text)
    return text[:begin] + PARAGRAPH.sub(_keeping, text[begin:])


def _keeping(paragraph: re.Match[str]) -> str:
    end = "" if paragraph.group().startswith("<w:p><w:pPr>") else "</w:pPr>"
    return f"<w:p><w:pPr>{paragraph[1] or ''}<w:keepNext/>{end}"
