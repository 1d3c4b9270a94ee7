"""What pages say of the rows of a case: labels, addresses, and each claim with its source."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tertius.case.archive import archived_of
from tertius.case.read import Case
from tertius.case.write import slug
from tertius.evidence.codes import called, name_of
from tertius.evidence.engagement import read_party
from tertius.evidence.said import number, spoken, stated
from tertius.inputs.grading import LOST, SEARCHED, Grader
from tertius.language.catalogue import BLOCS
from tertius.language.told import catalogue, gettext, listed, territory
from tertius.present.columns import column_label
from tertius.present.places import Link, item_link, page_links

if TYPE_CHECKING:
    from tertius.study.result import Result, Study


@dataclass(frozen=True)
class Cited:
    """A source as a page names it."""

    id: str
    title: str
    line: str
    href: str
    link: str | None
    grade: str
    lost: bool
    lang: str | None
    zotero: Link | None = None
    """Its entry in the Zotero library that it was exported from."""


@dataclass(frozen=True)
class Said:
    """A claim or observation as a page shows it."""

    id: str
    about: str
    about_href: str | None
    what: str
    value: str
    details: str
    quote: str | None
    sources: tuple[Cited, ...]
    via: Cited | None
    locator: str | None
    disputes: bool
    hedge: str | None
    modality: str
    checked: str
    is_own: bool
    """Whether it is what a publication says itself through which other claims are known, and was read again there."""
    information: str
    note: str | None
    against: tuple[str, ...]
    places: tuple[Link, ...]
    """The page that its locator names, in the file of what was read."""
    stored: str
    """The source whose stored text holds its words; empty where none is stored."""


@dataclass(frozen=True)
class Labels:
    """Looks up what a page needs to say of any id."""

    study: "Study"

    @property
    def case(self) -> Any:
        """The case behind the study."""
        return self.study.case

    def page_of(self, kind: str, name: str) -> str:
        """Return the address of a page, from the root of the atlas; safe for any id."""
        safe = slug(name)
        if safe != name:
            safe = f"{safe[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        return f"{kind}/{safe}.html"

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each row is called."""
        case, names = self.case, {}
        for row in case.rows("actors"):
            names[row.id] = _actor(row)
        for row in case.rows("engagements"):
            names[row.id] = row.label
        for issue in case.settings.issues:
            names.setdefault(issue.id, issue.label)
        relation = case.taxonomy.label
        for row in case.rows("ties"):
            joined = relation("relation", row.relation)
            if row.share_pct is not None and row.relation == "owns":
                share = number(row.share_pct)
                joined = gettext("{joined} {share}% of", joined=joined, share=share)
            ends = (names.get(row.actor, row.actor), names.get(row.target, row.target))
            role = [f"({row.role})"] if row.role else []
            names[row.id] = listed([ends[0], joined, ends[1], *role], " ")
        for row in case.rows("positions"):
            names[row.id] = gettext(
                "{actor} {view}: {issue}",
                actor=names.get(row.actor, row.actor),
                view=relation("view", row.view),
                issue=names.get(row.issue, row.issue),
            )
        for row in case.rows("links"):
            ends = (names.get(row.subject, row.subject), names.get(row.object, row.object))
            names[row.id] = listed(
                [ends[0], relation("link_relation", row.relation), ends[1]], " — "
            )
        return names

    def side(self, code: str | None) -> str:
        """Return the name behind a country or bloc code."""
        return called(code) if code else ""

    def verdict(self, result: "Result") -> str:
        """Return the verdict in words; what a test does not reach is never said to hold."""
        said: str = self.case.taxonomy.label("verdict", result.verdict)
        tested = result.spoken == result.verdict
        return said if tested else gettext("{verdict} as far as tested", verdict=said)

    def label(self, name: str) -> str:
        """Return what a row is called; its id where it has no name."""
        return self.labels.get(name, name)

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """Every source as pages name it."""
        outlets = {row.id: row for row in self.case.rows("outlets")}
        by_id = {}
        for source in self.case.sources.values():
            outlet = outlets.get(source.custom.outlet or "")
            grade = outlet.reliability if outlet else "F"
            published = outlet.name if outlet else source.container
            authors = "" if _same(source.authors, published) else source.authors
            parts = [authors, published, spoken(source.date) if source.date else gettext("no date")]
            by_id[source.id] = Cited(
                id=source.id,
                title=source.title or source.id,
                line=listed((part for part in parts if part), " · "),
                href=self.page_of("sources", source.id),
                link=source.web_address,
                grade=gettext("of its via") if source.custom.lost else grade,
                lost=source.custom.lost,
                lang=source.language,
                zotero=item_link(source),
            )
        return by_id

    def origin(self, name: str) -> Cited:
        """Return an origin as pages name it: its source, or where a search looked."""
        name = name.removeprefix(LOST)
        if not name.startswith(SEARCHED):
            return self.cited[name]
        return Cited(
            id=name,
            title=origin_title(name, self.case),
            line=gettext("what was looked for and not found there"),
            href="coverage.html",
            link=None,
            grade=gettext("none: a search"),
            lost=False,
            lang=None,
        )

    def said(self, names: Iterable[str]) -> list[Said]:
        """Return claims and observations as pages show them; searches are left to `searches`."""
        return [
            self._said(name) for name in names if self._table(name) in ("claims", "observations")
        ]

    def whole_at(self, name: str) -> str | None:
        """Return where a claim or observation always stands whole, from the root of the atlas.

        None where no page but those that use it have it, as what is withdrawn.
        """
        if name not in self._standing:
            return None
        table, row = self.case.by_id[name]
        if table == "observations":
            return f"figures.html#claim-{name}"
        kind, subject = self.case.by_id[row.subject]
        if kind == "engagements":
            return f"{self.page_of(kind, subject.id)}#claim-{name}"
        if kind == "actors":
            return f"{self.page_of(kind, subject.id)}#claims"
        if kind in ("ties", "positions"):
            return f"{self.page_of('actors', subject.actor)}#row-{subject.id}"
        return None

    def searches(self, names: Iterable[str]) -> list[Any]:
        """Return the searches among some ids."""
        return [self.case.by_id[name][1] for name in names if self._table(name) == "searches"]

    def brief(self, name: str) -> str:
        """Return a claim, observation or search in a few words."""
        if self._table(name) == "searches":
            return gettext("search for {what}", what=self.case.by_id[name][1].looked_for)
        claim = self._said(name)
        if self._table(name) == "claims" and self.case.by_id[name][1].property == "exists":
            if claim.disputes:
                return gettext("{about}: denied", about=claim.about)
            return gettext("{about}: it is so, {value}", about=claim.about, value=claim.value)
        if claim.disputes:
            return gettext(
                "{about}: not {what} {value}",
                about=claim.about,
                what=claim.what,
                value=claim.value,
            )
        return gettext(
            "{about}: {what} {value}", about=claim.about, what=claim.what, value=claim.value
        )

    def _table(self, name: str) -> str:
        return str(self.case.by_id.get(name, ("", None))[0])

    def _said(self, name: str) -> Said:
        """Return a claim or observation as pages show it: several pages show most of them."""
        if name not in self._said_cache:
            self._said_cache[name] = self._told(name)
        return self._said_cache[name]

    @cached_property
    def _said_cache(self) -> dict[str, Said]:
        return {}

    def _told(self, name: str) -> Said:
        table, row = self.case.by_id[name]
        words = self.case.taxonomy
        about, href, what = self._about(table, row)
        period = spoken(row.period) if row.period else ""
        when = [
            gettext("for {period}", period=period) if period else "",
            self.case.qualified(row.qualifier),
        ]
        if table == "claims":
            when = [
                gettext("as {stage}", stage=words.label("stage", row.stage)) if row.stage else "",
                spoken(row.date) if row.date else "",
                *when,
            ]
        else:
            when.append(f"“{row.question}”" if row.question else "")
            when.append(f"n = {number(row.sample)}" if row.sample else "")
        read = self.case.sources[row.via or row.source[0]]
        against = [self._otherwise(other) for other in self.study.ledger.against(name)]
        return Said(
            id=row.id,
            about=about,
            about_href=href,
            what=what,
            value=self._value(row),
            details=listed(part for part in when if part),
            quote=row.quote,
            sources=tuple(self.cited[s] for s in row.source),
            via=self.cited[row.via] if row.via else None,
            locator=row.locator,
            disputes=row.stance == "disputes",
            hedge=row.hedge,
            modality=row.modality,
            checked=row.checked,
            is_own=self.is_own(row),
            information=row.information,
            note=row.note,
            against=tuple(against),
            places=page_links(read, row.locator),
            stored=read.id if archived_of(read) else "",
        )

    def _about(self, table: str, row: Any) -> tuple[str, str | None, str]:
        words = self.case.taxonomy
        if table == "observations":
            pair = listed((self.side(code) for code in (row.area, row.counterpart) if code), " · ")
            return pair, None, words.label("indicator", row.indicator)
        kind, _ = self.case.by_id[row.subject]
        href = self.page_of(kind, row.subject) if kind in ("actors", "engagements") else None
        return self.label(row.subject), href, self._property(row.property)

    def _property(self, name: str) -> str:
        """Return what a property is called; one that is a column of its subject as the column is."""
        if name in self.case.taxonomy.words("property"):
            label: str = self.case.taxonomy.label("property", name)
            return label
        return column_label(name)

    def _value(self, row: Any) -> str:
        """Return a value in a reader's words: names for ids, labels for the words of a vocabulary."""
        kept = getattr(row, "property", None)
        if kept == "party" and row.value:
            party = read_party(row.value)
            role = self.case.taxonomy.label("role", party.role)
            return listed([role, self.label(party.actor)], ": ")
        if kept in DATED and row.value:
            return spoken(row.value)
        if kept == "stage" and row.value:
            stage: str = self.case.taxonomy.label("stage", row.value)
            return stage
        said = stated(row)
        entry = self.case.taxonomy.words("property").get(kept, {})
        if catalogue() is not None and entry.get("type") == "word" and row.value:
            label: str = self.case.taxonomy.label(entry["words"], row.value)
            return label
        return said

    def _otherwise(self, name: str) -> str:
        _, row = self.case.by_id[name]
        titles = listed((self.cited[s].title for s in row.source), "; ")
        if row.stance == "disputes":
            return gettext("{sources} disputes it", sources=titles)
        return gettext("{sources} says {value}", sources=titles, value=self._value(row))

    @cached_property
    def findings_on(self) -> "Mapping[str, list[Result]]":
        """For each claim, observation and search the findings that rest on it."""
        results: dict[str, list[Result]] = defaultdict(list)
        for result in self.study.results:
            for name in {*result.rests_on, *result.against}:
                results[name].append(result)
        return results

    @cached_property
    def by_source(self) -> Mapping[str, list[str]]:
        """For each source the claims and observations that it makes or was read in."""
        rows: dict[str, list[str]] = defaultdict(list)
        for table in ("claims", "observations"):
            for row in sorted(self.current(table), key=lambda r: r.id):
                for source in {*row.source, *([row.via] if row.via else [])}:
                    rows[source].append(row.id)
        return rows

    def current(self, table: str) -> list[Any]:
        """Return the claims or observations that count in the study's world."""
        grader = Grader(self.case, day=self.study.world.day)
        gone = self.study.world.withdrawn
        return [
            row for row in self.case.rows(table) if grader.is_current(row) and row.id not in gone
        ]

    @cached_property
    def known_through(self) -> Counter[str]:
        """By publication, how many claims and observations that count are known through it alone."""
        rows = (row for table in ("claims", "observations") for row in self.current(table))
        return Counter(row.via for row in rows if row.via)

    def is_own(self, row: Any) -> bool:
        """Return whether a checked row is what a publication says itself through which others are known.

        To find its sentence there again checks how it was read, and no source beside that publication.
        """
        return row.checked == "yes" and not row.via and {*row.source} <= self.known_through.keys()

    @cached_property
    def _standing(self) -> frozenset[str]:
        return frozenset(r.id for t in ("claims", "observations") for r in self.current(t))

    @cached_property
    def by_subject(self) -> Mapping[str, list[str]]:
        """For each subject the claims about it."""
        rows: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self.current("claims"), key=lambda r: r.id):
            rows[row.subject].append(row.id)
        return rows


DATED = ("start", "until")
"""The properties whose values are days."""


def _actor(row: Any) -> str:
    """Return what an actor is called; a state or bloc as it is called in the language that is spoken."""
    name: str = row.name
    if row.country and name == name_of(row.country):
        return territory(row.country, name)
    return gettext(name) if name in BLOCS else name


def _same(one: str, other: str | None) -> bool:
    """Return whether two names differ in nothing but signs and capitals."""
    return [c for c in one.casefold() if c.isalnum()] == [
        c for c in (other or "").casefold() if c.isalnum()
    ]


def origin_title(name: str, case: Case) -> str:
    """Return what an origin is called: the title of its source, or where a search looked."""
    name = name.removeprefix(LOST)
    if name.startswith(SEARCHED):
        return gettext("Searches in {where}", where=name.removeprefix(SEARCHED))
    source = case.sources.get(name)
    return source.title if source and source.title else name
