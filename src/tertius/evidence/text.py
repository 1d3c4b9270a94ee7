"""Text as messages and pages quote it."""


def shorten(text: str, length: int = 80) -> str:
    """Return the text, cut where it is too long to quote."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= length else f"{clean[:length]}…"
