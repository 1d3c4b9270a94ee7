"""What pages say of the rows of a case: labels, addresses, and each claim with its source."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.case.write import slug
from tertius.evidence.codes import name_of
from tertius.study import Result, Study
from tertius.weigh import Weigher

SUBJECT_PAGES = {"actors": "actors", "sources": "sources"}


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
    checked: str
    information: str
    note: str | None
    against: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """Looks up what a page needs to say of any id."""

    study: Study

    @property
    def case(self) -> Any:
        """The case behind the study."""
        return self.study.case

    def page_of(self, kind: str, name: str) -> str:
        """The address of a page, from the root of the atlas; safe for any id."""
        safe = slug(name)
        if safe != name:
            safe = f"{safe[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        return f"{kind}/{safe}.html"

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each row is called."""
        case, found = self.case, {}
        for row in case.rows("actors"):
            found[row.id] = row.name
        for row in case.rows("engagements"):
            found[row.id] = row.label
        for issue in case.settings.issues:
            found.setdefault(issue.id, issue.label)
        relation = case.taxonomy.label
        for row in case.rows("ties"):
            share = f" {number(row.share_pct)}% of" if row.share_pct is not None and row.relation == "owns" else ""
            role = f" ({row.role})" if row.role else ""
            found[row.id] = f"{found.get(row.actor, row.actor)} {relation('relation', row.relation)}{share} {found.get(row.target, row.target)}{role}"
        for row in case.rows("positions"):
            found[row.id] = f"{found.get(row.actor, row.actor)} {relation('view', row.view)}: {found.get(row.issue, row.issue)}"
        for row in case.rows("links"):
            found[row.id] = f"{found.get(row.subject, row.subject)} — {relation('link_relation', row.relation)} — {found.get(row.object, row.object)}"
        return found

    def side(self, code: str | None) -> str:
        """The name behind a country or bloc code."""
        short = {"RUS": "Russia", "USA": "United States", "EU": "EU", "NATO": "NATO", "BA-SRP": "Republika Srpska"}
        return short.get(code or "", name_of(code or "") or code or "")

    def label(self, name: str) -> str:
        """What a row is called; its id where it has no name."""
        return self.labels.get(name, name)

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """Every source as pages name it."""
        outlets = {row.id: row for row in self.case.rows("outlets")}
        found = {}
        for source in self.case.sources.values():
            outlet = outlets.get(source.custom.outlet or "")
            grade = outlet.reliability if outlet else "F"
            parts = [source.authors, outlet.name if outlet else source.container, str(source.date or "no date")]
            found[source.id] = Cited(
                id=source.id,
                title=source.title or source.id,
                line=" · ".join(part for part in parts if part),
                href=self.page_of("sources", source.id),
                link=source.url if source.url and source.url.startswith(("https://", "http://")) else None,
                grade="of its via" if source.custom.lost else grade,
                lost=source.custom.lost,
            )
        return found

    def said(self, names: Iterable[str]) -> list[Said]:
        """Claims and observations as pages show them; searches are left to `searches`."""
        return [self._said(name) for name in names if self._table(name) in ("claims", "observations")]

    def searches(self, names: Iterable[str]) -> list[Any]:
        """The searches among some ids."""
        return [self.case.by_id[name][1] for name in names if self._table(name) == "searches"]

    def _table(self, name: str) -> str:
        return str(self.case.by_id.get(name, ("", None))[0])

    def _said(self, name: str) -> Said:
        table, row = self.case.by_id[name]
        words = self.case.taxonomy
        about, href, what = self._about(table, row)
        when = [f"in {row.period}" if row.period else "", row.qualifier or ""]
        if table == "claims":
            when = [f"as {words.label('stage', row.stage)}" if row.stage else "", f"dated {row.date}" if row.date else "", *when]
        else:
            when.append(f"“{row.question}”" if row.question else "")
            when.append(f"n = {number(row.sample)}" if row.sample else "")
        against = [self._otherwise(other) for other in self.study.ledger.against(name)]
        return Said(
            id=row.id,
            about=about,
            about_href=href,
            what=what,
            value=stated(row),
            details=", ".join(part for part in when if part),
            quote=row.quote,
            sources=tuple(self.cited[s] for s in row.source),
            via=self.cited[row.via] if row.via else None,
            locator=row.locator,
            disputes=row.stance == "disputes",
            hedge=row.hedge or (row.modality if row.modality != "stated" else None),
            checked=row.checked,
            information=row.information,
            note=row.note,
            against=tuple(against),
        )

    def _about(self, table: str, row: Any) -> tuple[str, str | None, str]:
        words = self.case.taxonomy
        if table == "observations":
            pair = " · ".join(self.side(code) for code in (row.area, row.counterpart) if code)
            return pair, None, words.label("indicator", row.indicator)
        found, _ = self.case.by_id[row.subject]
        href = self.page_of("actors", row.subject) if found == "actors" else None
        return self.label(row.subject), href, words.label("property", row.property)

    def _otherwise(self, name: str) -> str:
        _, row = self.case.by_id[name]
        verb = "disputes it" if row.stance == "disputes" else f"says {stated(row)}"
        return f"{'; '.join(self.cited[s].title for s in row.source)} {verb}"

    @cached_property
    def findings_on(self) -> Mapping[str, list[Result]]:
        """For each claim, observation and search the findings that rest on it."""
        found: dict[str, list[Result]] = defaultdict(list)
        for result in self.study.results:
            for name in {*result.rests_on, *result.against}:
                found[name].append(result)
        return found

    @cached_property
    def by_source(self) -> Mapping[str, list[str]]:
        """For each source the claims and observations that it makes or was read in."""
        found: dict[str, list[str]] = defaultdict(list)
        for table in ("claims", "observations"):
            for row in sorted(self.current(table), key=lambda r: r.id):
                for source in {*row.source, *([row.via] if row.via else [])}:
                    found[source].append(row.id)
        return found

    def current(self, table: str) -> list[Any]:
        """The claims or observations that count in the study's world."""
        weigher = Weigher(self.case, day=self.study.world.day)
        gone = self.study.world.withdrawn
        return [row for row in self.case.rows(table) if weigher.is_current(row) and row.id not in gone]

    @cached_property
    def by_subject(self) -> Mapping[str, list[str]]:
        """For each subject the claims about it."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self.current("claims"), key=lambda r: r.id):
            found[row.subject].append(row.id)
        return found


def stated(row: Any) -> str:
    """A value as it was stated, with its range, rounding and unit."""
    if row.value is not None:
        said = number(row.value)
    else:
        said = f"{number(row.low)} to {number(row.high)}".replace("None", "?")
    unit = "%" if row.unit == "pct" else f" {row.unit}" if row.unit else ""
    approx = {"about": "about ", "over": "over ", "up_to": "up to "}.get(row.approx or "", "")
    return f"{approx}{said}{unit}".replace("_", " ")


def number(value: Any) -> str:
    """A number with thousands set apart and no idle zeros; text as it is."""
    text = str(value)
    try:
        found = float(text)
    except ValueError:
        return text
    if found != found or text.lower() in ("nan", "inf"):
        return text
    whole = f"{found:,.2f}".rstrip("0").rstrip(".")
    return whole if abs(found) >= 10_000 else (text.rstrip("0").rstrip(".") if "." in text else text)
