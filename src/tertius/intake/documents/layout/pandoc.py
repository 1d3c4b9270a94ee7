"""Reads DOCX and HTML: their own notes, and notes of web pages that are written as links."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from tertius.errors import TertiusError
from tertius.intake.documents.layout.archive import safe_docx
from tertius.intake.documents.layout.inlines import Node, plain_text
from tertius.intake.documents.layout.linked import Links, find_links
from tertius.intake.documents.layout.signs import Signs
from tertius.intake.documents.layout.tree import TreeReader
from tertius.intake.documents.layout.typed import lift_typed
from tertius.intake.documents.layout.webparts import read_parted
from tertius.intake.documents.layout.word import prepare
from tertius.intake.documents.paper import Block, Draft
from tertius.sandbox import pandoc

MOST_NAMED = 12
"""How many notes one warning names."""
LARGEST_PAGE = 24 * 2**20
"""Bytes of a web page; a larger one is refused before pandoc is given it."""
SECONDS = 300
"""How long all parts of a web page may take on a busy machine."""
DECLARED = re.compile(
    rb"<meta[^<>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOST_NAME = re.compile(
    r"<(?:p|sup|small|td|dt|dd|blockquote)\s[^<>]{0,1000}?\bid\s?=\s?(?:\"([^\"<>]{1,200})\"|'([^'<>]{1,200})'|([^\s\"'<>]{1,200}))[^<>]{0,1000}>",
    re.IGNORECASE,
)
OWN_NOTES = re.compile(r"\brole\s?=(?=\s?[\"']?doc-)|\bepub:type\s?=", re.IGNORECASE)
"""By these pandoc knows notes, and drops those that nothing calls; read as links, all are kept."""

ASIDE = re.compile(r"<(/?)aside(?=[\s>])", re.IGNORECASE)
"""Notes of an EPUB's chapter are asides, whose names pandoc forgets; those of a division it keeps."""


def read_docx(path: Path) -> Draft:
    """What a Word file says, as blocks and notes. Raises TertiusError where it cannot be read."""
    prepared = prepare(path, safe_docx(path))
    return _draft(path, _tree(path, "docx", prepared.data), Links(), (), prepared.signs)


def read_html(path: Path) -> Draft:
    """What a web page says, as blocks and notes. Nothing in it is run or fetched.

    Raises TertiusError where it cannot be read.
    """
    text, warnings = _decoded(_bytes(path))
    text = ASIDE.sub(r"<\1div", OWN_NOTES.sub("data-role=", text))
    named = LOST_NAME.sub(
        lambda tag: f'{tag[0]}<span id="{tag[1] or tag[2] or tag[3]}"></span>', text
    )
    until = monotonic() + SECONDS

    def read(part: str) -> dict[str, Any]:
        left = min(pandoc.SECONDS, max(1.0, until - monotonic()))
        return _tree(path, "html", part.encode("utf-8", "replace"), seconds=left)

    tree = read_parted(named, read)
    try:
        links = find_links(tree["blocks"])
    except RecursionError:
        raise TertiusError(f"{path} is nested too deeply to be read.") from None
    return _draft(path, tree, links, warnings, Signs())


def _tree(
    path: Path, language: str, data: bytes, seconds: float = pandoc.SECONDS
) -> dict[str, Any]:
    try:
        told = pandoc.run(["--from", language, "--to", "json"], data, seconds=seconds)
        tree: dict[str, Any] = json.loads(told)
    except pandoc.PandocError as error:
        raise TertiusError(f"{path} cannot be read: {error}") from None
    except RecursionError:
        raise TertiusError(f"{path} is nested too deeply to be read.") from None
    return tree


def _draft(
    path: Path, tree: dict[str, Any], links: Links, warnings: Sequence[str], signs: Signs
) -> Draft:
    reader = TreeReader(links, signs=signs)
    try:
        reader.read(tree["blocks"])
        named = _meta_title(tree["meta"].get("title"))
    except RecursionError:
        raise TertiusError(f"{path} is nested too deeply to be read.") from None
    if not reader.blocks:
        raise TertiusError(f"{path} has no text.")
    found, notes, placed = reader.blocks, reader.notes, reader.placed
    if not notes:
        by_hand = TreeReader(links, signs=signs, typed=True)
        by_hand.read(tree["blocks"])
        typed = lift_typed(by_hand)
        if typed is not None:
            found, notes, placed = typed.blocks, typed.notes, typed.placed
    warnings = [*warnings, *_unread(reader)]
    title, blocks = _titled(named, found)
    return Draft(title, tuple(blocks), tuple(notes), tuple(warnings), placed=placed)


def _unread(reader: TreeReader) -> Iterator[str]:
    """Yield a sentence where the file calls notes that were not read."""
    unread = [shown.mark or str(shown.number) for shown in reader.unread]
    if unread:
        named = ", ".join(unread[:MOST_NAMED]) + (" …" if len(unread) > MOST_NAMED else "")
        yield (
            f"The file calls {len(reader.notes) + len(unread)} notes, and {len(reader.notes)} were read; not read: {named}."
            " They may stand in a drawing or an object of another program. Look for them in the word processor."
        )


def _meta_title(value: Node | None) -> str:
    if value is None:
        return ""
    if value["t"] == "MetaInlines":
        return " ".join(plain_text(value["c"]).split())
    return " ".join(str(value["c"]).split()) if value["t"] == "MetaString" else ""


def _titled(named: str, blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The title: what the file names so, or the one heading above all others; it is no section."""
    headings = [block for block in blocks if block.level]
    first = headings[0] if headings else None
    top = first is not None and all(block.level > first.level for block in headings[1:])
    if first is not None and named and _same(first.text, named):
        title: str | None = first.text
    elif any(map(str.isalnum, named)):
        return named, blocks
    elif first is not None and top:
        title = first.text
    else:
        return None, blocks
    if first is blocks[0] and not first.anchors:
        return title, blocks[1:]
    return title, blocks


def _same(heading: str, named: str) -> bool:
    """Whether a page's name is its heading, perhaps with the name of the site beside it."""
    return len(heading) > 2 and heading.casefold() in named.casefold()


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PAGE + 1)
    except OSError as error:
        raise TertiusError(f"{path} cannot be opened: {error.strerror}.") from None
    if len(data) > LARGEST_PAGE:
        raise TertiusError(
            f"{path} is larger than {LARGEST_PAGE // 2**20} MiB, the limit for a web page."
        )
    return data


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The letters of a page: as its first bytes say, as it declares, as UTF-8, or as Western European."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ()
    declared = DECLARED.search(data[:4096])
    said = declared[1].decode("ascii") if declared else ""
    for encoding in ("utf-8", said):
        if not encoding:
            continue
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    told = f"it says that it is {said}" if said else "it does not say what it is"
    return data.decode("cp1252", "replace"), (
        f"The letters are no UTF-8, and {told}; they were read as Western European (cp1252) and may be wrong.",
    )
