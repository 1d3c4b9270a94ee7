"""Search that works from disk: the index is made here, and the page's own script looks terms up."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tertius.atlas.common import places, power_pages, sector_label
from tertius.atlas.page import Page, pages
from tertius.evidence.fold import plain
from tertius.language.told import gettext, marked
from tertius.names.chinese import syllables
from tertius.names.letters import clean, script_of, to_latin
from tertius.present.labels import Labels
from tertius.study.result import Study

KINDS = (
    marked("power"),
    marked("finding"),
    marked("actor"),
    marked("source"),
    marked("engagement"),
    marked("issue"),
    marked("sector"),
)


RUSSIAN = str.maketrans(
    {"й": "j", "ы": "y", "э": "e", "ю": "ju", "я": "ja", "щ": "sc", "ь": "", "ъ": "", "ё": "e"}
)
"""The Cyrillic letters that Serbian does not have; static/search.js writes them alike."""


@dataclass(frozen=True)
class Found:
    """Hold something to be found: its kind, what it is called, its page, and what else it is called."""

    kind: str
    title: str
    href: str
    others: tuple[str, ...] = ()
    id: str = ""
    rests_on: tuple[str, ...] = ()
    """The ids of the actors and engagements that it rests on."""


@pages(place=120, address="search.html", menu=marked("Search"))
def search(study: Study, labels: Labels) -> Page:
    """Return the page of the search; its index is written beside it."""
    kinds = Counter(one.kind for one in things_of(study, labels))
    return Page("search.html", "search.html", gettext("Search"), {"kinds": kinds})


def search_script(things: Iterable[Found]) -> str:
    """Return a script that sets `TERTIUS_SEARCH`: the things, for each term those that have it, and for a thing what rests on it.

    Terms are in plain Latin letters; Chinese stands as pairs of characters, and as pinyin beside.
    """
    listed = list(things)
    by_id = {one.id: place for place, one in enumerate(listed) if one.id}
    rests: dict[int, list[int]] = defaultdict(list)
    for place, thing in enumerate(listed):
        for name in thing.rests_on:
            if name in by_id:
                rests[by_id[name]].append(place)
    terms: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(listed):
        for term in {t for text in (thing.title, *thing.others) for t in terms_of(text)}:
            terms[term].append(place)
    data = {
        "kinds": KINDS,
        "things": [
            [KINDS.index(one.kind), one.title, one.href, " · ".join(one.others)] for one in listed
        ],
        "terms": {term: terms[term] for term in sorted(terms)},
        "rests": {place: rests[place] for place in sorted(rests)},
    }
    return f"var TERTIUS_SEARCH = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def terms_of(text: str) -> Iterator[str]:
    """Yield the terms of a text: words in plain Latin letters, pairs of Chinese characters, and pinyin."""
    word, han = "", ""
    for letter in f"{clean(text)} ":
        script = script_of(letter)
        if han and script != "han":
            yield from _chinese(han)
            han = ""
        if script == "han":
            han += letter
        if script in ("latin", "cyrillic", "digit"):
            word += letter
        elif word:
            yield plain(to_latin(word).translate(RUSSIAN))
            word = ""


def _chinese(characters: str) -> Iterator[str]:
    """Yield the pairs of some Chinese characters, and what they are in pinyin, whole and by syllable."""
    if len(characters) == 1:
        yield characters
    yield from (characters[k : k + 2] for k in range(len(characters) - 1))
    read = syllables(characters)
    yield from read
    if len(read) > 1:
        yield "".join(read)


def things_of(study: Study, labels: Labels) -> Iterator[Found]:
    """Yield what can be found: findings, engagements, powers and actors with every name, issues, sectors, and sources."""
    for result in study.results:
        page = labels.page_of("findings", result.id)
        rests_on = _subjects(study, (*result.rests_on, *result.against))
        yield Found("finding", result.statement, page, rests_on=rests_on)
    for row in study.case.rows("engagements"):
        yield Found("engagement", row.label, labels.page_of("engagements", row.id), id=row.id)
    names: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("names"):
        names[row.actor].append(row.name)
    for code, address in power_pages(study, labels).items():
        called = labels.side(code)
        others = tuple(name for name in names[code.lower()] if name != called)
        yield Found("power", called, address, others)
    for actor in sorted(study.case.rows("actors"), key=lambda a: a.id):
        called = labels.label(actor.id)
        every = dict.fromkeys((actor.name, *names[actor.id]))
        others = tuple(name for name in every if name != called)
        yield Found("actor", called, labels.page_of("actors", actor.id), others, actor.id)
    for issue in study.case.settings.issues:
        yield Found("issue", issue.label, labels.page_of("issues", issue.id))
    for host, sector in places(study):
        called = sector_label(study, sector)
        page = labels.page_of("sectors", f"{host.lower()}-{sector}")
        yield Found("sector", called, page, (labels.side(host),))
    for name, cited in sorted(labels.cited.items()):
        if not cited.lost:
            yield Found("source", cited.title, labels.page_of("sources", name), (cited.line,))


ENDS = ("subject", "object", "actor", "target")
"""The columns by which a row is about an actor or an engagement."""


def _subjects(study: Study, rows: Iterable[str]) -> tuple[str, ...]:
    """Return the actors and engagements that some claims are about, by themselves or as the ends of a tie, a position or a link."""
    found: set[str] = set()
    asked = [name for name in rows if name in study.case.by_id]
    while asked:
        table, row = study.case.by_id[asked.pop()]
        if table in ("actors", "engagements"):
            found.add(row.id)
        else:
            ends = (getattr(row, column, None) for column in ENDS)
            asked += [end for end in ends if end and end in study.case.by_id]
    return tuple(sorted(found))
