"""Text as messages and pages quote it."""


def shorten(text: str, length: int = 80) -> str:
    """Return the text, cut where it is too long to quote."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= length else f"{clean[:length]}…"


def several(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, which stands in the singular where there is one; `many` where an s makes no plural."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
