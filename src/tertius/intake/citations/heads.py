"""Who stands at the head of an entry of a list: authors one after another, each in the form of the first, or a body."""

import re
from dataclasses import dataclass

from tertius.intake.citations.dates import head_date
from tertius.intake.citations.elements import ends_sentence
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.persons import Name, is_body
from tertius.intake.citations.state import State
from tertius.intake.citations.words import PARTICLES, SMALL, folded

WORD = re.compile(r"[^\W\d_](?:[\w'’‐‑-]|\.(?=[^\W\d_]))*")
SHORT_GIVEN = re.compile(r"[A-ZÀ-Ž]{1,3}(?![\w'’-])\.?")
INITIALS = re.compile(r"(?:[^\W\d_a-zа-я]\.?[ ]?-?[ ]?){1,5}(?![\w'’])\.?")
DOTTED = re.compile(
    r"(?P<given>(?:[^\W\d_a-zа-я]\.[ -]?){0,3}[^\W\d_a-zа-я]\.)(?=[,;] ?(?:(?:and|&|et|und|y|i) )?[^\W\d_a-zа-я][\w'’‐-]+ (?:[^\W\d_a-zа-я]\.[ ,;-]?){1,4}|,? (?:and|&|et|und|y|i) [^\W\d_a-zа-я][\w'’‐-]+ [^\W\d_a-zа-я]\.|,? et al|,? \(?(?:1[5-9]|20)\d\d)"
)
"""Initials with full stops behind the family's name, where another such name or a year follows: Otter K., Gale M. (2014)."""
LAST_DOTTED = re.compile(r"(?P<given>(?:[^\W\d_a-zа-я]\.[ -]?){0,3}[^\W\d_a-zа-я]\.)(?=[ ,;:(]|\Z)")
"""The same behind such a name, whatever follows."""
JUNIOR = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?(?=[,. ])")
PARTED = re.compile(r"(?:[,;]? *(?:and|&|et|und|y|i|и|with) +|[,;] *)(?=[^\W\d_])")
ALSO_OTHERS = re.compile(r"[,;]? *(?:et\.? al\b\.?|and others\b|u\. a\.)", re.IGNORECASE)
EDITORS = re.compile(
    r"[,.]? *\(?(?:eds?|editors?|hrsg|hg|coord|dir)s?\b\.?\)?[,.:]*", re.IGNORECASE
)


@dataclass(slots=True)
class _Author:
    name: Name
    end: int
    form: str


def read_people_at_head(state: State, start: int) -> int | None:
    """Where the authors end; None where the entry does not begin with any."""
    found: list[_Author] = []
    place = start
    while len(found) < 60:
        author = _author(
            state,
            place,
            found[0].form if found else "",
            last=bool(found) and _and_before(state, place),
        )
        if author is None:
            break
        found.append(author)
        parted = PARTED.match(state.text, author.end, state.end)
        if parted is None:
            break
        place = parted.end()
    found = _without_title(state, found)
    if not found:
        return _body_at_head(state, start)
    end = found[-1].end
    others = ALSO_OTHERS.match(state.text, end, state.end)
    role = "author"
    stop = others.end() if others else end
    editors = EDITORS.match(state.text, stop, state.end)
    if editors and any(map(str.isalpha, editors.group())):
        role, stop = "editor", editors.end()
    certainty = SURE if found[0].form != "plain" else LIKELY
    state.reading.put(role, [author.name.csl() for author in found], start, end, certainty)
    return stop


def _and_before(state: State, place: int) -> bool:
    return state.text[max(0, place - 5) : place].strip().endswith(("and", "&", "et", "und", "y"))


def _without_title(state: State, found: list[_Author]) -> list[_Author]:
    """Full names that no and joins are authors only as far as something shows that they are."""
    if len(found) < 2 or all(author.form != "plain" for author in found):
        return found
    last = next(
        (
            at
            for at in range(len(found) - 1, 0, -1)
            if _and_before(state, _start_of(state, found, at))
        ),
        0,
    )
    first = next(at for at, author in enumerate(found) if author.form == "plain")
    return found[: max(last + 1, first, 1)]


def _start_of(state: State, found: list[_Author], at: int) -> int:
    parted = PARTED.match(state.text, found[at - 1].end, state.end)
    return parted.end() if parted else found[at - 1].end


def _body_at_head(state: State, start: int) -> int | None:
    """An organisation that a year or a full stop follows."""
    stop = min(state.end, start + 160)
    for at in range(start, stop):
        if state.text[at] == "(" or (
            state.text[at] == "." and ends_sentence(state.text, at, state.end)
        ):
            words = state.text[start:at].strip(" ,.")
            behind = at + 1
            while state.text[behind : behind + 1] in (" ", "("):
                behind += 1
            year = head_date(state.text, behind, min(state.end, behind + 12))
            if (
                words
                and year is not None
                and ("," not in words or is_body(words))
                and len(words.split()) < 12
            ):
                state.reading.put(
                    "author",
                    [{"literal": " ".join(words.split())}],
                    start,
                    start + len(words),
                    LIKELY,
                )
                return at
            return None
        if state.text[at] in '“‘"«':
            return None
    return None


def _author(state: State, start: int, form: str, *, last: bool) -> _Author | None:
    family, end = _family(state, start)
    if family:
        comma = end
        if state.text[comma : comma + 1] == ",":
            comma += 1
            while comma < state.end and state.text[comma] == " ":
                comma += 1
            initials = INITIALS.match(state.text, comma, state.end)
            if initials and form in {"", "inverted"} and initials.end() > comma:
                return _junior(state, family, initials.group(), initials.end(), "inverted")
            parted = state.text[max(0, start - 2) : start].strip() == ";"
            if (form in {"", "full"} or parted) and " " not in family:
                given = WORD.match(state.text, comma, state.end)
                if (
                    given
                    and _proper(given.group())
                    and not is_body(given.group())
                    and not is_body(family)
                ):
                    after = given.end()
                    for _ in range(2):
                        more_given = WORD.match(state.text, after + 1, state.end)
                        if (
                            state.text[after : after + 1] != " "
                            or more_given is None
                            or not _proper(more_given.group())
                            or is_body(more_given.group())
                        ):
                            break
                        after = more_given.end()
                    if state.text[after : after + 1] == " ":
                        more = INITIALS.match(state.text, after + 1, state.end)
                        after = more.end() if more and more.end() > after + 1 else after
                    if (
                        state.text[after - 1] == "."
                        or state.text[after : after + 1] in {"", ",", ".", "(", ";"}
                        or state.text[after : after + 2] == " ("
                        or PARTED.match(state.text, after)
                    ):
                        return _junior(state, family, state.text[comma:after], after, "full")
        if state.text[end : end + 1] == " " and form in {"", "bare"}:
            dotted = (LAST_DOTTED if form else DOTTED).match(state.text, end + 1, state.end)
            if dotted and len(family.split()) < 4:
                letters = " ".join(dotted["given"].split())
                return _Author(Name(family, letters), dotted.end("given"), "bare")
            initials = SHORT_GIVEN.match(state.text, end + 1, state.end)
            spoken = (
                initials is not None
                and "." in initials.group()
                and form == ""
                and state.text[initials.end() : initials.end() + 2].strip()[:1].isupper()
            )
            if initials and len(family.split()) < 4 and not spoken:
                return _Author(
                    Name(family, initials.group().rstrip(".")),
                    initials.start() + len(initials.group().rstrip(".")),
                    "bare",
                )
    initials = INITIALS.match(state.text, start, state.end)
    if (
        initials
        and (form in {"", "initials"} or last or form == "inverted")
        and "." in initials.group()
    ):
        after = initials.end()
        while state.text[after : after + 1] == " ":
            after += 1
        family, end = _family(state, after)
        if family:
            return _junior(state, family, initials.group(), end, "initials")
    if form in {"", "plain", "full"} or last:
        return _plain(state, start)
    return None


def _junior(state: State, family: str, given: str, end: int, form: str) -> _Author:
    junior = JUNIOR.match(state.text, end, state.end)
    while end > 0 and state.text[end - 1] == " ":
        end -= 1
    return _Author(
        Name(" ".join(family.split()), " ".join(given.split())),
        junior.end() if junior else end,
        form,
    )


def _proper(word: str) -> bool:
    bare = word.rstrip(".")
    return bare[:1].isupper() and folded(bare) not in SMALL and (len(bare) > 1)


def _family(state: State, start: int) -> tuple[str, int]:
    """A family name with its particles, and where it ends."""
    end, place, words = start, start, 0
    while words < 4:
        word = WORD.match(state.text, place, state.end)
        if word is None or word.start() != place:
            break
        bare = word.group().rstrip(".")
        particle = bare.lower() in PARTICLES
        if not particle and (not _proper(bare) or INITIALS.fullmatch(word.group()) or "." in bare):
            break
        if (
            words
            and not particle
            and state.text[start:place].strip().lower() not in PARTICLES
            and not all(part.lower() in PARTICLES for part in state.text[start:place].split())
        ):
            break
        end = place + len(bare)
        words += 1
        if not particle:
            break
        place = end + 1
    name = state.text[start:end]
    return (name, end) if name and name.split()[-1].lower() not in PARTICLES else ("", start)


def _plain(state: State, start: int) -> _Author | None:
    """Given names and a family name as they are spoken: Marc Shapiro, Bryan M. Cantrill."""
    words: list[str] = []
    place = start
    while len(words) < 5:
        initials = INITIALS.match(state.text, place, state.end) if words else None
        if initials and initials.end() > place and "." in initials.group():
            words.append(initials.group().strip())
            place = initials.end()
            while state.text[place : place + 1] == " ":
                place += 1
            continue
        word = WORD.match(state.text, place, state.end)
        if word is None:
            break
        bare = word.group().rstrip(".")
        if not _proper(bare) and bare not in PARTICLES:
            break
        words.append(bare)
        place = word.start() + len(bare)
        if state.text[place : place + 1] != " ":
            break
        place += 1
    end = place
    while end > start and state.text[end - 1] == " ":
        end -= 1
    after = state.text[end : end + 1]
    if len(words) < 2 or is_body(" ".join(words)) or words[-1] in PARTICLES or "." in words[-1]:
        return None
    if after not in {"", ",", ".", ";", ":", "("} and not state.text[end : end + 5].startswith(
        (" (", " and ", " & ", " et ", " “", ' "')
    ):
        return None
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    return _Author(Name(" ".join(words[cut:]), " ".join(words[:cut])), end, "plain")
