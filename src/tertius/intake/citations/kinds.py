"""What kind of publication a reference is, in the words of CSL."""

import re
from collections.abc import Mapping
from typing import Any

from tertius.intake.citations import details as of
from tertius.intake.citations.words import GENRES, LAWS, OUTLETS, folded

BY_GENRE = {
    "statement": "document",
    "report": "report",
    "working paper": "report",
    "manuscript": "manuscript",
    "speech": "speech",
    "paper-conference": "paper-conference",
    "post": "post",
    "video": "motion_picture",
    "broadcast": "broadcast",
    "interview": "interview",
    "editorial": "article-newspaper",
    "op-ed": "article-newspaper",
    "blog": "post-weblog",
    "transcript": "document",
    "infographic": "graphic",
    "dataset": "dataset",
    "letter": "personal_communication",
    "press release": "document",
}
INTERVIEWS = (
    "interview ", "intervju sa ", "intervju s ", "entretien avec ", "intervista ", "entrevista ",
    "интервју са ", "интервью с ", "разговор са ",
)  # fmt: skip
SOCIAL = {"twitter", "x", "facebook", "telegram", "instagram", "weibo", "vkontakte", "vk"}


GAZETTES = re.compile(
    r"(?:\d{1,5} )?(?:official (?:gazette|journal)|u\.?n\.?t\.?s\.?|službeni (?:glasnik|list)|sl\. (?:glasnik|list)|narodne novine"
    r"|bundesgesetzblatt|bgbl\.?|собрание законодательства|службени гласник|united nations treaty series|o\.?j\.?(?: [lc]\b|$))",
)
"""Where laws and treaties are published."""
RESOLUTION = re.compile(r"[SA]/RES/", re.IGNORECASE)


def _is_law(csl: Mapping[str, Any], title: str, container: str, *, is_quoted: bool) -> bool:
    """Return whether a reference is a law or treaty: its name says so, and nothing that it is an article.

    Where the name is quoted, or stands with a person, the place of publication must say it too.
    """
    if not set(title.split()[:2]) & LAWS or csl.keys() & {"editor", "publisher"}:
        return False
    if GAZETTES.match(container) or RESOLUTION.match(str(csl.get("number", ""))):
        return True
    persons = any("family" in name for name in csl.get("author", ()))
    papers = {word.strip("().,") for word in container.split()} & OUTLETS
    return not is_quoted and not persons and not papers and "page" not in csl


def kind_of(csl: Mapping[str, Any], *, is_quoted: bool = False) -> str:
    """Return the CSL type that the fields of a reference speak for; ``document`` where none does.

    A quoted title is what somebody wrote, and none of its words says what kind of thing it is. A name
    without quotes, author and container (Treaty on Dams, Interview with the minister) is what it says.
    """
    genre = folded(str(csl.get("genre", "")))
    container = folded(str(csl.get("container-title", "")))
    title = folded(str(csl.get("title", "")))
    if not is_quoted and title.startswith(INTERVIEWS):
        return "interview"
    if "event-title" in csl:
        return (
            "speech"
            if genre.startswith(("speech", "keynote", "lecture", "remarks", "address"))
            else "paper-conference"
        )
    if of.matched(of.THESIS, genre):
        return "thesis"
    if container in SOCIAL:
        return "post"
    if genre in GENRES:
        return BY_GENRE.get(GENRES[genre], "document")
    if _is_law(csl, title, container, is_quoted=is_quoted):
        return (
            "treaty"
            if title.startswith(
                ("treaty", "agreement", "convention", "protocol", "sporazum", "договор")
            )
            else "legislation"
        )
    if container and (
        ("volume" in csl and "publisher" not in csl) or ("issue" in csl and "page" in csl)
    ):
        return "article-journal"
    if (
        not is_quoted
        and title.startswith(("speech ", "remarks ", "address ", "lecture ", "keynote "))
        and not container
        and not csl.keys() & {"publisher", "number-of-pages", "page", "locator"}
    ):
        return "speech"
    if "number" in csl and container.endswith(
        ("report", "paper", "brief", "note", "comment", "memo", "briefing")
    ):
        return "report"
    if "publisher" in csl:
        if container and ("page" in csl or "editor" in csl or "locator" in csl):
            return "chapter"
        if not container:
            return "book"
    if "number" in csl and container:
        return "report"
    if "DOI" in csl and container:
        return "article-journal"
    if container:
        words = {word.strip("().,") for word in container.split()}
        if words & {"review", "journal", "studies", "quarterly"} and "page" in csl:
            return "article-journal"
        parts = csl.get("issued", {}).get("date-parts", [[]])[0]
        whole_day = len(parts) == 3 and is_quoted and "URL" not in csl
        paged = whole_day and bool(csl.keys() & {"page", "locator"})
        return "article-newspaper" if words & OUTLETS or paged else "article"
    if "URL" in csl:
        return "webpage"
    return "document"
