"""The PDF of an entry in somebody's Zotero, by the key of its folder: the path names a machine and is not kept."""

import re

STORED = re.compile(r"[\\/]storage[\\/]+([A-Z0-9]{8})[\\/]+[^{}\n;]{1,300}?\.(?i:pdf)(?![\w.])")


def attachment(text: str) -> str | None:
    """Return the address under which Zotero opens the first PDF whose path stands in a text; None without one."""
    found = STORED.search(text)
    return f"zotero://open-pdf/library/items/{found[1]}" if found else None
