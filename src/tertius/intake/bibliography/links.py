"""Addresses and DOIs of an entry, each one that leads somewhere: one by itself, without a line's break."""

import re
from typing import Any

from tertius.intake.bibliography.comparison import DOI

MACRO = re.compile(r"\\(?:url|path|nolinkurl|href)[ \t]{0,9}\{([^{}]*)\}")
ESCAPED = re.compile(
    r"\\([_%&#~$])(?:\{\})?|\{\\?([_%&#~])\}|\\text(?:ascii)?(tilde|underscore)(?:\{\}| )?|(\$\\sim\$)"
)
SPOKEN = {"tilde": "~", "underscore": "_"}
BROKEN = re.compile(r"[ \t]{0,99}[\r\n]\s{0,99}")
BETWEEN = re.compile(r"(?<=\S)\s{0,9}[;,|]?\s{1,9}(?=https?://)|;(?=https?://)")
BETWEEN_DOIS = re.compile(
    r"[\s;,]{1,9}(?:https?://(?:dx\.)?doi\.org/|doi:?\s{0,9})?(?=10\.\d{4})", re.IGNORECASE
)
BEHIND = ".,;"
"""What ends the sentence in which a DOI stood; none ends with it."""


def plain_link(text: str) -> str:
    r"""Return an address as a browser takes it, from one in LaTeX: without `\url`, escapes and line breaks."""
    told = MACRO.sub(r"\1", text)
    told = ESCAPED.sub(lambda found: found[1] or found[2] or SPOKEN.get(found[3] or "", "~"), told)
    return BROKEN.sub("", told.strip())


def mend_links(item: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with one address and one DOI; further ones are kept under `imported`."""
    told = dict(item)
    more: dict[str, list[str]] = {}
    if isinstance(item.get("URL"), str):
        first, *rest = BETWEEN.split(BROKEN.sub("", item["URL"].strip()))
        told["URL"] = first.strip()
        more |= {"URL": rest} if rest else {}
    if isinstance(item.get("DOI"), str):
        dois = BETWEEN_DOIS.split(DOI.sub("", item["DOI"].strip()))
        first, *rest = [plain_doi(one) for one in dois]
        told["DOI"] = first
        more |= {"DOI": rest} if rest else {}
    if more:
        imported = item.get("imported")
        told["imported"] = {**(imported if isinstance(imported, dict) else {}), "more": more}
    return told


def plain_doi(text: str) -> str:
    """Return a DOI without what programs write before it and sentences behind it."""
    return DOI.sub("", text.strip()).rstrip(BEHIND)
