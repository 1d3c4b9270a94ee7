"""What kind of publication a reference is, in the words of CSL."""

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
SOCIAL = {"twitter", "x", "facebook", "telegram", "instagram", "weibo", "vkontakte", "vk"}


def kind_of(csl: Mapping[str, Any]) -> str:
    """The CSL type that the fields of a reference speak for; ``document`` where none does."""
    genre = folded(str(csl.get("genre", "")))
    container = folded(str(csl.get("container-title", "")))
    title = folded(str(csl.get("title", "")))
    if title.startswith("interview "):
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
    if set(title.split()[:2]) & LAWS and "editor" not in csl and "publisher" not in csl:
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
        title.startswith(("speech ", "remarks ", "address ", "lecture ", "keynote "))
        and not container
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
        if words & OUTLETS or len(parts) == 3:
            return "article-newspaper" if words & OUTLETS else "article"
        return "article"
    if "URL" in csl:
        return "webpage"
    return "document"
