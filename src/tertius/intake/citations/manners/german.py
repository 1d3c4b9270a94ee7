"""Notes as German jurists write them: author, title or journal, year and page; decisions and collections.

Otter, NJW 2005, 123 (125). Brun, Das Wasserrecht, JZ 1999, S. 12. BVerfGE 7, 198 (205).
The abbreviations of journals are those of Kirchner, Abkürzungsverzeichnis der Rechtssprache.
"""

import re

from tertius.intake.citations.levels import SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.words import GERMAN_COURTS, GERMAN_REPORTS, PLACES, folded

PAGE = r"(?:S\. ?|pp?\. ?)?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?"
PIN = r"(?: ?\((?P<pin>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?\)|,? (?:hier:? ?)?(?:S\. ?)?(?P<pin_bare>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?:,? Rn\. ?\d{1,4}(?: ?f{1,2}\.?)?)?"
JOURNAL = r"(?P<journal>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,5}[A-ZÄÖÜ](?:[A-Za-zÄÖÜ-]{0,8})(?:-RR)?|[A-Z][a-z]{2,9}Z|Verw(?:Arch|Rsp))"
PERSON = r"[^\W\d_a-z][^\n;,‘“„\"():/\d]{1,40}, [^\W\d_a-z][^\n;,‘“„\"():/\d]{0,30}"
NAMED = r"[^\W\d_a-z][\w.-]{0,25}"
SPOKEN = rf"{NAMED}(?:(?: (?:(?:von|zu|de|van|der|den) ){{0,2}}| ?/ ?){NAMED}){{1,6}}"
"""Names in their natural order before a colon: Ana Brun/Karl Otter: …"""
HEAD = rf"(?:(?P<inverted>{PERSON}(?: ?/ ?{PERSON}){{0,5}}): |(?P<author>[^\W\d_a-z][^\n;,‘“„\"():\d]{{1,60}}), )"
"""Karl Otter, …; or Otter, Karl/Gale, Mina: …"""
ARTICLE = re.compile(
    rf"{HEAD}(?:(?P<title>[^\W_][^\n;]{{3,200}}?), )?(?:in: ?)?{JOURNAL}(?: (?P<volume>\d{{1,3}}) \((?P<round>(?:19|20)\d\d)\)| (?P<year>(?:18|19|20)\d\d)),? {PAGE}{PIN}(?=[.;,)]|\s*\Z)"
)
DECISION = re.compile(
    rf"(?P<court>(?:{'|'.join(sorted(GERMAN_COURTS, key=len, reverse=True))})(?: [A-Z][a-zäöü]{{2,20}})?)(?:,? (?:Urt\.|Urteil|Beschl\.|Beschluss) v(?:om|\.) ?(?P<day>\d{{1,2}}\. ?(?:\d{{1,2}}\.|[A-Z][a-zä]{{2,8}}) ?\d{{4}}))?"
    rf"(?:,? (?:[-–] )?(?P<number>(?:[IVX]{{1,4}}|\d{{1,2}})?[a-z]? ?[A-Z][A-Za-z]{{0,3}} ?(?:\([A-Z]\) ?)?\d{{1,5}}/\d{{2}}))?(?:,? {JOURNAL} (?P<year>(?:19|20)\d\d), {PAGE}{PIN})?(?=[.;)]|\s*\Z)"
)
REPORT = re.compile(
    rf"(?P<reporter>{'|'.join(sorted(GERMAN_REPORTS, key=len, reverse=True))}) (?P<volume>\d{{1,3}}), {PAGE}{PIN}(?=[.;,)]|\s*\Z)"
)
COUNTED = re.compile(
    rf"(?P<court>{'|'.join(sorted(GERMAN_COURTS, key=len, reverse=True))})(?:,? (?:Urt\.|Urteil|Beschl\.|Beschluss) v(?:om|\.) ?(?P<day>\d{{1,2}}\. ?(?:\d{{1,2}}\.|[A-Z][a-zä]{{2,8}}) ?\d{{4}}))?"
    rf"(?:,? (?:[-–] )?(?P<number>\d{{1,2}} [A-Z][A-Za-z]{{0,3}} \d{{1,5}}/\d{{2}}))?,? (?P<reporter>{'|'.join(sorted(GERMAN_REPORTS, key=len, reverse=True))}) (?P<volume>\d{{1,3}}), {PAGE}{PIN}(?=[.;,)]|\s*\Z)"
)
LUXEMBOURG = re.compile(
    r"(?P<court>EuGH|EuG),? (?:(?:Urt\.|Urteil|Beschl\.|Beschluss) v(?:om|\.) ?(?P<day>\d{1,2}\. ?(?:\d{1,2}\.|[A-Z][a-zä]{2,8}) ?\d{4}) ?[-–,] )?(?:Rs\. )?(?P<number>[CT]?[-–]?\d{1,4}/\d{2}),? (?P<reporter>Slg\.) (?P<year>(?:19|20)\d\d), (?P<page>(?:I{1,2}[-–])?\d{1,6})(?:,? (?:Rn|Rz)\. ?(?P<pin>\d{1,4}))?(?: [-–] (?P<title>[^\W\d_a-z][^\n;.,]{2,60}))?(?=[.;]|\s*\Z)"
)
THESIS = re.compile(
    rf"(?:{HEAD}|(?P<spoken>[^\W\d_a-z][\w.-]{{1,20}}(?: [^\W\d_a-z][\w.-]{{0,20}}){{1,3}}): )(?P<title>[^\W_][^\n;]{{2,250}}?)[,.]? \(?(?P<genre>(?:Diss(?:ertation|\.)|Habil(?:itation|\.|itationsschrift)|Univ\.-Diss\.)(?: (?:iur|jur|phil|med|rer\. ?pol|rer\. ?nat|theol|oec)\.)?),? (?P<place>[A-ZÄÖÜ][\wäöüß./ -]{{2,30}}?),? (?P<year>(?:1[5-9]|20)\d\d)\)?"
    r"(?:, (?:S\. ?)?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?=[.;]|\s*\Z)"
)
COMMENTARY = re.compile(
    r"(?P<author>[^\W\d_a-z][\w-]{1,30}(?:/[^\W\d_a-z][\w-]{1,30}){0,3}), in: ?(?P<container>[^\W\d_a-z][^\n;()]{1,120}?)(?:, (?P<edition>\d{1,3}\. Aufl(?:\.|age))(?: (?P<year>(?:19|20)\d\d))?)?"
    r", (?P<pin>(?:Art\.|§{1,2}|Vor(?:b\.)?(?: §| Art\.)?|Einl\.) ?\d{0,4}[a-z]?(?: Abs\. ?\d{1,2})?(?: (?:Rn|Rdnr|Rz)\. ?\d{1,4})?)(?: ?f{1,2}\.?)?(?=[.;]|\s*\Z)"
)
NAMED_COMMENTARY = re.compile(
    r"(?P<container>[A-ZÄÖÜ][\w-]{2,20}(?: [A-ZÄÖÜ][A-Za-zÄÖÜ]{1,6})?)/(?P<author>[^\W\d_a-z][\w-]{1,30}(?:/[^\W\d_a-z][\w-]{1,30}){0,2})(?:, (?P<edition>\d{1,3}\. Aufl(?:\.|age)))?(?:,? (?P<year>(?:19|20)\d\d))?"
    r", (?P<pin>(?:Art\.|§{1,2}|Vor(?:b\.)?(?: §| Art\.)?|Einl\.) ?\d{0,4}[a-z]?(?: Abs\. ?\d{1,2})? (?:Rn|Rdnr|Rz)\. ?\d{1,4})(?: ?f{1,2}\.?)?(?=[.;]|\s*\Z)"
)
"""MüKoBGB/Brun, 7. Aufl. 2017, § 3 Rn. 7: the commentary before the stroke, its author behind it."""
FESTSCHRIFT = re.compile(
    rf"(?P<author>[^\W\d_a-z][\w-]{{1,30}}(?:/[^\W\d_a-z][\w-]{{1,30}}){{0,2}}), in: ?(?P<container>(?:Festschrift|FS|Festgabe|Gedächtnisschrift|GS|Liber [Aa]micorum|Gedenkschrift)(?: für)? [^\n;,()\d]{{3,80}})(?:, (?P<place>[A-ZÄÖÜ][\wäöüß./-]{{2,30}}))?,? (?P<year>(?:19|20)\d\d), {PAGE}{PIN}(?=[.;]|\s*\Z)"
)
COLON_BOOK = re.compile(
    rf"(?P<inverted>{PERSON}(?: ?/ ?{PERSON}){{0,5}}): (?P<title>[^\W_][^\n;:()]{{2,250}}?)(?:, (?P<edition>\d{{1,3}}\. Aufl(?:\.|age)))?(?:, |\. )(?P<place>[A-ZÄÖÜ][^\W\d]{{1,20}}(?:[/ -][^\W\d]{{2,20}}){{0,3}}(?: a\. ?M\.)?)(?:: ?(?P<publisher>[^\n:;()\d]{{2,60}}?))?,? (?P<year>(?:1[5-9]|20)\d\d)"
    r"(?:, S\. ?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?=[.;]|\s*\Z)"
)
SERIAL = re.compile(
    rf"(?P<inverted>{PERSON}(?: ?/ ?{PERSON}){{0,5}}): (?P<title>[^\W_][^\n;:()]{{2,250}}?)[.,] [Ii]n: (?P<journal>[^\W\d_a-z][^\n;:()]{{2,120}}?),? (?P<volume>\d{{1,4}}) \((?P<year>(?:1[89]|20)\d\d)\)(?:,? (?:H\.|Heft|Nr\.) ?(?P<issue>\d{{1,3}}(?:[/-]\d{{1,3}})?))?"
    r"(?:[,:] (?:S\. ?)?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?:, hier:? (?:S\. ?)?(?P<pin>\d{1,5}(?:[-–]\d{1,5})?))?(?=[.;]|\s*\Z)"
)
BOOK = re.compile(
    rf"(?:{HEAD}|(?P<spoken>{SPOKEN}): )(?P<title>[^\W_][^\n;]{{2,250}}?)(?:, (?P<edition>\d{{1,3}}\. (?:Aufl(?:\.|age)|Ausg\.)))?(?:,? (?P<place>[A-ZÄÖÜ][\wäöüß./ -]{{2,40}}?))?,? (?:(?P<year>(?:1[5-9]|20)\d\d)|o\. ?J\.)"
    r"(?:, (?:(?:S\. ?(?=\d)|(?=passim))(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?|passim)(?: ?f{1,2}\.?)?|(?P<margin>(?:Rn\.|Rdnr\.|§{1,2}) ?\d{1,5}[a-z]?(?: (?:Rn\.|Rdnr\.|Abs\.|Nr\.) ?\d{1,5}){0,3})))?(?=[.;]|\s*\Z)"
)
CHAPTER = re.compile(
    rf"(?:{HEAD}|(?P<spoken>{SPOKEN}): )(?:(?P<title>[^\W_][^\n;]{{2,250}}?), )?in: ?(?:(?P<editors>[^\n;,()\d]{{3,80}}?) \((?:Hrsg|Hg|Hgg|Hrsgg|Ed|Eds|ed|eds)\.?\)[,:] ?)?"
    rf"(?P<container>[^\n;()]{{3,200}}?)(?:, (?P<edition>\d{{1,3}}\. (?:Aufl(?:\.|age)|Ausg\.)))?(?:,? (?P<place>[A-ZÄÖÜ][\wäöüß./-]{{2,30}}(?: (?:a\. ?M\.|u\. ?a\.))?))?,? (?P<year>(?:1[5-9]|20)\d\d)"
    rf", {PAGE}{PIN}(?=[.;]|\s*\Z)"
)
STOPPED_CHAPTER = re.compile(
    rf"(?:{HEAD}|(?P<spoken>{SPOKEN}): )(?P<title>[^\W_][^\n;]{{2,250}}?)[.,] [Ii]n: ?(?P<editors>[^\n;()\d]{{3,80}}?) \((?:Hrsg|Hg|Hgg|Hrsgg|Ed|Eds|ed|eds)\.?\)[,:] ?"
    rf"(?P<container>[^\n;:()]{{3,200}}?)(?:[.,] (?P<edition>\d{{1,3}}\. Aufl(?:\.|age)))?[.,]? (?P<place>[A-ZÄÖÜ][^\W\d]{{1,20}}(?:[/ -][^\W\d]{{2,20}}){{0,3}}(?: (?:a\. ?M\.|u\. ?a\.))?): ?(?P<publisher>[^\n:;()\d]{{2,60}}?),? (?P<year>(?:1[5-9]|20)\d\d)"
    rf", {PAGE}{PIN}(?=[.;]|\s*\Z)"
)
"""A chapter whose book has its publisher: Brun, Ana: Kredite. In: Otter, Karl (Hg.): Handbuch. Wien: Hügel 2012, S. 4-9."""
COUNTED_BOOK = re.compile(
    rf"(?P<inverted>{PERSON}(?: ?/ ?{PERSON}){{0,5}})(?P<editors> \((?:Hrsg|Hg|Hgg|Bearb)\.?\))?: (?P<title>[^\W_][^\n;:()]{{2,250}}?)(?:[.,] (?:Bde?\. ?(?P<volume>\d{{1,3}}(?:[-–]\d{{1,3}})?)|(?P<count>\d{{1,3}}) Bde\.?))?(?:[.,]? (?P<edition>\d{{1,3}}\.(?:, \w{{3,20}}\.?)? Aufl(?:\.|age)))?"
    r"(?: ?\(= ?(?P<series>[^()\n]{3,120}?)(?:,? (?:Bd\. ?|Nr\. ?)?(?P<number>\d{1,4}))?\))?[.,]? (?P<place>[A-ZÄÖÜ][^\W\d]{1,20}(?:[/ -][^\W\d]{2,20}){0,3}(?: u\. ?a\.)?)(?:: ?(?P<publisher>[^\n:;()\d]{2,60}?))?,? (?P<year>(?:1[5-9]|20)\d\d)"
    r"(?:, S\. ?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?=[.;]|\s*\Z)"
)
"""A book with its editor, volume, edition or series: Pahl, Ernst (Hrsg.): Quellen. Bd. 2. 3. Aufl. Hamburg: Kranich 1978."""
SERIES_BOOK = re.compile(
    rf"{HEAD}(?P<title>[^\W_][^\n;()]{{2,250}}?) \(=? ?(?P<series>[^()\n]{{3,120}}?),? (?:Bd\. ?|Nr\. ?)?(?P<number>\d{{1,4}})\),? (?P<place>[A-ZÄÖÜ][^\W\d]{{1,20}}(?:[/ -][^\W\d]{{2,20}}){{0,3}}(?: u\. ?a\.)?)(?:: ?(?P<publisher>[^\n:;()\d]{{2,60}}?))?,? (?P<year>(?:1[5-9]|20)\d\d)"
    r"(?:, S\. ?(?P<page>\d{1,5}(?: ?[-–] ?\d{1,5})?)(?: ?f{1,2}\.?)?)?(?=[.;]|\s*\Z)"
)
INNER = re.compile(r"[‘’“”„\"«»<>]|https?:|\(|[.] [A-ZÄÖÜ]|, in:|\b[Ii]n: ")


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a note of the German manner that begins at a place."""
    return (
        _report(text, start, end)
        or _counted(text, start, end)
        or _decision(text, start, end)
        or _article(text, start, end)
        or _serial(text, start, end)
        or _commentary(text, start, end)
        or _chapter(text, start, end)
        or _thesis(text, start, end)
        or _colon_book(text, start, end)
        or _counted_book(text, start, end)
        or _book(text, start, end)
    )


def _report(text: str, start: int, end: int) -> Taken | None:
    found = REPORT.match(text, start, end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    taken.take(found, {"reporter": "container-title", "volume": "volume"})
    _pages(taken, found)
    return taken.typed("legal_case", found.end())


def _decision(text: str, start: int, end: int) -> Taken | None:
    found = DECISION.match(text, start, end)
    if found is None or not (found["day"] or found["number"] or found["journal"]):
        return None
    taken = Taken(text, start, found.end())
    taken.take(found, {"court": "authority", "number": "number", "journal": "container-title"})
    if found["day"]:
        taken.take_year(found, "day")
    taken.take_year(found)
    _pages(taken, found)
    return taken.typed("legal_case", found.end())


def _article(text: str, start: int, end: int) -> Taken | None:
    found = ARTICLE.match(text, start, end)
    if found is None or (found["title"] and INNER.search(found["title"])):
        return None
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    if "author" not in taken.csl:
        return None
    taken.take(found, {"title": "title", "journal": "container-title", "volume": "volume"})
    taken.take_year(found)
    taken.take_year(found, "round")
    _pages(taken, found)
    return taken.typed("article-journal", found.end())


def _chapter(text: str, start: int, end: int) -> Taken | None:
    found = STOPPED_CHAPTER.match(text, start, end) or CHAPTER.match(text, start, end)
    if found is None or (found["title"] and INNER.search(found["title"])):
        return None
    taken = Taken(text, start, found.end())
    if not (found["title"] or found["editors"]):
        return None
    _authors(taken, found, alone=not found["title"])
    if "author" not in taken.csl:
        return None
    if found["editors"]:
        people = [words.strip() for words in found["editors"].split("/")]
        if len(people) > 1:
            told = [name.csl() for words in people for name in names(words)]
            taken.put("editor", told, *found.span("editors"), SURE)
        else:
            taken.take_names(*found.span("editors"), "editor")
    taken.take(
        found,
        {
            "title": "title", "container": "container-title", "edition": "edition",
            "place": "publisher-place",
        },
    )  # fmt: skip
    if found.re is STOPPED_CHAPTER:
        taken.take(found, {"publisher": "publisher"})
    taken.take_year(found)
    _pages(taken, found)
    return taken.typed("chapter", found.end())


def _book(text: str, start: int, end: int) -> Taken | None:
    found = BOOK.match(text, start, end)
    if found is None:
        return None
    place = folded(found["place"] or "").split("/")[0].split(" u.")[0].strip()
    place = place.removesuffix(" a. m.").removesuffix(" am main").strip()
    subtitled = place in PLACES and bool(found["page"]) and found["title"].count(". ") == 1
    if INNER.search(found["title"].replace(". ", " ") if subtitled else found["title"]):
        return None
    if not (found["edition"] or place in PLACES or (found["margin"] and not found["place"])):
        return None
    if found["place"] and place not in PLACES:
        return None
    parted = bool(found["year"]) and text[found.start("year") - 2] == ","
    if parted and found["place"] and ", " in found["title"] and not found["edition"]:
        # Title, Publisher, Town, year: German notes have no comma between town and year.
        return None
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    if "author" not in taken.csl:
        return None
    taken.take(
        found,
        {"title": "title", "edition": "edition", "place": "publisher-place", "margin": "locator"},
    )
    taken.take_year(found)
    taken.take_pages(found, "page", "locator")
    return taken.typed("book", found.end())


def _counted(text: str, start: int, end: int) -> Taken | None:
    """Read a decision in a collection whose volumes are counted, or of the Union's courts."""
    found = COUNTED.match(text, start, end) or LUXEMBOURG.match(text, start, end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    groups = found.groupdict()
    fields = {
        "court": "authority", "number": "number", "reporter": "container-title",
        "volume": "volume", "title": "title",
    }  # fmt: skip
    taken.take(found, {group: name for group, name in fields.items() if groups.get(group)})
    for group in ("day", "year"):
        if groups.get(group):
            taken.take_year(found, group)
    taken.take_pages(found, "page")
    for group in ("pin", "pin_bare"):
        if groups.get(group):
            taken.take_pages(found, group, "locator")
    return taken.typed("legal_case", found.end())


def _thesis(text: str, start: int, end: int) -> Taken | None:
    found = THESIS.match(text, start, end)
    if found is None or INNER.search(found["title"]):
        return None
    taken = Taken(text, start, found.end())
    if found["spoken"]:
        taken.take_names(*found.span("spoken"))
    else:
        _authors(taken, found, alone=True)
    if "author" not in taken.csl:
        return None
    taken.take(found, {"title": "title", "genre": "genre", "place": "publisher-place"})
    taken.take_year(found)
    taken.take_pages(found, "page", "locator")
    return taken.typed("thesis", found.end())


def _commentary(text: str, start: int, end: int) -> Taken | None:
    """Read a part of a commentary on a law, which is cited by paragraph and margin."""
    found = (
        COMMENTARY.match(text, start, end)
        or NAMED_COMMENTARY.match(text, start, end)
        or FESTSCHRIFT.match(text, start, end)
    )
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    families = [{"family": part} for part in found["author"].split("/")]
    taken.put("author", families, *found.span("author"), SURE)
    taken.take(found, {"container": "container-title"})
    taken.take_year(found)
    if found.re is FESTSCHRIFT:
        taken.take(found, {"place": "publisher-place"})
        _pages(taken, found)
    else:
        taken.take(found, {"edition": "edition", "pin": "locator"})
    return taken.typed("chapter", found.end())


def _colon_book(text: str, start: int, end: int) -> Taken | None:
    """Read a book whose author stands inverted before a colon, with its publisher or without."""
    found = COLON_BOOK.match(text, start, end)
    if (
        found is None
        or INNER.search(found["title"].replace(". ", " "))
        or not _all_inverted(found["inverted"])
    ):
        return None
    town = folded(found["place"].split("/")[0])
    if not (found["publisher"] or town in PLACES):
        return None
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    taken.take(
        found,
        {
            "title": "title", "edition": "edition", "place": "publisher-place",
            "publisher": "publisher",
        },
    )  # fmt: skip
    taken.take_year(found)
    taken.take_pages(found, "page", "locator")
    return taken.typed("book", found.end()) if "author" in taken.csl else None


def _counted_book(text: str, start: int, end: int) -> Taken | None:
    """Read a book with its editor, its volume, or its series and the number in it."""
    found = COUNTED_BOOK.match(text, start, end)
    if found and not (
        _all_inverted(found["inverted"])
        and (
            found["editors"]
            or found["volume"]
            or found["count"]
            or found["edition"]
            or found["series"]
        )
    ):
        found = None
    found = found or SERIES_BOOK.match(text, start, end)
    if found is None or INNER.search(found["title"]):
        return None
    town = folded(found["place"].split("/")[0]).removesuffix(" u. a.").removesuffix(" u.a.")
    if not (found["publisher"] or town in PLACES):
        return None
    taken = Taken(text, start, found.end())
    if found.re is COUNTED_BOOK:
        people = [name for words in found["inverted"].split("/") for name in names(words.strip())]
        taken.take_people(people, *found.span("inverted"))
        taken.take(found, {"edition": "edition", "volume": "volume", "count": "number-of-volumes"})
        if found["editors"]:
            taken.move("author", "editor")
    else:
        _authors(taken, found)
    taken.take(
        found,
        {
            "title": "title", "series": "collection-title", "number": "collection-number",
            "place": "publisher-place", "publisher": "publisher",
        },
    )  # fmt: skip
    taken.take_year(found)
    taken.take_pages(found, "page", "locator")
    return taken.typed("book", found.end()) if taken.csl.keys() & {"author", "editor"} else None


def _all_inverted(words: str) -> bool:
    """Return whether a stretch holds inverted names alone, and no sentence behind them."""
    for person in words.split("/"):
        family, _, given = person.strip().partition(", ")
        parts = given.split()
        stopped = any(len(part) > 2 and part.endswith(".") for part in parts)
        shouted = any(len(part) > 1 and part.isupper() for part in (*parts, *family.split()))
        if stopped or shouted or len(parts) > 3 or not is_person(f"{given} {family}"):
            return False
    return True


def _serial(text: str, start: int, end: int) -> Taken | None:
    found = SERIAL.match(text, start, end)
    if found is None or not _all_inverted(found["inverted"]):
        return None
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    taken.take(
        found,
        {"title": "title", "journal": "container-title", "volume": "volume", "issue": "issue"},
    )
    taken.take_year(found)
    taken.take_pages(found, "page")
    taken.take_pages(found, "pin", "locator")
    return taken.typed("article-journal", found.end()) if "author" in taken.csl else None


def _authors(taken: Taken, found: re.Match[str], *, alone: bool = False) -> None:
    """Keep authors whom a stroke parts: Maunz/Dürig; and a family name alone."""
    if found["inverted"]:
        people = [name for words in found["inverted"].split("/") for name in names(words.strip())]
        taken.take_people(people, *found.span("inverted"))
        return
    if found.groupdict().get("spoken"):
        spoken = [words.strip() for words in found["spoken"].split("/")]
        people = [name for words in spoken for name in names(words)]
        if all(is_person(words) and not is_body(words) for words in spoken):
            taken.take_people(people, *found.span("spoken"))
        return
    start, end = found.span("author")
    words = found["author"]
    if "/" in words and all(part.strip().isalpha() for part in words.split("/")):
        families = [{"family": part.strip()} for part in words.split("/")]
        taken.put("author", families, start, end, SURE)
    elif alone and words.isalpha():
        taken.put("author", [{"family": words}], start, end, SURE)
    else:
        taken.take_names(start, end)


def _pages(taken: Taken, found: re.Match[str]) -> None:
    taken.take_pages(found, "page")
    for group in ("pin", "pin_bare"):
        taken.take_pages(found, group, "locator")
