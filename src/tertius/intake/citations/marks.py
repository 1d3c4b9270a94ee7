"""Where quotes, brackets and links stand in a note: what is inside them parts no citation.

One pass from left to right. An apostrophe is told from a closing quote by its neighbours; a mark
that is never closed counts as nothing, but for the first quote of a title that was cut off.
"""

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["quote", "round", "square", "link"]
NESTED = 12
"""How many open marks are looked through for the one that a closing mark belongs to."""
CONTINUED = 6
"""Over how many blanks a broken link is followed."""
LINK_LENGTH = 3000
"""Letters of a link, also of one that goes on in the next line; what is longer ends there."""
FOLLOWED = 8
"""How many letters behind a quote mark are looked at for what follows a title."""

LINK_HEAD = re.compile(
    r"https?:/|www\.(?=\S)|(?<![/\w])doi\.org/|(?<!\w)doi:? ?(?=10\.\d)", re.IGNORECASE
)
SICI = re.compile(r"<[^\s<>]{1,40}>[\w.]{1,12};\d-[\dA-Z#]")
"""The middle of a DOI made from a Serial Item and Contribution Identifier (ANSI/NISO Z39.56)."""
LINK_TAIL = ".,;:!?。，；)]}>’”'\"“»"
QUOTES = "‘’‚'`“”„\"«»《》"
PARTING = "-/_=?&%#+"
OPENERS = {"(": ")", "[": "]"}
BOUNDARY = " \t\n\r\u00a0([{<—–-/‘“„«\"'"
CUT_TITLE = 400
"""Letters up to which a title without its closing quotation mark goes, where no comma ends it before."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation, a bracket or a link: where it begins and ends, and what it encloses."""

    kind: MarkKind
    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def marks(text: str) -> list[Mark]:
    """The outermost quotes, brackets and links of a text, in order; none overlaps another."""
    links = _links(text)
    found, opened = _pairs(text, links)
    outer = _outermost([*links, *found])
    if opened is not None and not any(mark.start <= opened < mark.end for mark in outer):
        outer = _with_cut_title(text, outer, opened)
    return outer


def _outermost(found: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _links(text: str) -> list[Mark]:
    found: list[Mark] = []
    end = 0
    for head in LINK_HEAD.finditer(text):
        start = head.start()
        if start < end:
            continue
        before = len(text[max(0, start - 3) : start].rstrip())
        opening = max(0, start - 3) + before - 1
        if opening >= end and opening >= 0 and text[opening] in "<‹〈":
            closing = _closing_angle(text, start)
            if closing is not None:
                found.append(Mark("link", opening, closing + 1, start, closing))
                end = closing + 1
                continue
        inner = start
        if head.group().lower().rstrip(": ") == "doi":
            inner = head.end()
        stop = _bare_end(text, inner)
        if stop <= inner:
            continue
        first = opening if opening >= end and opening >= 0 and text[opening] in "<‹〈" else start
        found.append(Mark("link", first, stop, inner, stop))
        end = stop
    return found


def _closing_angle(text: str, start: int) -> int | None:
    closing = min(
        (at for at in (text.find(sign, start, start + LINK_LENGTH) for sign in ">›〉") if at >= 0),
        default=-1,
    )
    if closing < 0:
        return None
    inner = text[start:closing]
    prose = sum(1 for word in inner.split() if word.isalpha() and word[0].isupper())
    return None if "<" in inner or ", " in inner or prose > CONTINUED else closing


def _bare_end(text: str, start: int) -> int:
    """Where a link without angle brackets ends; it is followed over a blank where it is plainly broken."""
    end = _word_end(text, start)
    for _ in range(CONTINUED):
        if end >= len(text) or end - start > LINK_LENGTH or text[end - 1] not in PARTING:
            break
        following = end
        while following < len(text) and text[following].isspace() and following - end < 4:
            following += 1
        stop = _word_end(text, following)
        word = text[following:stop]
        bare = word.rstrip(LINK_TAIL)
        if not bare or not (bare[0].islower() or bare[0].isdigit() or bare[0] in "?&%=_"):
            break
        joined = any(sign in bare for sign in "/-_.=?&%") or any(map(str.isdigit, bare))
        lone = text[end - 1] == "-" and bare.isalnum() and (word != bare or stop >= len(text))
        if not joined and not lone:
            break
        end = stop
    while end > start and text[end - 1] in LINK_TAIL:
        if text[end - 1] == ")" and "(" in text[max(start, end - 200) : end - 1]:
            break
        end -= 1
    return end


def _word_end(text: str, start: int) -> int:
    end, most = start, min(len(text), start + LINK_LENGTH)
    while end < most and not text[end].isspace():
        if text[end] == "<" and (middle := SICI.match(text, end, most)):
            end = middle.end()
        elif text[end] in "<>“”«»‘;":
            break
        else:
            end += 1
    return end


def _pairs(text: str, links: list[Mark]) -> tuple[list[Mark], int | None]:
    """Quotes and brackets that are closed, and where the first quote stands that never is."""
    strong = _next_strong(text)
    found: list[Mark] = []
    stack: list[tuple[str, int]] = []
    position, link = 0, 0
    while position < len(text):
        if link < len(links) and position >= links[link].start:
            position = max(position, links[link].end)
            link += 1
            continue
        sign = text[position]
        role = _role(text, position, stack, strong) if sign in QUOTES else ""
        if sign in OPENERS:
            stack.append((OPENERS[sign], position))
        elif role and role[0] == "open":
            stack.append((role[1], position))
        elif sign in ")]" or role:
            wanted = role[1] if role else sign
            _close(stack, found, wanted, position)
        position += 1
    lost = (
        at
        for closer, at in stack
        if closer in "’”»"
        and text[at] != "'"
        and (at == 0 or text[at - 1] in " (,")
        and text[at + 1 : at + 2].isalpha()
    )
    return found, next(lost, None)


def _close(stack: list[tuple[str, int]], found: list[Mark], wanted: str, position: int) -> None:
    for depth in range(1, min(NESTED, len(stack)) + 1):
        closer, start = stack[-depth]
        if closer == wanted:
            del stack[-depth:]
            kind: MarkKind = "round" if wanted == ")" else "square" if wanted == "]" else "quote"
            found.append(Mark(kind, start, position + 1, start + 1, position))
            return


def _role(
    text: str, at: int, stack: list[tuple[str, int]], strong: list[int]
) -> tuple[str, str] | str:
    """Whether a quote opens or closes, and what; empty for an apostrophe."""
    sign = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opens = before in BOUNDARY and not after.isspace()
    near = [closer for closer, _ in stack[-NESTED:]]
    if sign in "‘‚`":
        if sign == "‘" and before.isalnum() and (after.isspace() or after in ",.;") and "’" in near:
            return ("close", "’")
        return ("open", "’") if not before.isalnum() or not after.isalnum() else ""
    if sign in "’'":
        if opens and "’" not in near and not after.isdigit() and strong[at] >= 0:
            return ("open", "’")
        return ("close", "’") if "’" in near and _closes(text, at, strong) else ""
    if sign == "„":
        return ("open", "”")
    if sign in "《》":
        return ("open", "》") if sign == "《" else ("close", "》")
    if sign in "«»":
        if sign == "«":
            return ("close", "«") if "«" in near else ("open", "»")
        return ("open", "«") if opens and "»" not in near else ("close", "»")
    if sign == "“":
        return ("close", "”") if "”" in near and not opens else ("open", "”")
    if "”" in near:
        return ("close", "”")
    return ("open", "”") if opens else ""


def _ends_quote(text: str, at: int) -> bool:
    """Whether what follows a quote mark is what follows a title: a comma, a bracket, the end."""
    position, most = at + 1, min(len(text), at + FOLLOWED)
    while position < most and text[position] in "’”'\"»":
        position += 1
    if position >= len(text) or text[position] in ",.;:?!)]…—，。；":
        return True
    if not text[position].isspace():
        return False
    while position < most and text[position].isspace():
        position += 1
    return position >= len(text) or text[position] in "([<"


def _next_strong(text: str) -> list[int]:
    """For each place the next single quote mark that plainly closes; -1 where one opens before."""
    following = [-1] * (len(text) + 1)
    strong = -1
    for at in range(len(text) - 1, -1, -1):
        following[at] = strong
        sign = text[at]
        if sign == "‘" and (at == 0 or not text[at - 1].isalnum()):
            strong = -1
        elif sign in "’'" and _ends_quote(text, at):
            strong = at
    return following


def _closes(text: str, at: int, strong: list[int]) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isalnum():
        return False
    if after in "-‐–" and text[at + 2 : at + 3].isalpha():
        return False
    if _ends_quote(text, at):
        return True
    return not (text[at - 1] in "sSzxšž" and strong[at] >= 0)


def _with_cut_title(text: str, outer: list[Mark], opened: int) -> list[Mark]:
    """The marks, and a quote from its opening to the comma or the end that it was cut off at."""
    end = position = opened + 1
    inside = [mark for mark in outer if mark.start > opened]
    following = iter(inside)
    mark = next(following, None)
    most = min(len(text), opened + CUT_TITLE)
    while position < most:
        if mark is not None and position >= mark.start:
            if mark.kind == "link":
                break
            position = mark.end
            mark = next(following, None)
            end = position
            continue
        if text[position] in ",;":
            break
        position += 1
        end = position
    while end > opened + 1 and text[end - 1] in " .":
        end -= 1
    cut = Mark("quote", opened, end, opened + 1, end, closed=False)
    return [
        *(mark for mark in outer if mark.end <= opened),
        cut,
        *(mark for mark in outer if mark.start >= end),
    ]
