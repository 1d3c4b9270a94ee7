r"""What the text of a field says in LaTeX, written so that pandoc reads all of it.

Pandoc leaves out a whole field over one bare `%`, `#`, `_`, `^` or `$`, and the argument with a macro
that it does not know. BibTeX itself takes these signs, and programs write them into titles.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.evidence.packaged import packaged
from tertius.sandbox.bibliographies import lost_macros

TOKEN = re.compile(r"\\([A-Za-z]{1,60})\*?|\\.|[%#_^$]", re.DOTALL)
NAMES = re.compile(r"\\([A-Za-z]{1,60})")
ARGUMENT = re.compile(r"[ \t\r\n]{0,9}(?=\{)")
OPTION = re.compile(r"[ \t]{0,9}\[[^\]\n]{0,200}\]")
AFTER_MACRO = re.compile(r"(?:\{\}|[ \t\r\n]{1,9})?")
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
VERBATIM = re.compile(
    r"\\\(.{1,300}?\\\)|\\\[.{1,1000}?\\\]|\\verb\*?(?P<sign>[^\w\s*{}])[^\n]{0,200}?(?P=sign)"
    r"|\\begin\{(?P<kind>(?:equation|align|gather|multline|eqnarray|displaymath|math|verbatim)\*?)\}.{0,2000}?\\end\{(?P=kind)\}",
    re.DOTALL,
)
"""Formulas and what is printed as it is typed."""
WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
LONGEST_FORMULA = 300
MOST_MACROS = 2_000
"""Different macros of one file that pandoc is asked about; a file of its own style has some tens."""
SIGNS = {"%": r"\%", "#": r"\#", "_": r"\_", "^": r"\^{}", "$": r"\$"}
_WORDS: dict[str, Any] = packaged("tertius.intake.bibliography", "bibtex.yml")
KEPT, BARE, SILENT, BOXES, UNREAD = (
    frozenset(_WORDS[name]) for name in ("kept", "bare", "silent", "boxes", "unread")
)
SYMBOLS: dict[str, str] = _WORDS["symbols"]
DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|def)\*?[ \t]{0,9}\{?\\([A-Za-z]{1,60})\}?"
    r"[ \t]{0,9}(?:\[\d\])?(?:#\d)*[ \t]{0,9}\{((?:#1)?|[^{}\\#]{1,200})\}"
)
"""A macro of the file's own that stands for words, for its argument, or for nothing."""


@dataclass(frozen=True)
class Macros:
    """Which macros of a file pandoc leaves out with their arguments, and what its own stand for."""

    lost: frozenset[str] = frozenset()
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, preambles: Iterable[str]) -> "Macros":
        """Return the macros of a text, told from those that pandoc knows by asking it."""
        own = {name: body for preamble in preambles for name, body in DEFINITION.findall(preamble)}
        named = dict.fromkeys(NAMES.findall(text))
        asked = [name for name in named if name not in UNREAD][:MOST_MACROS]
        return cls(lost_macros(asked), own)


@dataclass
class Written:
    """A text as pandoc reads it, and the macros in it that nobody knows or that are not followed."""

    text: str
    unknown: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def rewrite(text: str, macros: Macros) -> Written:
    """Return a text whose bare signs are escaped, and whose unknown macros keep their words."""
    written = Written("")
    written.text = "".join(_pieces(text, macros, written))
    return written


def _pieces(text: str, macros: Macros, written: Written) -> Iterator[str]:
    place = 0
    while token := TOKEN.search(text, place):
        yield text[place : token.start()]
        place = token.end()
        name = token[1]
        if verbatim := VERBATIM.match(text, token.start()):
            yield verbatim[0]
            place = verbatim.end()
        elif name:
            piece, place = _macro(text, name, place, macros, written)
            yield token[0] if piece is None else piece
        elif token[0] == "$" and (behind := _formula_end(text, place)):
            yield text[token.start() : behind]
            place = behind
        else:
            yield SIGNS.get(token[0], token[0])
    yield text[place:]


def _macro(
    text: str, name: str, place: int, macros: Macros, written: Written
) -> tuple[str | None, int]:
    """Return what stands for a macro, None for itself, and where the text goes on."""
    if name in KEPT:
        end = _argument_end(text, place)
        return (f"\\{name}{text[place:end]}", end) if end else (None, place)
    if name in UNREAD:
        written.unread.append(name)
        return None, place
    if name in macros.own:
        return _own(text, place, macros.own[name])
    if name not in macros.lost:
        return None, place
    after = AFTER_MACRO.match(text, place)
    behind = after.end() if after else place
    if symbol := SYMBOLS.get(name) or _greek(name):
        return symbol, behind
    if name in SILENT:
        return " ", _argument_end(text, place) or behind
    argument = _argument_start(text, place)
    if argument is not None:
        if name not in BARE | BOXES:
            written.unknown.append(name)
        return "", argument
    if name in BARE:
        return " ", behind
    written.unknown.append(name)
    return f"\\textbackslash{{}}{name}", place


def _own(text: str, place: int, body: str) -> tuple[str, int]:
    """Return what a macro of the file's own stands for, and where the text goes on."""
    if body == "#1":
        argument = _argument_start(text, place)
        return "", place if argument is None else argument
    if not body:
        return " ", _argument_end(text, place) or place
    after = AFTER_MACRO.match(text, place)
    return body, after.end() if after else place


def _argument_start(text: str, place: int) -> int | None:
    """Return where the first argument of a macro begins, behind its options; None where it has none."""
    option = OPTION.match(text, place)
    argument = ARGUMENT.match(text, option.end() if option else place)
    return argument.end() if argument else None


def _argument_end(text: str, place: int) -> int | None:
    """Return where the first argument of a macro ends; None where it has none."""
    start = _argument_start(text, place)
    if start is None:
        return None
    depth = 0
    for brace in BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return None


def _formula_end(text: str, place: int) -> int | None:
    """Return where a formula ends that begins behind a dollar sign; None where that is money.

    As pandoc has it in Markdown: no blank stands inside at either end, and no digit behind.
    """
    end = text.find("$", place, place + LONGEST_FORMULA)
    if end <= place or text[end - 1] in " \t\n\\" or text[place] in " \t\n":
        return None
    inner = text[place:end]
    if text[end + 1 : end + 2].isdigit() or (" " in inner and WORDS.search(inner)):
        return None
    return end + 1


def _greek(name: str) -> str:
    """Return the Greek letter that a macro names; empty where it names none."""
    plain = name.removeprefix("text").removeprefix("var")
    size = "CAPITAL" if plain[:1].isupper() else "SMALL"
    plain = {"lambda": "lamda"}.get(plain.lower(), plain)
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {plain.upper()}")
    except KeyError:
        return ""
