"""An entry in the manner of lists of literature: Author, A. B., 2010. Title. Journal 12(3), 45–67.

The authors are read one after another from the head, each in the form of the first; the year and
the title follow, and what is behind the title is read as in a note.
"""

import re

from tertius.intake.citations.containers import read_behind_title, read_translation
from tertius.intake.citations.elements import Element, elements
from tertius.intake.citations.heads import read_people_at_head
from tertius.intake.citations.listing import (
    read_imprints,
    read_listed_bracket,
    read_listed_container,
    read_listed_number,
)
from tertius.intake.citations.notes import finish, read_citation, read_small_part
from tertius.intake.citations.reading import Reading
from tertius.intake.citations.state import Rules, State, begin
from tertius.intake.citations.titles import (
    move_journal,
    read_listed_title,
    read_year,
    read_year_anywhere,
)
from tertius.intake.citations.units import Unit

NUMBER = re.compile(r"\s*(?:\[[^\[\]]{1,12}\]|\(\d{1,4}\)|\d{1,4}[.)]|\d{1,3}(?= [A-Z])|\*|•)\s*")
LIST_RULES = Rules(
    bracket=read_listed_bracket, number=read_listed_number, container=read_listed_container
)
"""How the parts of an entry of a list are read, where that differs from a note."""


def read_listed(text: str, unit: Unit, *, complete: bool) -> Reading:
    """Return the fields of an entry whose authors stand first, its year behind them or at its end.

    Where no authors stand at its head it is read as a citation of a note.
    """
    state = begin(text, unit.start, unit.end, unit.marks, LIST_RULES, complete=complete)
    number = NUMBER.match(text, unit.start, unit.end)
    start = number.end() if number else unit.start
    place = read_people_at_head(state, start)
    if place is None:
        state.elements = _elements_from(state, start)
        return read_citation(state)
    place, stop = read_year(state, place)
    state.elements = _elements_from(state, read_listed_title(state, place, stop))
    state.titled = -1
    read_translation(state, 0)
    read_imprints(state)
    for index, element in enumerate(state.elements):
        if not element.used:
            read_small_part(state, index, element)
    read_behind_title(state, 0)
    move_journal(state)
    read_year_anywhere(state)
    finish(state)
    return state.reading


def _elements_from(state: State, start: int) -> list[Element]:
    """Return the elements of an entry from a place on."""
    inside = [mark for mark in state.marks if mark.start >= start]
    return elements(state.text, start, state.end, inside)
