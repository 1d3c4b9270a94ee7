"""What is read by its place: the people before a title, and behind it what it is in."""

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.marks import marks
from tertius.intake.citations.parts import is_aside
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.reading import spaced, trimmed
from tertius.intake.citations.state import State, put_issued, words_of
from tertius.intake.citations.tongues import language
from tertius.intake.citations.words import (
    ACCESSED,
    PLACES,
    folded,
)

DATED = (" vom", " от", " od", " dated", " of", " du", " del")
"""What leads from a paper to its day: FAZ vom 3. Mai 2014."""


def read_authors(state: State, first: int, stop: int) -> None:
    """Read the people in the elements between two places, who stand before the title."""
    before = [element for element in state.elements[first:stop] if not element.used]
    texts = [element for element in before if element.kind == "text"]
    if not texts:
        return
    start, end = texts[0].start, texts[-1].end
    for element in before:
        element.used = (element.kind in {"text", "round"} and element.start < end) or element.used
    put_people(state, "editor" if is_edited(state, first, stop) else "author", start, end)


def is_edited(state: State, first: int, stop: int) -> bool:
    """Return whether a bracket among some elements says that the people are editors."""
    return any(
        element.kind == "round"
        and element.mark is not None
        and of.EDITOR_AFTER.match(
            spaced(state.text[element.mark.inner_start : element.mark.inner_end])
        )
        for element in state.elements[first:stop]
    )


def put_people(state: State, role: str, start: int, end: int) -> None:
    """Keep the people whom a stretch of text names, as editors where it says so."""
    start, end = trimmed(state.text, start, end, " \t\r\n,;:")
    words = spaced(state.text[start:end])
    for ending in (", eds.", ", ed.", ", eds", ", ed", " eds.", " ed."):
        if words.endswith(ending):
            role, words = "editor", words.removesuffix(ending)
            end = start + state.text[start:end].rfind(ending.strip(" ,."))
            start, end = trimmed(state.text, start, end)
            break
    if " in " in words or " in: " in words:
        return
    words = (
        words.replace(" (eds)", "")
        .replace(" (ed.)", "")
        .replace(" (eds.)", "")
        .replace(" (ed)", "")
    )
    found = names(words)
    if found:
        certainty = min(name.certainty for name in found)
        state.reading.put(role, [name.csl() for name in found], start, end, certainty)


def read_translation(state: State, index: int) -> None:
    """Keep the translation of a title, where the element behind it is one."""
    if index >= len(state.elements):
        return
    element = state.elements[index]
    if element.mark is not None and element.kind == "quote" and element.before == ",":
        if language(str(state.reading.csl.get("title", ""))) not in {None, "en"}:
            element.used = True
            start, end = element.mark.inner_start, element.mark.inner_end
            state.reading.put_text("translated-title", start, end, LIKELY)
        return
    if element.kind not in {"square", "round"} or element.mark is None:
        return
    start, end = trimmed(state.text, element.mark.inner_start, element.mark.inner_end)
    inner = state.text[start:end]
    quoted = [mark for mark in marks(inner) if mark.kind == "quote"] if len(inner) < 2000 else []
    if quoted and quoted[0].start == 0:
        element.used = True
        first = quoted[0]
        begin, stop = trimmed(inner, first.inner_start, first.inner_end, " ,\n")
        state.reading.put(
            "translated-title", spaced(inner[begin:stop]), start + begin, start + stop, SURE
        )
    elif element.kind == "square" and inner[:1] in "‘’“\"'«„":
        element.used = True
        state.reading.put_text("translated-title", start + 1, end, LIKELY)
    elif (
        element.kind == "square"
        and len(inner.split()) > 1
        and not is_aside(inner)
        and not ACCESSED.match(inner)
    ):
        element.used = True
        state.reading.put("translated-title", spaced(inner), start, end, LIKELY)


def read_behind_title(state: State, index: int) -> None:
    """What is behind the title: what it is in, who edited that, where it was held."""
    left = [
        at
        for at in range(index, len(state.elements))
        if state.elements[at].kind == "text" and not state.elements[at].used
    ]
    for at in left:
        element = state.elements[at]
        if element.used:
            continue
        element.used = state.rules.container(state, at, element)


def read_container_part(state: State, at: int, element: Element) -> bool:
    """Read a piece behind the title: what it is in, who edited that, where it was held; return whether it is used."""
    words = words_of(state, element)
    start, end = element.start, element.end
    if of.EDITOR_AFTER.match(words):
        return True
    if found := of.EDITOR_BEFORE.match(words):
        put_people(state, "editor", start + found.end(), _run_of_people(state, at))
        return True
    if found := of.TRANSLATOR.match(words):
        put_people(state, "translator", start + found.end(), _run_of_people(state, at))
        return True
    if found := of.EVENT.match(words):
        at_event = start + words.find(found.group("event"))
        state.reading.put_text("genre", start, at_event, LIKELY)
        state.reading.put_text("event-title", at_event, end, LIKELY)
        return True
    following = state.elements[at + 1] if at + 1 < len(state.elements) else None
    if (
        words.lower() in {"in", "in:", "u", "в"}
        and following
        and following.kind == "quote"
        and following.mark
    ):
        following.used = True
        mark = following.mark
        state.reading.put_text("container-title", mark.inner_start, mark.inner_end, SURE)
        return True
    if words.lower().startswith(
        ("report ", "study ", "special issue ", "paper ", "case study", "prepared for")
    ):
        state.reading.put_text("genre", start, end, DOUBTFUL)
        return True
    inside = of.IN.match(words) if "container-title" not in state.reading.csl else None
    if inside and folded(words[inside.end() :]) not in PLACES:
        start += inside.end()
        if _editors_before_container(state, at, start):
            return True
    if "container-title" in state.reading.csl:
        return _behind_container(state, element, words)
    if folded(words) in PLACES and not inside:
        state.reading.put_text("publisher-place", start, end, LIKELY)
        return True
    if "genre" in state.reading.csl and of.matched(of.THESIS, state.reading.csl["genre"]):
        state.reading.put_text("publisher", start, end, SURE)
        return True
    if words.lower().startswith(("executive summary of", "summary of", "annex to")):
        state.reading.put_text("genre", start, end, DOUBTFUL)
        return True
    return _container(state, at, start, end)


def _run_of_people(state: State, at: int) -> int:
    """Where a list of names ends that begins in one element and may go on over commas."""
    end = state.elements[at].end
    for element in state.elements[at + 1 :]:
        words = words_of(state, element).removeprefix("and ")
        if (
            element.kind != "text"
            or element.used
            or not all(is_person(part) for part in words.split(" and "))
        ):
            break
        element.used = True
        end = element.end
    return end


def _editors_before_container(state: State, at: int, start: int) -> bool:
    """‘in A B and C D (eds), Title’: the names are read as editors; False where none stand there."""
    ahead = state.elements[at : at + 8]
    for step, element in enumerate(ahead):
        bracket = element.kind == "round" and element.mark is not None
        inner = (
            spaced(state.text[element.mark.inner_start : element.mark.inner_end])
            if bracket and element.mark
            else ""
        )
        if (bracket and of.EDITOR_AFTER.match(inner)) or (
            step and element.kind == "text" and of.EDITOR_AFTER.match(words_of(state, element))
        ):
            end = ahead[step - 1].end
            for passed in ahead[: step + 1]:
                passed.used = True
            put_people(state, "editor", start, end)
            return True
        if bracket:
            break
    first = state.elements[at]
    words = spaced(state.text[start : first.end])
    following = state.elements[at + 1] if at + 1 < len(state.elements) else None
    edited = any(
        element.kind == "text" and of.EDITOR_BEFORE.match(words_of(state, element))
        for element in ahead[1:]
    )
    people = all(is_person(part) for part in words.split(" and ")) and not is_body(words)
    if people and following and following.kind == "text" and not following.used and not edited:
        put_people(state, "editor", start, first.end)
        return True
    return False


def _container(state: State, at: int, start: int, end: int) -> bool:
    if end - start > 300 or of.NO_CONTAINER.match(state.text, start, end):
        return False
    words = state.text[start:end]
    day = tail_date(state.text, start, end) if "issued" not in state.reading.csl else None
    if day is not None and day.start > start + 2 and len(day.first) > 1:
        put_issued(state, day, LIKELY)
        start, end = trimmed(state.text, start, day.start)
        end -= next((len(word) for word in DATED if state.text[:end].endswith(word)), 0)
        words = state.text[start:end]
    following = state.elements[at + 1] if at + 1 < len(state.elements) else None
    inner = of.INNER_VOLUME.search(words[-40:])
    if inner:
        base = end - len(words[-40:])
        for name in ("volume", "issue"):
            if inner.group(name):
                state.reading.put_text(name, base + inner.start(name), base + inner.end(name), SURE)
        end = base + inner.start()
        state.reading.put_text("container-title", start, end, LIKELY)
        return True
    tail = of.TAIL_VOLUME.search(words[-20:])
    numbered = following is not None and (following.kind == "round" or "issue" in state.reading.csl)
    numbered = numbered and not state.reading.csl.keys() & {"volume", "publisher"}
    series = of.matched(of.SERIES, spaced(words))
    number = of.TAIL_NUMBER.search(words[-24:])
    if number and "issue" not in state.reading.csl:
        cut = end - len(words[-24:]) + number.start()
        state.reading.put_text("number", cut + number.start("number") - number.start(), end, SURE)
        end = cut
    elif series and not (tail and numbered) and spaced(words) == words:
        state.reading.put_text(
            "number", start + series.start("number"), start + series.end("number"), SURE
        )
        end = start + series.end("series")
    elif tail and numbered:
        base = end - len(words[-20:])
        state.reading.put_text(
            "volume", base + tail.start("volume"), base + tail.end("volume"), SURE
        )
        if tail.group("issue"):
            state.reading.put_text(
                "issue", base + tail.start("issue"), base + tail.end("issue"), SURE
            )
        end = base + tail.start()
    state.reading.put_text("container-title", start, _over_commas(state, at, end), SURE)
    return True


def _over_commas(state: State, at: int, end: int) -> int:
    """Where a container ends whose name holds commas: at its bracket, or before its editors."""
    if end != state.elements[at].end or (
        not state.reading.csl.keys() & {"volume", "publisher"}
        and not any(
            of.EDITOR_BEFORE.match(words_of(state, element))
            for element in state.elements[at + 1 : at + 4]
            if element.kind == "text"
        )
    ):
        return end
    for step, element in enumerate(state.elements[at + 1 : at + 5], at + 1):
        if element.kind == "round" or (
            element.kind == "text" and of.EDITOR_BEFORE.match(words_of(state, element))
        ):
            for passed in state.elements[at + 1 : step]:
                passed.used = True
            return state.elements[step - 1].end
        if element.kind != "text" or element.used:
            break
    return end


def _behind_container(state: State, element: Element, words: str) -> bool:
    start, end = element.start, element.end
    day = tail_date(state.text, start, end) if "issued" not in state.reading.csl else None
    if day is not None and day.start - start < 30:
        put_issued(state, day, LIKELY)
        return True
    if folded(words) in PLACES:
        state.reading.put_text("publisher-place", start, end, LIKELY)
        return True
    if of.ROMAN.match(words):
        state.reading.put("volume", words, start, end, LIKELY)
        return True
    if len(words) < 80 and is_body(words):
        state.reading.put_text("publisher", start, end, DOUBTFUL)
        return True
    return False
