"""What a short form itself says: whose work, which title, which page."""

import re

from tertius.intake.citations import details as of
from tertius.intake.citations.containers import put_people
from tertius.intake.citations.elements import elements
from tertius.intake.citations.forms import IDEM, Form
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.notes import NOTE_RULES, read_note
from tertius.intake.citations.persons import names
from tertius.intake.citations.reading import Reading
from tertius.intake.citations.reference import Reference
from tertius.intake.citations.state import begin
from tertius.intake.citations.units import Unit

POINTING = (
    "see", "vidi", "supra", "infra", "above", "below", "as in", "cited in", "at", "oben", "unten", "gore",
    "выше", "plus haut", "ci-dessus",
)  # fmt: skip
"""Words that point to another note, and name nobody."""
SURNAME_FIRST = re.compile(
    r"[^\W\d_a-zа-яђ-џ][\w'’-]{1,30}(?:[- ][^\W\d_a-zа-яђ-џ][\w'’-]{1,30})?(?:, ?| )(?:[^\W\d_a-zа-яђ-џ]\.?[ -]?){1,4}"
)
"""Otter, K.; Иванов И. И.: one person, and no title behind."""
REPEATED = ("author", "editor", "title", "translated-title", "locator", "language")


def read_form(text: str, unit: Unit, form: Form, *, complete: bool) -> Reference:
    """The reference that a short form makes: the author and title it repeats, and the page it cites."""
    reading = Reading(text, unit.start, unit.end, complete=complete)
    before = tuple(mark for mark in unit.marks if mark.end <= form.start)
    if form.start > unit.start + 1 and form.kind != "ibid":
        _repeated(reading, text, unit.start, form.start, before)
    behind = [mark for mark in unit.marks if mark.start >= form.end]
    for element in elements(text, min(form.end, unit.end), unit.end, behind):
        start, end = element.start, element.end
        if element.mark is not None and element.kind == "round":
            start, end = element.mark.inner_start, element.mark.inner_end
        words = text[start:end].strip(" .()").removeprefix("at ")
        start = text.find(words, start, end) if words else start
        found = of.matched(of.PAGES, words) or of.matched(of.PLACE_IN_TEXT, words)
        found = found or of.matched(of.BARE_PAGES, words)
        found = found or of.matched(of.CHINESE_PAGES, words.strip("。"))
        if found:
            reading.put_text(
                "locator", start + found.start("pages"), start + found.end("pages"), SURE
            )
        elif element.kind == "quote" and element.mark is not None:
            reading.put_text("title", element.mark.inner_start, element.mark.inner_end, SURE)
        elif form.kind == "note" and element.kind == "text" and "author" not in reading.csl:
            _repeated(reading, text, start, end, ())
    return reading.reference()


def _repeated(reading: Reading, text: str, start: int, end: int, inside: tuple[Mark, ...]) -> None:
    while end > start and text[end - 1] in " ,.(;":
        end -= 1
    for word in POINTING:
        if (
            text[start:end].lower().endswith(word)
            and not text[end - len(word) - 1 : end - len(word)].isalpha()
        ):
            end = max(start, end - len(word))
    while end > start and text[end - 1] in " ,.(;":
        end -= 1
    if IDEM.fullmatch(text, start, min(len(text), end + 1)):
        return
    if not any(sign.isalpha() for sign in text[start:end]):
        return
    end += text[end : end + 1] == "." and text[start:end].rsplit(None, 1)[-1][-2:-1] in ("", ".")
    if SURNAME_FIRST.fullmatch(text, start, end) and (named := names(text[start:end])):
        reading.put("author", [name.csl() for name in named], start, end, SURE)
        return
    told = read_note(text, start, end, inside, complete=True)
    if "author" not in told.csl and "title" in told.csl and not inside:
        people = begin(text, start, end, (), NOTE_RULES, complete=True)
        put_people(people, "author", start, end)
        told = people.reading
    for name in REPEATED:
        if name in told.csl:
            reading.put(name, told.csl[name], *told.places[name])
