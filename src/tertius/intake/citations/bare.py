"""Titles without quotes, of books and in short forms: they end at their bracket, or before what they are in."""

import re

from tertius.intake.citations import details as of
from tertius.intake.citations.containers import (
    is_edited,
    put_people,
    read_authors,
    read_behind_title,
    read_translation,
)
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.kinds import kind_of
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.persons import is_body, is_person, names, person
from tertius.intake.citations.reading import spaced, trimmed
from tertius.intake.citations.state import State, put_issued, words_of
from tertius.intake.citations.words import (
    LAWS,
    OUTLETS,
    PARTICLES,
    PLACES,
    SMALL,
    folded,
)

INITIALLED = re.compile(r"(?:[^\W\d_a-zа-я]\.[ -]?){1,4}[^\W\d_]")
OFFICES = (
    "Ministry",
    "Government",
    "Department",
    "Office",
    "Parliament",
    "National",
    "Ministarstvo",
    "Vlada",
    "Министерство",
)


def read_untitled(state: State) -> None:
    """Read authors, title and container of a citation whose title stands in no quotes."""
    stop = next(
        (
            at
            for at, element in enumerate(state.elements)
            if at
            and element.used
            and element.kind in {"round", "link"}
            and not is_edited(state, at, at + 1)
        ),
        len(state.elements),
    )
    imprint = "publisher" in state.reading.csl or "publisher-place" in state.reading.csl
    left = [
        at
        for at in range(stop)
        if not state.elements[at].used and state.elements[at].kind == "text"
    ]
    if not left:
        return
    _cut_small_tails(state, left)
    if len(left) == 1 and _named_only(state, left[0]):
        return
    last = state.elements[left[-1]]
    page = (
        of.BARE_PAGES.match(words_of(state, last))
        if len(left) > 1 and _says_little(state)
        else None
    )
    if page:
        last.used = True
        state.reading.put("locator", page.group("pages"), last.start, last.end, LIKELY)
        left.pop()
    little = _says_little(state) and not _outlet(words_of(state, state.elements[left[-1]]))
    law = is_law(words_of(state, state.elements[left[0]]))
    count = 0 if law else _leading_authors(state, left, imprint=imprint)
    if count:
        read_authors(state, 0, left[count - 1] + 1)
        if is_edited(state, 0, min(left[count - 1] + 2, len(state.elements))):
            state.reading.move("author", "editor")
    titled = left[count:]
    if not titled:
        return
    inside = next(
        (
            place
            for place, at in enumerate(titled)
            if place
            and (
                of.EDITOR_BEFORE.match(words_of(state, state.elements[at]))
                or of.TRANSLATOR.match(words_of(state, state.elements[at]))
            )
        ),
        None,
    )
    behind: list[int] = []
    if inside is not None:
        titled, behind = titled[:inside], titled[inside:]
    elif law and len(titled) > 1 and not imprint:
        titled, behind = titled[:1], titled[1:]
    elif len(titled) > 1 and of.matched(of.SERIES, words_of(state, state.elements[titled[-1]])):
        titled, behind = titled[:-1], titled[-1:]
    elif not imprint and len(titled) > 1 and not (count and little):
        titled, behind = _parted_container(state, titled, journal="volume" in state.reading.csl)
    start, end = state.elements[titled[0]].start, state.elements[titled[-1]].end
    sure = LIKELY if count or imprint else DOUBTFUL
    words = spaced(state.text[start:end])
    if (
        not count
        and not behind
        and not imprint
        and "issued" in state.reading.csl
        and "URL" not in state.reading.csl
        and _outlet(words)
    ):
        state.reading.put_text("container-title", start, end, LIKELY)
    else:
        state.reading.put_text("title", start, end, sure)
    for at in range(titled[0], titled[-1] + 1):
        state.elements[at].used = True
    state.titled = titled[-1]
    read_translation(state, titled[-1] + 1)
    read_behind_title(state, titled[-1] + 1)


def _says_little(state: State) -> bool:
    """Whether nothing but a page was found: then it is a short form, or a law."""
    return state.reading.csl.keys() <= {"locator", "page", "edition"}


def _named_only(state: State, at: int) -> bool:
    """Vuksanovic (2018), p. 5: names and a year; or an account: @SerbianPM."""
    element = state.elements[at]
    words = words_of(state, element)
    year = state.reading.places.get("issued")
    if kind_of(state.reading.csl) == "post" and (is_person(words) or is_body(words)):
        element.used = True
        put_people(state, "author", element.start, element.end)
        return True
    bracketed = (
        year is not None
        and state.text[year[0] - 1] == "("
        and state.reading.csl.keys() <= {"issued", "locator", "page"}
    )
    parts = words.removesuffix(" et al.").replace(" & ", " and ").split(" and ")
    paged = (
        "locator" in state.reading.csl
        and _says_little(state)
        and all(" " not in part for part in parts)
    )
    if (bracketed or paged) and all(
        person(part, alone=True) and not is_body(part) and len(part.split()) < 3 for part in parts
    ):
        element.used = True
        put_people(state, "author", element.start, element.end)
        return True
    if words.startswith("@") and " " not in words:
        element.used = True
        state.reading.put("author", [{"literal": words}], element.start, element.end, SURE)
        return True
    return False


def _cut_small_tails(state: State, left: list[int]) -> None:
    """A date that a comma does not part from the last words before it."""
    last = state.elements[left[-1]]
    if "issued" in state.reading.csl or "publisher" in state.reading.csl:
        return
    day = tail_date(state.text, last.start, last.end)
    if day is not None and day.start > last.start + 2 and len(day.first) > 1:
        put_issued(state, day, LIKELY)
        last.end = trimmed(state.text, last.start, day.start)[1]


def _leading_authors(state: State, left: list[int], *, imprint: bool) -> int:
    """How many of the leading pieces name authors; at least one is kept for the title."""
    pieces = [words_of(state, state.elements[at]) for at in left]
    edited = next(
        (
            place
            for place, at in enumerate(left)
            if at + 1 < len(state.elements) and is_edited(state, at + 1, at + 2)
        ),
        None,
    )
    if edited is not None and edited + 1 < len(left):
        return edited + 1
    for place, words in enumerate(pieces[1:-1], 1):
        if of.EDITOR_AFTER.match(words):
            return place + 1
    if len(pieces) < 2:
        return 0
    if several := _several_authors(pieces):
        return several
    if _surname_only(state, left, pieces):
        state.alone = True
        return 1
    if not imprint and _says_little(state):
        return _short_authors(pieces)
    if (
        len(pieces) > 2
        and is_body(pieces[0])
        and " " not in pieces[0]
        and pieces[1].startswith(OFFICES)
    ):
        return 2
    inverted = (
        2
        if len(pieces) > 2
        and " " not in pieces[0]
        and person(pieces[0], alone=True)
        and not is_body(pieces[0])
        and all(len(word.strip(".")) <= 2 and word[0].isupper() for word in pieces[1].split())
        else 0
    )
    if inverted:
        return inverted
    first = pieces[0]
    others = first.endswith((" et al", " et al.", " and others"))
    several = len(names(first)) > 1 and " and " in first
    if not (is_person(first) or is_body(first) or others or several):
        return 0
    if not is_person(first):
        return 1
    for place in range(1, len(pieces) - 1):
        words = pieces[place]
        ends = " and " in words or " & " in words or words.startswith(("and ", "& "))
        parts = [
            part
            for part in words.removeprefix("and ")
            .removeprefix("& ")
            .replace(" & ", " and ")
            .split(" and ")
            if part
        ]
        if not all(is_person(part) for part in parts):
            break
        if ends:
            return place + 1
    return 1


def _surname_only(state: State, left: list[int], pieces: list[str]) -> bool:
    """Brun, The Great Dam (2001), 71: a family name, and a title behind which a bracket has the year."""
    year = state.reading.places.get("issued")
    behind = next(
        (one for one in state.elements[left[-1] + 1 :] if one.kind != "text" or not one.used), None
    )
    bracketed = (
        year is not None and behind is not None and behind.kind == "round"
        and behind.start < year[0] < behind.end
    )  # fmt: skip
    name = pieces[0]
    return (
        bracketed
        and len(pieces) > 1
        and (
            len(pieces[1].split()) > 1
            or {"publisher", "publisher-place"} <= state.reading.csl.keys()
        )
        and all(map(_names_a_helper, pieces[2:]))
        and person(name, alone=True) is not None
        and len([word for word in name.split() if word not in PARTICLES]) == 1
        and not is_body(name)
        and not _outlet(name)
        and folded(name) not in PLACES
        and name not in LAWS
    )


def _parted_container(
    state: State, titled: list[int], *, journal: bool
) -> tuple[list[int], list[int]]:
    if journal:
        return titled[:-1], titled[-1:]
    for place in range(1, len(titled)):
        words = words_of(state, state.elements[titled[place]])
        if _outlet(words) or (is_body(words) and place == len(titled) - 1 and len(words) < 70):
            return titled[:place], titled[place:]
    last = words_of(state, state.elements[titled[-1]])
    if of.EVENT.match(last) or folded(last) in PLACES or _titled_case(last):
        return titled[:-1], titled[-1:]
    return titled, []


def _several_authors(pieces: list[str]) -> int:
    """How many leading pieces are authors whom commas alone part: G. Brun, P. Otter, P. Gale, Title.

    With an initial each is a person for certain. Written out, two names may be a name and a title of
    two words, so that a title of three words must follow them.
    """
    people = 0
    while people < len(pieces) - 1 and _plainly_person(pieces[people]):
        people += 1
    if people < 2:
        return 0
    if all(INITIALLED.match(piece) for piece in pieces[:people]):
        return people
    title = pieces[people].split()
    follows = len(title) > 2 and not _outlet(pieces[people]) and any(map(str.islower, title))
    return people if follows and not _names_a_helper(pieces[people]) else 0


def _names_a_helper(words: str) -> bool:
    """Return whether words name an editor or a translator: ed. Mina Gale."""
    return bool(of.EDITOR_BEFORE.match(words) or of.TRANSLATOR.match(words))


def _plainly_person(words: str) -> bool:
    return is_person(words) and not is_body(words) and not _outlet(words) and " and " not in words


def is_law(words: str) -> bool:
    """Whether words begin the name of a law, a treaty or a resolution."""
    said = folded(words).split()[:5]
    if said[:2] in (["law", "commission"], ["law", "society"], ["law", "library"]):
        return False
    return bool(said) and (
        said[0] in LAWS
        or (len(said) > 1 and said[0] in {"council", "commission", "the"} and said[1] in LAWS)
        or bool({"resolution", "res", "directive"} & set(said))
    )


def _short_authors(pieces: list[str]) -> int:
    """How many pieces before a short title are family names: Buzan, Wæver and de Wilde, Security."""
    first = pieces[0].removesuffix(" et al.").removesuffix(" et al")
    parts = first.replace(" & ", " and ").split(" and ")
    if not (is_body(first) or is_person(first) or all(person(part, alone=True) for part in parts)):
        return 0
    for place in range(1, len(pieces) - 1):
        parts = pieces[place].removeprefix("and ").replace(" & ", " and ").split(" and ")
        if not all(person(part, alone=True) for part in parts):
            break
        if len(parts) > 1 or pieces[place].startswith("and "):
            return place + 1
    return 1


def _outlet(words: str) -> bool:
    return len(words) < 70 and any(folded(word.strip("().,")) in OUTLETS for word in words.split())


def _titled_case(words: str) -> bool:
    parts = words.split()
    return len(parts) <= 6 and all(part[0].isupper() or folded(part) in SMALL for part in parts)
