"""Headings in plain text, which has no markup for them: short lines in title case that no full stop ends."""

import re

from tertius.intake.documents.plain.lines import finished

_LONGEST = 110
"""Letters of a heading; a longer line is text."""
_WORDS = re.compile(r"[^\W_][^\s]{0,60}")
_NUMBERED = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2}){0,4})\.?|([IVXLC]{1,7})\.|(?:Chapter|Part|Section|Glava|Глава)\s+\w{1,8}[.:]?)\s+\S"
)
_ENDS = tuple(".,;:…!-–—/")
_SMALL = 4
"""Letters of words that title case may leave small, such as with and from; longer ones decide."""


def looks_like_heading(text: str) -> bool:
    """Whether a line is written as a heading is: short, in title case, with nothing that ends or continues a sentence."""
    if len(text) > _LONGEST or text.endswith(_ENDS) or "://" in text or not text[:1].isalnum():
        return False
    if finished(text) and not text.endswith("?"):
        return False
    words = _WORDS.findall(text)
    large = [word for word in words if len(word) > _SMALL and word[0].isalpha()]
    if not words or len(words) > 14 or not any(word[:1].isupper() for word in words):
        return False
    capitals = all(word[0].isupper() for word in large)
    if not words[0][0].isupper() and not words[0][0].isdigit():
        return False
    if words[0][0].isdigit() and not _NUMBERED.match(text):
        return False
    return capitals and (bool(large) or len(words) <= 3)


def could_be_heading(text: str) -> bool:
    """Whether a line that stands alone between empty lines may be a heading in sentence case."""
    return (
        len(text) <= 60
        and text[:1].isupper()
        and not finished(text)
        and not text.endswith((*_ENDS, "?", "’", "”", ")"))
        and any(letter.isalpha() for letter in text)
    )


def numbered_depth(text: str) -> int | None:
    """The depth that the number of a heading says: 1 for ``II. Title``, 2 for ``2.3 Title``; None without one."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    return match[1].count(".") + 1 if match[1] else 1
