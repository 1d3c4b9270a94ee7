"""How Word counts and shows the notes of a file."""

from collections import Counter
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = {"f": "footnotePr", "e": "endnotePr"}
USUAL = {"f": "decimal", "e": "lowerRoman"}
"""How Word counts where a file does not say."""
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
SYMBOLS = "*†‡§"


class Numbering:
    """Counts the notes of a document, as its settings say."""

    def __init__(self, settings: Element | None) -> None:
        self._counts: Counter[str] = Counter()
        self._sections: dict[str, int] = {}
        self._style = dict(USUAL)
        self._start = {"f": 1, "e": 1}
        self._by_section = {"f": False, "e": False}
        for kind, name in KINDS.items():
            said = settings.find(f"{W}{name}") if settings is not None else None
            if said is not None:
                self._style[kind] = _value(said, "numFmt") or self._style[kind]
                start = _value(said, "numStart")
                self._start[kind] = int(start) if start.isdecimal() and len(start) < 5 else 1
                self._by_section[kind] = _value(said, "numRestart") == "eachSect"

    def next(self, kind: str, section: int) -> tuple[int, str]:
        """Return the number of the next note of a kind, and how Word writes it."""
        if self._by_section[kind] and self._sections.get(kind, section) != section:
            self._counts[kind] = 0
        self._sections[kind] = section
        self._counts[kind] += 1
        return self._counts[kind] + self._start[kind] - 1, self._style[kind]


def _value(said: Element, name: str) -> str:
    found = said.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def shown_as(number: int, style: str) -> str:
    """Return what Word shows for a number; nothing where it shows the number itself."""
    if style in ("lowerRoman", "upperRoman"):
        return _cased(_roman(number), style)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return _cased(letter, style)
    if style == "chicago":
        return SYMBOLS[(number - 1) % len(SYMBOLS)] * ((number - 1) // len(SYMBOLS) + 1)
    return ""


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    shown = ""
    for value, letters in ROMAN:
        while number >= value:
            shown += letters
            number -= value
    return shown
