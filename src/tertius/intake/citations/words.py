"""The words that citations are made of: months, kinds of bodies, abbreviations, what leads into one."""

import re
from typing import Any

from tertius.evidence.months import spelled_months
from tertius.evidence.packaged import packaged

MONTHS = spelled_months()

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
"""A season of a year, as CSL counts them."""


_LISTS: dict[str, dict[str, Any]] = packaged("tertius.intake.citations", "words.yml")


def _set(name: str) -> frozenset[str]:
    """Return the words of a list in words.yml, which says what it holds and where it comes from."""
    return frozenset(_LISTS[name]["words"])


PARTICLES = _set("particles")
CAPITAL_PARTICLES = _set("capital_particles")
SUFFIXES = _set("suffixes")
HONORIFICS = _set("honorifics")
BODIES = _set("bodies")
SMALL = _set("small")
VERBS = _set("verbs")
ABBREVIATIONS = _set("abbreviations")
LAWS = _set("laws")
OUTLETS = _set("outlets")
SURNAMES_CHINESE = _set("surnames_chinese")
PLACES = _set("places")
PRESS = _set("press")
GERMAN_COURTS = tuple(_LISTS["german_courts"]["words"])
GERMAN_REPORTS = tuple(_LISTS["german_reports"]["words"])
CIVIL_COURTS = _set("civil_courts")
CIVIL_REPORTS = _set("civil_reports")
ARCHIVE_WORDS = _set("archive_words")
ARCHIVE_PARTS = _set("archive_parts")
ARCHIVE_NAMES = _set("archive_names")
SERIES = _set("series")


GENRES: dict[str, str] = {
    "press release": "press release",
    "news release": "press release",
    "media release": "press release",
    "press statement": "press release",
    "statement": "statement",
    "saopštenje": "press release",
    "saopštenje za javnost": "press release",
    "пресс-релиз": "press release",
    "working paper": "working paper",
    "policy brief": "report",
    "policy paper": "report",
    "briefing": "report",
    "briefing paper": "report",
    "report": "report",
    "fact sheet": "report",
    "factsheet": "report",
    "unpublished manuscript": "manuscript",
    "unpublished paper": "manuscript",
    "unpublished": "manuscript",
    "mimeo": "manuscript",
    "speech": "speech",
    "lecture": "speech",
    "keynote": "speech",
    "keynote speech": "speech",
    "opening remarks": "speech",
    "remarks": "speech",
    "conference paper": "paper-conference",
    "tweet": "post",
    "twitter post": "post",
    "facebook post": "post",
    "telegram post": "post",
    "post on x": "post",
    "video": "video",
    "youtube video": "video",
    "podcast": "broadcast",
    "radio broadcast": "broadcast",
    "television broadcast": "broadcast",
    "tv broadcast": "broadcast",
    "broadcast": "broadcast",
    "interview": "interview",
    "editorial": "editorial",
    "op-ed": "op-ed",
    "blog": "blog",
    "blog post": "blog",
    "transcript": "transcript",
    "infographic": "infographic",
    "dataset": "dataset",
    "data set": "dataset",
    "letter": "letter",
}
"""Words that say what kind of thing is cited, and what kind that is."""


ACCESSED = re.compile(
    r"(?:last |date )?(?:accessed|visited|retrieved|consulted|viewed|access date|pristupljeno|posećeno|poseceno"
    r"|приступљено|дата обращения|обращение|abgerufen|zugegriffen|consulté|consultato)\b(?: on| am| le| il| dana)?:? ?",
    re.IGNORECASE,
)
"""What stands before the day on which somebody looked."""

UPDATED = re.compile(
    r"(?:last )?(?:updated|edited|modified|revised|published|posted|dated|signed|adopted|broadcast|delivered)(?: on)?:? ",
    re.IGNORECASE,
)
"""What stands before the date of the thing itself."""


def folded(text: str) -> str:
    """Text with one kind of apostrophe and of space, in small letters, for looking words up."""
    return " ".join(text.replace("’", "'").replace("‘", "'").lower().split())
