"""Notes that name a work by author and year alone: Otter 2014, 45. (Otter and Gale, 2014, p. 45)."""

import re

from tertius.intake.citations.dates import head_date
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body
from tertius.intake.citations.words import LAWS, MONTHS, folded

FAMILY = r"(?:(?:van|von|de|der|den|la) ){0,2}[^\W\d_a-zа-я][\w’'‐-]{2,30}"
SHORT = re.compile(
    rf"\(?(?P<names>{FAMILY}(?:(?:,| and| &| und| et|/) ?{FAMILY}){{0,3}})(?P<others>,? et al\.?)?,? (?P<round>\()?(?P<year>(?:1[5-9]|20)\d\d)[a-f]?(?:\)(?=[,:]| \d))?"
    r"(?:(?:[,:] ?| )(?:pp?\. ?|S\. ?|с\. ?|str\. ?)?(?P<pin>\d{1,4}(?: ?[-–] ?\d{1,4})?)(?: ?f{1,2}\.?)?)\)?(?=[.;]|\s*\Z)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a work that is named by its authors' family names, its year and a page."""
    found = SHORT.match(text, start, end)
    if found is None:
        return None
    families = [part for part in re.split(r",? (?:and|&|und|et) |, ?|/", found["names"]) if part]
    if any(is_body(part) or folded(part) in MONTHS or folded(part) in LAWS for part in families):
        return None
    day = head_date(text, *found.span("year"))
    if day is None:
        return None
    taken = Taken(text, start, found.end())
    people = [{"family": part} for part in families]
    taken.put("author", people, *found.span("names"), SURE)
    taken.put("issued", day.csl(), day.start, day.end, SURE)
    taken.take_pages(found, "pin", "locator")
    return taken
