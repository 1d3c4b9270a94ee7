"""What kind of sentence it is: a publication's with its title, a finished one, or the author's own that cites nothing."""

import re

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.forms import form_in
from tertius.intake.citations.leads import LEAD, LONGEST_LEAD, bare, has_verb
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.persons import is_body, names
from tertius.intake.citations.pieces import Stretch, gaps
from tertius.intake.citations.words import VERBS

LEGAL = re.compile(r"(?:Case [A-Z]?-?\d|Joined Cases|UNSC |UNGA |Council Regulation|Regulation \()")


def is_finished(text: str, part: Stretch) -> bool:
    """Whether a part already has what a citation ends with: a date, a link, a bracket behind a title."""
    title = title_quote(text, part)
    after = title.end if title else part.start + 1
    if any(
        mark.kind == "link"
        or (mark.kind == "round" and any(map(str.isdigit, text[mark.start : mark.end])))
        for mark in part.marks
        if mark.start >= after
    ):
        return True
    end = part.end - 1 if text[part.end - 1] == "." else part.end
    return tail_date(text, max(after, part.start), end) is not None or _paged(text, part)


def _paged(text: str, part: Stretch) -> bool:
    tail = text[max(part.start, part.end - 30) : part.end].rstrip(".").rsplit(",", 1)[-1].strip()
    return bool(of.PAGES.match(tail))


def title_quote(text: str, part: Stretch) -> Mark | None:
    """The quote of a part that is a title: it begins a piece, or follows the words of a name."""
    for mark in part.marks:
        if mark.kind != "quote":
            continue
        before = text[max(part.start, mark.start - 300) : mark.start].rstrip()
        if not before or before[-1] in ",.:;)]" or mark.start == part.start:
            return mark
        lead = LEAD.match(before)
        words = before[lead.end() :] if lead else before
        if (
            words
            and len(words) < 160
            and not has_verb(words)
            and (is_body(words) or (bool(names(words)) and words[:1].isupper()))
        ):
            return mark
        if lead and not words.strip():
            return mark
        if before.endswith((" in", " see", " also", " title", " article")):
            return mark
        return None
    return None


def is_comment(text: str, part: Stretch) -> bool:
    """Whether a sentence is the author's own, and cites nothing."""
    lead = LEAD.match(text, part.start, min(part.end, part.start + LONGEST_LEAD))
    if form_in(text, lead.end() if lead else part.start, part.end):
        return False
    if any(mark.kind == "link" for mark in part.marks):
        return False
    if LEGAL.match(text, part.start, part.end) and not has_verb(text[part.start : part.end]):
        return False
    outside = " ".join(text[start:end] for start, end in gaps(part))[:3000]
    words = outside.split()
    title = title_quote(text, part)
    if title is not None:
        following = text[title.end : title.end + 3].strip()
        if (
            following[:1] in {",", "[", "("}
            or not following
            or following[:1] == "."
            or text[title.inner_end - 1] in ",."
        ):
            return False
    imprint = any(
        mark.kind == "round" and _imprint(text[mark.inner_start : mark.inner_end])
        for mark in part.marks
    )
    if imprint:
        return False
    verbs = sum(1 for word in bare(words) if word in VERBS)
    small = sum(1 for word in words if word[:1].islower())
    end = part.end - 1 if text[part.end - 1] == "." else part.end
    dated = tail_date(text, part.start, end) is not None or _paged(text, part)
    if dated and "," in outside:
        return verbs > 0 and small > len(words) * 0.5
    if title is not None and not verbs:
        return False
    if verbs or small > len(words) * 0.45:
        return True
    return "," not in outside and not dated


def _imprint(inner: str) -> bool:
    """Whether a bracket holds a place with a publisher, or a volume with a year."""
    if len(inner) > 300:
        return False
    day = tail_date(inner, 0, len(inner))
    return day is not None and (
        ": " in inner or "Vol" in inner or "No." in inner or "," in inner or day.start == 0
    )
