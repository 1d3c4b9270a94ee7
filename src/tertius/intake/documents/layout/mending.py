"""Printed lines put together into running text: hyphens mended, links joined, ligatures undone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
SPACES = dict.fromkeys((0x09, 0x0A, 0x0D, 0xA0, 0x202F, *range(0x2000, 0x200B), 0x3000), " ")
NOTHING = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
CONTROLS = dict.fromkeys(n for n in (*range(32), *range(0x7F, 0xA0)) if n not in (2, 9, 10, 13))
LETTERS = {**CONTROLS, **LIGATURES, **SPACES, **NOTHING, 0x02: "\u00ad", 0x2010: "-"}

SOFT = "\u00ad"
END_HYPHEN = re.compile(r"([^\W\d_]{1,60})[-\u00ad]$")
FIRST_WORD = re.compile(r"[^\W\d_]{1,60}")
WORD = re.compile(r"[^\W\d_]+")
COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
FIRST_TOKEN = re.compile(r"\S{1,2000}")
ADDRESS = re.compile(r"(?:https?:|www\.|doi\.org|10\.\d{4,9}/)", re.IGNORECASE)
GOES_ON = tuple("/-_=?&%#~+:@")
SUSPENDED = frozenset(("and", "or", "to", "und", "oder", "i", "ili", "et", "ou"))
PREFIXES = frozenset(
    ("under", "over", "inter", "with", "fore", "counter", "through", "there", "where")
)
AFTER_ADDRESS = frozenset(
    ("accessed", "and", "in", "on", "see", "last", "retrieved", "visited", "the")
)


def clean(text: str) -> str:
    """Letters as they are typed: ligatures taken apart, spaces alike, controls gone."""
    return unicodedata.normalize("NFC", text.translate(LETTERS))


class Mender:
    """Knows the words and links of a document, and says how one line goes on in the next."""

    def __init__(self, lines: Iterable[str], links: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        self._compounds: Counter[str] = Counter()
        self._links = frozenset(link for link in links if len(link) > 8)
        broken = False
        for line in lines:
            text = line.lower()
            begin = 0
            if broken and (first := FIRST_WORD.match(text)):
                begin = first.end()
            cut = END_HYPHEN.search(text[-70:])
            broken = cut is not None
            end = len(text) - (len(cut[0]) if cut else 0)
            inner = text[begin:end].replace(SOFT, "")
            self._words.update(WORD.findall(inner))
            self._compounds.update(COMPOUND.findall(inner))

    def join(self, before: str, after: str) -> str:
        """Two lines as one text. Letters of the first are only ever taken from its end."""
        first = before.rstrip()
        second = after.lstrip()
        if not first or not second:
            return first + second
        return self.head(first, second) + second

    def head(self, before: str, after: str) -> str:
        """What stands before the next line once both are joined: with a space, or without a hyphen."""
        token = before[-2000:].rpartition(" ")[2]
        following = FIRST_TOKEN.match(after)
        if following and (start := ADDRESS.search(token)):
            if self._is_one_address(token[start.start() :], following[0]):
                return before[:-1] + "-" if before.endswith(SOFT) else before
            if not before.endswith(SOFT):
                return before + " "
        return self._hyphen(before, after)

    def _is_one_address(self, address: str, following: str) -> bool:
        """Whether a link at the end of a line goes on in the next one."""
        address = address.replace(SOFT, "-")
        whole = address + following.replace(SOFT, "-").rstrip(".,;:)]>’”\"'-")
        for link in self._links:
            if link.startswith(address) and len(link) > len(address):
                return link.startswith(whole[: len(link)]) or whole.startswith(link)
        if any(link.rstrip("/") == address.rstrip("/.,;)") for link in self._links):
            return False
        word = following.strip(".,;:()[]").lower()
        if following[0] in "([<‘“" or word in AFTER_ADDRESS:
            return False
        if address.endswith(GOES_ON):
            return True
        if address.endswith((".", ",", ";", ")", "]")):
            return address.endswith(".") and re.match(r"[a-z]{2,6}(?:/|\b)", following) is not None
        return any(mark in following[:-1] for mark in "/=_%&?") or following[0] in "./?&=-_%"

    def _hyphen(self, before: str, after: str) -> str:
        """The line with its space, or with its hyphen mended where the word is one."""
        broken = END_HYPHEN.search(before[-70:])
        going = FIRST_WORD.match(after)
        if broken is None:
            if before.endswith("–") and before[-2:-1].isdigit() and after[0].isdigit():
                return before
            if before.endswith(("-", SOFT)) and len(before) > 1 and before[-2].isalnum():
                return before.rstrip("-" + SOFT) + "-"
            return before + " "
        stem = before[:-1]
        if going is None:
            return f"{stem}-" if after[0].isdigit() else f"{stem}- "
        left, right = broken[1], going[0]
        if right.lower() in SUSPENDED:
            return f"{stem}- "
        whole = f"{left}{right}".lower()
        compound = f"{left}-{right}".lower()
        joined, hyphened = self._words[whole], self._compounds[compound]
        if joined or hyphened:
            return stem if joined >= hyphened else f"{stem}-"
        if right[0].isupper() and not (len(left) > 1 and left.isupper() and right.isupper()):
            return f"{stem}-"
        if self._are_words(left.lower(), right.lower()):
            return f"{stem}-"
        return stem

    def _are_words(self, left: str, right: str) -> bool:
        """Whether both sides of a hyphen are words of their own in this document."""
        return (
            len(left) > 3
            and len(right) > 3
            and left not in PREFIXES
            and self._words[left] > 1
            and self._words[right] > 1
        )
