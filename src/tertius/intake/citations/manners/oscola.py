"""Articles as British lawyers cite them: Karl Otter, ‘Water and Loans’ (2004) 67 MLR 121, 125.

OSCOLA (4th edition), 3.3.
"""

import re

from tertius.intake.citations.manners.taken import Taken

ARTICLE = re.compile(
    r"(?P<author>[^\W\d_a-z][^\n;:()\d‘’“”\"\[\]]{2,120}?(?:’[A-Z][^\n;:()\d‘’“”\"\[\]]{2,120}?)?), ?(?:‘(?P<title>[^‘\n]{3,300}?)’|“(?P<double>[^“”\n]{3,300}?)”),? "
    r"(?:\((?P<year>(?:1[89]|20)\d\d)\) (?P<volume>\d{1,4})(?:\((?P<issue>\d{1,3})\))?|\[(?P<square>(?:1[89]|20)\d\d)\])"
    r" (?P<journal>[A-Z][A-Za-z&.’ ]{1,60}?) (?P<page>\d{1,5})(?:, (?P<pin>\d{1,5}(?:[-–]\d{1,5})?))?(?=[.;]|\s*\Z)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an article with its volume before the journal that begins at a place."""
    found = ARTICLE.match(text, start, end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("author"))
    if "author" not in taken.csl:
        return None
    taken.take(
        found,
        {
            "title": "title", "double": "title", "volume": "volume", "issue": "issue",
            "journal": "container-title",
        },
    )  # fmt: skip
    taken.take_year(found)
    taken.take_year(found, "square")
    taken.take_pages(found, "page")
    taken.take_pages(found, "pin", "locator")
    return taken.typed("article-journal", found.end())
