"""Letters and other papers of archives: who wrote to whom, the day, the archive, and where it stands in it.

Karl Otter to Mina Gale, 4 May 1904, box 3, folder 7, Gale Papers, Arland State Archives (Chicago 14.221 to 14.232).
Brief von Karl Otter an Mina Gale, 4. Mai 1904, Staatsarchiv Vell, 3/7. ГАРФ. Ф. 3. Оп. 7. Д. 12. Л. 4.
"""

import re
from collections.abc import Iterator

from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body, is_person
from tertius.intake.citations.words import ARCHIVE_NAMES, ARCHIVE_PARTS, ARCHIVE_WORDS

PERSON = r"[^\W\d_a-zа-я][^\n;,:()«»“”‘\"\d]{2,60}?"
DAY = r"(?:(?:\d{1,2}\. ?|\d{1,2}(?:er)? )(?:[^\W\d_]{3,10}|\d{1,2}\.),? ?\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})(?: ?г\.)?"
LETTER = re.compile(
    rf"(?:(?P<kind>[Ll]etter|[Tt]elegram|[Cc]able|[Mm]emorandum),? (?:from )?)?(?P<by>{PERSON}) to (?P<to>{PERSON}),? (?:of |dated )?(?P<day>{DAY})"
    rf"|(?P<kind_de>Brief|Schreiben|Telegramm|Postkarte)(?: von| des| der)? (?P<by_de>{PERSON}) an (?P<to_de>{PERSON}),?(?: vom| v\.)? (?P<day_de>{DAY})"
    rf"|(?P<kind_fr>Lettre|Télégramme|Lettera|Telegramma|Carta) (?:de |d[’']|di |da )(?P<by_fr>{PERSON}) (?:à|a|ad|al) (?P<to_fr>{PERSON}),?(?: du| del| de)? (?P<day_fr>{DAY})"
)
NAMES = "|".join(sorted(map(re.escape, ARCHIVE_NAMES), key=len, reverse=True))
WORDS = "|".join(sorted(map(re.escape, ARCHIVE_WORDS), key=len, reverse=True))
ARCHIVE = re.compile(
    rf"(?:(?:{NAMES})(?![^\W_])|(?=[^\W\d_a-zа-я])[^\n,;:«»“”\"]{{0,70}}?(?:{WORDS})(?![^\W\d_])[^\n,;:«»“”\"]{{0,60}})"
)
HEAD = re.compile(
    r"(?P<archive>[^\W\d_][^\n,;:.«»“”\"()]{1,90})(?: \((?P<short>[^\W\d_][\w. -]{1,14})\))?[,.:] "
)
WORD_OF_PLACE = "|".join(sorted(map(re.escape, ARCHIVE_PARTS), key=len, reverse=True))
PLACE = re.compile(
    rf"(?:(?:{WORD_OF_PLACE})(?![^\W\d_])\.? ?)?(?:[A-ZА-ЯЂ-Џ]{{1,4}}[ -]?)?\d[\w./–-]{{0,14}}(?: [A-Z]{{0,4}} ?\d[\w./–-]{{0,10}}){{0,3}}"
)
"""A shelf-mark, or a word such as box with its number."""
COUNTED = re.compile(
    r"(?:Bd|[Vv]ol|[Tt]|[Tt]ome|[Nn]os?|[Nn]°|№|H|Heft|S|pp?|ch|Kap|Jg|Nr|god|br|str)\b"
)
"""How the number of a journal begins, and no place in an archive."""


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a letter or another paper of an archive that begins at a place."""
    return _letter(text, start, end) or _paper(text, start, end)


def _letter(text: str, start: int, end: int) -> Taken | None:
    found = LETTER.match(text, start, end)
    if found is None:
        return None
    form = next(form for form in ("", "_de", "_fr") if found[f"by{form}"])
    by, kind, day = f"by{form}", f"kind{form}", f"day{form}"
    if not _is_somebody(found[by]) or not _is_somebody(found[f"to{form}"]):
        return None
    stop = _stop(text, found.end(), end)
    pieces = list(_pieces(text, found.end(), stop))
    held = next((piece for piece in reversed(pieces) if ARCHIVE.fullmatch(text, *piece)), None)
    if held is None and not found[kind]:
        return None
    taken = Taken(text, start, stop)
    taken.take_names(*found.span(by))
    taken.take(found, {kind: "genre"})
    taken.take_year(found, day)
    if held:
        taken.put_text("archive", *held, SURE)
        others = [piece for piece in pieces if piece != held]
        if others:
            first, last = others[0][0], others[-1][1]
            if first < held[0] < last:
                first, last = others[0] if held == pieces[-1] else (held[1], pieces[-1][1])
            taken.put_text("archive_location", first, last, LIKELY)
    if not taken.csl.keys() & {"author"} or "issued" not in taken.csl:
        return None
    return taken.typed("personal_communication", stop)


def _paper(text: str, start: int, end: int) -> Taken | None:
    """Return what is cited by its archive and its place there alone."""
    head = HEAD.match(text, start, end)
    if head is None or not ARCHIVE.fullmatch(head["archive"]):
        return None
    stop = _stop(text, head.end(), end)
    pieces = list(_pieces(text, head.end(), stop))
    places = []
    for piece in pieces:
        words = text[slice(*piece)]
        if not (PLACE.fullmatch(words) and any(map(str.isdigit, words))) or _day(text, piece):
            break
        places.append(piece)
    told = [text[slice(*piece)] for piece in places]
    if not told or COUNTED.match(told[0]) or all(map(str.isdecimal, told)):
        return None
    taken = Taken(text, start, stop)
    taken.take(head, {"archive": "archive"})
    taken.put_text("archive_location", places[0][0], places[-1][1], SURE)
    for piece in pieces[len(places) :]:
        day = _day(text, piece)
        if day is not None:
            taken.put("issued", day[0], *day[1], SURE)
        elif text[piece[0]].isupper():
            taken.put_text("title", *piece, LIKELY)
    return taken.typed("document", stop)


def _is_somebody(words: str) -> bool:
    plain = words.strip()
    return is_person(plain) or is_body(plain) or plain.split()[-1][:1].isupper()


def _day(text: str, piece: tuple[int, int]) -> tuple[object, tuple[int, int]] | None:
    """Return the day that ends a piece, and its letters; None where none does."""
    found = re.search(rf"(?:\A|[ ,])(?P<day>{DAY})\Z", text[slice(*piece)])
    if found is None:
        return None
    begin = piece[0] + found.start("day")
    day = whole_date(text, begin, piece[1])
    return (day.csl(), (day.start, day.end)) if day else None


def _stop(text: str, begin: int, end: int) -> int:
    """Return where what is cited ends: before a semicolon or the end."""
    found = re.compile(r"[;\n]").search(text, begin, end)
    stop = found.start() if found else end
    while stop > begin and text[stop - 1] in " .":
        stop -= 1
    return stop


def _pieces(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield what commas part, and full stops before a capital as in Ф. 3. Оп. 7."""
    at = begin
    for found in re.finditer(r"[,:] |(?<=\d)\. (?=[^\W\d_]{1,4}\. ?\d)", text[begin:stop]):
        if begin + found.start() > at:
            yield at, begin + found.start()
        at = begin + found.end()
    if at < stop:
        yield at, stop
