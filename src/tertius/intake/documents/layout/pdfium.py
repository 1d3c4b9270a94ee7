"""Writes what stands on the pages of a PDF as lines of JSON. Run as a program of its own, never imported.

The library that reads PDFs is written in C, and a hostile file can make it hang or crash. So it
works in a child process, within bounds on memory and time that the child sets for itself.
It imports nothing of Tertius: what it needs to know stands in its arguments.
"""

import ctypes
import json
import math
import sys
from collections.abc import Callable
from typing import Any

RAISED = 0.2
"""A digit whose lower edge stands this share of its size above the line is a superscript."""
GAP = 0.7
"""A gap wider than this share of the size of the letters begins a new piece."""
SAME_LINE = 0.05
"""Letters whose lines differ by more than this share of their size stand on two."""
BACK = 2
"""A letter further left of the one before than so many times its size begins a new piece: it is no mark set over that."""
FAR = 3
"""From the beginning of one letter to that of the next; one that is further, in its sizes, begins a new piece."""
MARKS = frozenset(map(ord, "0123456789*†‡§"))
PLAIN_DIGITS = {0xB9: "1", 0xB2: "2", 0xB3: "3", 0x2070: "0"} | {
    0x2070 + n: str(n) for n in range(4, 10)
}
CORK = {
    0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl",
    0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»", 0x15: "–", 0x16: "—",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
"""What the places of TeX's text fonts hold, for files that do not say it themselves."""
LOST = "\ufffd"
"""Stands for letters of a font that does not say which letters its shapes are."""
TEX_MATHS = ("cmex", "cmsy", "cmmi", "cmbsy", "msam", "msbm", "lmmath", "stmary")
BOLD = ("bold", "black", "heavy", "semibold", "demi")
FORCE_BOLD = 0x40000
"""The flag by which a font says that it is bold, whatever its name is."""
LEANS = 5
"""Degrees by which a line of text may lean; letters on one that leans more, such as a stamp across the page, are left out."""
LONGEST_FONT = 200
"""Bytes of the name of a font that are looked at."""
LONGEST_LINK = 2_000
"""Bytes of an address; a longer one is left out, as if nothing were linked there."""
MOST_LINKS = 2_000
"""Links of one page that are read; the others are left out."""
MOST_OBJECTS = 200_000
"""Drawn objects of one page that are looked at for rules and pictures; its text is read whole."""


def limit(memory: int, seconds: int, written: int) -> None:
    """Bounds on this process: bytes of memory, seconds of work, bytes written."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("AS", memory), ("CPU", seconds), ("FSIZE", written), ("CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{kind}"), (most, most))
        except (ValueError, OSError, AttributeError):
            continue


def say(**told: Any) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps(told, ensure_ascii=True, separators=(",", ":")) + "\n")


def main(path: str, memory: str, seconds: str, written: str, pages: str, letters: str) -> None:
    """Write the pages of a file, or the reason why there are none."""
    limit(int(memory), int(seconds), int(written))
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadDocument(path.encode(), None)
    if not document:
        say(error=int(pdfium.FPDF_GetLastError()))
        return
    count = pdfium.FPDF_GetPageCount(document)
    say(pages=count, title=_title(pdfium, document))
    if count > int(pages):
        return
    left = int(letters)
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            say(page=number, damaged=True)
            continue
        text = pdfium.FPDFText_LoadPage(page)
        try:
            left -= max(pdfium.FPDFText_CountChars(text), 0) if text else 0
            if left < 0:
                say(page=number, letters=True)
                return
            say(**_page(pdfium, document, page, text, number))
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        sys.stdout.flush()
    say(end=True)


def _string(call: Any, *arguments: Any) -> str:
    """What a call of the library writes into a buffer as UTF-16, bounded."""
    length = min(call(*arguments, None, 0), 4_096)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    call(*arguments, buffer, length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


def _title(pdfium: Any, document: Any) -> str:
    return _string(pdfium.FPDF_GetMetaText, document, b"Title")


def _page(pdfium: Any, document: Any, page: Any, text: Any, number: int) -> dict[str, Any]:
    turned = pdfium.FPDFPage_GetRotation(page)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    upright = _upright(turned, width, height)
    objects = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    rules, pictures = _drawn(pdfium, page, objects, upright)
    pieces, lost = _pieces(pdfium, text, upright, turned) if text else ([], 0)
    return {
        "page": number,
        "label": _string(pdfium.FPDF_GetPageLabel, document, number)[:20],
        "size": [round(width, 1), round(height, 1)],
        "pieces": pieces,
        "lost": lost,
        "rules": rules,
        "pictures": pictures,
        "links": _links(pdfium, document, page, upright),
    }


def _upright(turned: int, width: float, height: float) -> Any:
    """Where a point of the page stands once the page is turned as it is shown."""
    return (
        lambda x, y: (x, y),
        lambda x, y: (y, height - x),
        lambda x, y: (width - x, height - y),
        lambda x, y: (width - y, x),
    )[turned % 4]


def _drawn(pdfium: Any, page: Any, objects: int, upright: Any) -> tuple[list[Any], int]:
    """The horizontal rules of a page, and how many pictures it has."""
    rules: list[Any] = []
    pictures = 0
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(objects):
        thing = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        pictures += kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides)):
            continue
        (x0, y0), (x1, y1) = (
            upright(sides[0].value, sides[1].value),
            upright(sides[2].value, sides[3].value),
        )
        if abs(y1 - y0) <= 2.5 and abs(x1 - x0) >= 20 and len(rules) < 200:
            rules.append([round(min(x0, x1), 1), round(max(x0, x1), 1), round((y0 + y1) / 2, 1)])
    return rules, pictures


def _links(pdfium: Any, document: Any, page: Any, upright: Any) -> list[list[Any]]:
    """The addresses that the page links to, each with its box: left, foot, right, head."""
    found: list[list[Any]] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while len(found) < MOST_LINKS and pdfium.FPDFLink_Enumerate(
        page, ctypes.byref(position), ctypes.byref(link)
    ):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < length <= LONGEST_LINK:
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            found.append([buffer.value.decode("utf-8", "replace"), *_box(pdfium, link, upright)])
    return found


def _box(pdfium: Any, link: Any, upright: Any) -> list[float]:
    """Where a link stands on the page; an empty box where the file does not say."""
    sides = pdfium.FS_RECTF()
    if not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(sides)):
        return [0.0] * 4
    xs, ys = zip(upright(sides.left, sides.bottom), upright(sides.right, sides.top), strict=True)
    edges = (min(xs), min(ys), max(xs), max(ys))
    if not all(map(math.isfinite, edges)):
        return [0.0] * 4
    return [round(edge, 1) for edge in edges]


class Runs:
    """Hold the runs of letters of a page that are whole, and the one that is being read."""

    def __init__(self, right_of: Callable[[int], float]) -> None:
        """Begin a page; `right_of` gives the right edge of a letter by its index."""
        self.whole: list[list[Any]] = []
        """Left, line, right, size, bold, raised and letters of each."""
        self._right_of = right_of
        self._letters: list[str] = []
        self._left = self._line = self._x = self._size = 0.0
        self._bold = self._raised = False
        self._last = -1
        self._space: float | None = None
        """Where the space behind the last letter began."""

    def breaks(self, x: float, y: float, size: float, *, bold: bool, raised: bool) -> bool:
        """Return whether a letter at a place and of a look belongs to no run that is being read."""
        return (
            self._last < 0
            or abs(y - self._line) > SAME_LINE * size
            or size != self._size
            or bold != self._bold
            or raised != self._raised
            or x < self._x - BACK * size
            or (self._space is not None and x - self._space > GAP * size)
            or x - self._x > FAR * size
        )

    def begin(self, x: float, y: float, size: float, *, bold: bool, raised: bool) -> None:
        """End the run that is being read, and begin another where a letter stands."""
        self.close()
        self._left, self._line, self._size = round(x, 1), round(y, 2), size
        self._bold, self._raised = bold, raised

    def extend(self, letters: str, x: float, index: int) -> None:
        """Add what the letter of an index and place stands for."""
        self._letters.append(letters)
        self._x, self._last, self._space = x, index, None

    def lose(self, x: float, index: int) -> None:
        """Add a letter of which nobody knows which it is; of several in a row one sign."""
        if self._letters[-1:] == [LOST]:
            self._letters.pop()
        self.extend(LOST, x, index)

    def leave(self, x: float) -> None:
        """Add a space that begins at a place: of several in a row the first, and none before a letter."""
        if self._last >= 0 and self._space is None:
            self._space = x
            self._letters.append(" ")

    def close(self) -> None:
        """End the run that is being read."""
        if self._last >= 0:
            right = round(max(self._right_of(self._last), self._left), 1)
            look = (self._size, self._bold, self._raised)
            self.whole.append([self._left, self._line, right, *look, "".join(self._letters)])
        self._letters, self._last, self._space = [], -1, None


def _pieces(pdfium: Any, text: Any, upright: Any, turned: int) -> tuple[list[list[Any]], int]:
    """Return the runs of letters of one size on one line: left, line, right, size, bold, raised, letters.

    And how many letters are of fonts that do not say which they are: each run of them is one LOST.
    """
    count = pdfium.FPDFText_CountChars(text)
    letter_at, object_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    origin, box = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox
    # Plain addresses: what is asked for each letter takes half as long where no pointer is made for it.
    object_at.restype = ctypes.c_void_p
    address, whole = ctypes.c_void_p, ctypes.c_int
    letter_at.argtypes = object_at.argtypes = (address, whole)
    origin.argtypes = (address, whole, address, address)
    handle = ctypes.cast(text, address).value
    x_, y_ = ctypes.c_double(), ctypes.c_double()
    at = (ctypes.addressof(x_), ctypes.addressof(y_))
    sides = [ctypes.c_double() for _ in range(4)]
    edges = tuple(map(ctypes.byref, sides))
    looks: dict[int, tuple[float, bool, bool, bool]] = {}
    last_object, look = 0, (0.0, False, False, False)
    lost = 0
    stands = turned % 4 == 0

    def corners(index: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return two corners of a letter's box that lie across from each other."""
        box(text, index, *edges)
        left, right, bottom, top = (side.value for side in sides)
        return upright(left, bottom), upright(right, top)

    runs = Runs(lambda index: max(x for x, _ in corners(index)))
    for index in range(count):
        code = letter_at(handle, index)
        if code in (0x0D, 0x0A) and pdfium.FPDFText_IsGenerated(text, index) != 0:
            runs.close()
            continue
        if code in (0x20, 0xA0, 0x09):
            origin(handle, index, *at)
            runs.leave(upright(x_.value, y_.value)[0])
            continue
        thing = object_at(handle, index) or 0
        if thing and thing != last_object:
            if thing not in looks:
                looks[thing] = _look(pdfium, text, index, turned)
            last_object, look = thing, looks[thing]
        size, bold, level, is_lost = look
        if not level or size <= 0:
            continue
        origin(handle, index, *at)
        x, y = (x_.value, y_.value) if stands else upright(x_.value, y_.value)
        raised = code in PLAIN_DIGITS or (
            code in MARKS and min(low for _, low in corners(index)) - y > RAISED * size
        )
        if runs.breaks(x, y, size, bold=bold, raised=raised):
            runs.begin(x, y, size, bold=bold, raised=raised)
        if is_lost:
            lost += 1
            runs.lose(x, index)
        else:
            runs.extend(_letters(pdfium, text, index, code), x, index)
    runs.close()
    return runs.whole, lost


def _letters(pdfium: Any, text: Any, index: int, code: int) -> str:
    """Return what the code of a letter stands for."""
    if code < 0x20 and code != 0x02:
        return _of_tex(pdfium, text, index, code)
    return PLAIN_DIGITS.get(code) or (chr(code) if code <= sys.maxunicode else "�")


def _of_tex(pdfium: Any, text: Any, index: int, code: int) -> str:
    """The letters at a place of one of TeX's text fonts; nothing for its fonts for formulas."""
    name = ctypes.create_string_buffer(LONGEST_FONT)
    pdfium.FPDFText_GetFontInfo(text, index, name, LONGEST_FONT, None)
    said = name.value.decode("latin-1").lower()
    return "" if any(font in said for font in TEX_MATHS) else CORK.get(code, "")


def _look(pdfium: Any, text: Any, index: int, turned: int) -> tuple[float, bool, bool, bool]:
    """The size of a letter as it is shown, whether it is bold and stands upright, and whether its font is mute."""
    lost = pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index)
    if not pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        return round(size, 1), False, True, lost
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * turned
    name = ctypes.create_string_buffer(LONGEST_FONT)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, LONGEST_FONT, ctypes.byref(flags))
    bold = any(word in name.value.decode("latin-1").lower() for word in BOLD)
    shown = round(abs(size) * math.hypot(matrix.c, matrix.d), 1)
    upright = abs((angle + 180) % 360 - 180) < LEANS
    return shown, bold or bool(flags.value & FORCE_BOLD), upright and math.isfinite(shown), lost


if __name__ == "__main__":
    main(*sys.argv[1:])
