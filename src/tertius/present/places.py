"""Where the words of a claim stand: the page of a file on the web, or in somebody's Zotero."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from tertius.evidence.source import Source
from tertius.language.told import gettext

PAGE = re.compile(r"(?<!\w)(?:pages?|pp?\.|Seiten?|S\.|str\.|стр\.|с\.) ?([0-9]{1,5})(?![0-9])")
"""How a locator names a page; of several the first counts."""

ITEM = re.compile(
    r"zotero://(?P<verb>select|open(?:-pdf)?)/(?P<where>library|groups/[0-9]{1,12})/items/(?P<key>[A-Z0-9]{8})(?![A-Z0-9])"
    r"|https?://(?:www\.)?zotero\.org/(?P<whose>users/(?:local/)?\w{1,20}|groups/[0-9]{1,12})/items/(?P<item>[A-Z0-9]{8})(?![A-Z0-9])"
)
"""How Zotero names an item, or a file of one: in its exports, and in links that people copy from it."""

WEB = ("http", "https")


@dataclass(frozen=True)
class Link:
    """Hold where a link leads, and what it says of that."""

    address: str
    text: str


def page_in(locator: str | None) -> int | None:
    """Return the page that a locator names: 12 of `p. 12` and `page 12`; None where it names none."""
    found = PAGE.search(locator or "")
    return int(found[1]) if found else None


def item_link(source: Source) -> Link | None:
    """Return the link to an entry in Zotero, which knows it by the key of its export; None where it has none."""
    return next(
        (
            Link(f"zotero://select/{where}/items/{key}", gettext("in Zotero"))
            for where, key, is_file in _items(source)
            if not is_file
        ),
        None,
    )


def page_links(source: Source, locator: str | None) -> tuple[Link, ...]:
    """Return the links to the page that a locator names, in the source's file in Zotero and on the web.

    Only addresses made here come back: of Zotero's own form, and of the web where it is a PDF's.
    """
    page = page_in(locator)
    if page is None:
        return ()
    return tuple(_to_page(source, page))


def _to_page(source: Source, page: int) -> Iterator[Link]:
    files = [(where, key) for where, key, is_file in _items(source) if is_file]
    for where, key in files[:1]:
        yield Link(
            f"zotero://open-pdf/{where}/items/{key}?page={page}",
            gettext("page {page} in Zotero", page=str(page)),
        )
    address = urldefrag(source.url or "").url
    if _is_pdf(address) and not re.search(r"[\s<>\"']", address):
        yield Link(f"{address}#page={page}", gettext("page {page} of the PDF", page=str(page)))


def _is_pdf(address: str) -> bool:
    """Return whether an address is that of a PDF on the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in WEB and bool(parts.netloc) and parts.path.lower().endswith(".pdf")


def _items(source: Source) -> Iterator[tuple[str, str, bool]]:
    """Yield library, key and whether it is a file, for all that an entry says of Zotero."""
    extra = source.model_extra or {}
    imported = extra.get("imported")
    replaced = imported.get("id") if isinstance(imported, dict) else None
    said = [source.id, source.url, replaced, extra.get("attachment"), extra.get("note")]
    for text in said:
        for found in ITEM.finditer(text if isinstance(text, str) else ""):
            if found["key"]:
                yield found["where"], found["key"], found["verb"] != "select"
            else:
                whose = found["whose"]
                yield (whose if whose.startswith("groups/") else "library"), found["item"], False
