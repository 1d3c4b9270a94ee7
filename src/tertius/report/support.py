"""What findings, figures and tables rest on, as a report says it: sources, notes, doubts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tertius.findings.confidence import Fragility, independent
from tertius.inputs.grading import LOST
from tertius.present.chance import chance_sentence
from tertius.present.labels import Labels
from tertius.report.signs import meaning_of, sign_of
from tertius.report.tree import Node, anchor, cite, led, link, para, sign, words
from tertius.report.words import capital, counted, few, joined
from tertius.study.result import AS_TESTED, Result

MOST = 4
"""How many sources a note or figure names."""

EVIDENCE = ("claims", "observations")

RESERVATIONS = {
    "fails": "the evidence of this case speaks against this",
    "open": "this evidence does not reach that far",
}
"""By verdict, what a sentence adds that does not hold."""

WATCHED_WORDS = {
    "asleep": "what would set it off has not happened in this evidence",
    "fired": "what sets it off has happened in this evidence",
}
"""By state, what a sentence adds that only watches for an event."""


@dataclass(frozen=True)
class Sources:
    """The sources behind some evidence: those whose text is there, and the lost notes."""

    known: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Support:
    """Says what rests on what, and remembers the sources that it named without citing them."""

    labels: Labels
    named: set[str] = field(default_factory=set)

    @cached_property
    def _results(self) -> Mapping[str, Result]:
        return {result.id: result for result in self.labels.study.results}

    def result(self, name: str) -> Result:
        """Return the result of a finding."""
        return self._results[name]

    def rows(self, names: Iterable[str]) -> list[Any]:
        """Return the claims and observations among some ids."""
        by_id = self.labels.case.by_id
        return [by_id[name][1] for name in names if by_id[name][0] in EVIDENCE]

    def sources(self, names: Iterable[str]) -> Sources:
        """Return the sources of some evidence: those that carry most of it first."""
        tally = Counter(source for row in self.rows(names) for source in row.source)
        cited = self.labels.cited
        order = sorted(tally, key=lambda s: (-tally[s], cited[s].grade, s))
        return Sources(
            known=tuple(s for s in order if not cited[s].lost),
            lost=tuple(sorted((s for s in order if cited[s].lost), key=lambda s: cited[s].title)),
        )

    def verdict(self, name: str) -> str:
        """Return the verdict on a finding in words."""
        result = self.result(name)
        label = self.labels.verdict(result)
        state = {"asleep": "not set off", "fired": "set off"}.get(result.state or "")
        return f"{label}, watched and {state}" if state else label

    def reservation(self, name: str) -> str:
        """Return what a sentence adds where its finding does not hold as it stands; else nothing."""
        result = self.result(name)
        if result.state:
            return WATCHED_WORDS[result.state]
        if result.spoken == AS_TESTED:
            left_out = str(result.untested).strip().rstrip(".")
            return f"this holds as far as tested, leaving out {left_out}"
        return RESERVATIONS.get(result.verdict, "")

    def sign(self, name: str) -> list[Node]:
        """Return the sign beside a note's number; nothing where what carries it was not asked."""
        result = self.result(name)
        letter = sign_of(result)
        return [sign(letter, meaning_of(result, self.labels))] if letter else []

    def part(self, name: str, part: str) -> str:
        """Return one part of a finding in words."""
        result = self.result(name)
        return {
            "statement": result.statement.strip().rstrip("."),
            "verdict": self.verdict(name),
            "confidence": result.confidence or "no",
            "hedge": f"“{result.hedge}”" if result.hedge else "no hedge",
            "fragility": fragility_words(result.fragility),
        }[part]

    def footnote(self, name: str) -> Node:
        """Return the footnote of a finding: its verdict and what carries it, sources, doubts."""
        result = self.result(name)
        inlines = self._rests_on(result)
        doubts = [self._origins(result), self._against(result)]
        if result.fragility and not _is_said(result):
            doubts.append(fragility_words(result.fragility))
        sentence = "; ".join(part for part in doubts if part)
        rest = [self._opened(result), f"{capital(sentence)}." if sentence else ""]
        trailing = words(f" {' '.join(part for part in rest if part)}".rstrip())
        return led([*inlines, *trailing], words(self._lead(result)))

    def _lead(self, result: Result) -> str:
        """Return what a note says first: sign, verdict, what carries it, confidence, what was risked."""
        letter = sign_of(result)
        carried = ""
        if result.support and result.support != "none":
            carried = f", {self.labels.case.taxonomy.label('support', result.support)}"
        bound = f", {result.within}" if result.within else ""
        verdict = capital(self.verdict(result.id))
        parts = [f"{letter} " if letter else "", f"{verdict}{carried}{bound}."]
        if result.confidence:
            because = f": {result.binding}" if result.binding else ""
            parts.append(f" {capital(result.confidence)} confidence{because}.")
        if result.chance is not None and result.chance.worlds:
            parts.append(f" {chance_sentence(result.chance)}")
        if result.verdict == "open" and result.needs:
            parts.append(f" What would be needed: {' '.join(result.needs).strip().rstrip('.')}.")
        if result.hedge:
            parts.append(f" The authors: “{result.hedge}”.")
        return "".join(parts)

    def _rests_on(self, result: Result) -> list[Node]:
        sources = self.sources(result.rests_on)
        searches = len(self.labels.searches(result.rests_on))
        parts: list[str] = []
        if len(sources.known) > MOST:
            more = len(sources.known) - MOST
            parts.append(counted(more, "more source", "more sources"))
        if sources.lost:
            parts.append(self._lost(sources.lost))
        if searches:
            parts.append(f"{counted(searches, 'search', 'searches')} on record")
        if not sources.known:
            sentence = "; ".join(parts)
            return words(f"{capital(sentence)}." if sentence else "No evidence is given for it.")
        return [cite(sources.known[:MOST]), *words(f" Also {'; '.join(parts)}." if parts else "")]

    def _lost(self, lost: tuple[str, ...]) -> str:
        """Return notes whose text is lost, by their own names."""
        self.named.update(lost)
        shown = [bare_title(self.labels.cited[name].title) for name in lost[:MOST]]
        more = len(lost) - len(shown)
        listed = joined([*shown, f"{more} more"]) if more else joined(shown)
        return f"{counted(len(lost), 'source', 'sources')} lost in the text: {listed}"

    def _opened(self, result: Result) -> str:
        rows = self.rows(result.rests_on)
        if not rows:
            return ""
        opened = sum(row.checked == "yes" and not self.labels.is_own(row) for row in rows)
        own = sum(map(self.labels.is_own, rows))
        through = self._through(rows)
        if own:
            through = f", {few(own)} read again in the publication that says {'it' if own == 1 else 'them'} itself{through}"
        if len(rows) == 1 and own:
            return "It is what that publication says itself, and was read again there."
        if len(rows) == 1:
            return f"{'Somebody' if opened else 'Nobody'} has checked it at the source{through}."
        amount = counted(len(rows), "", "claims and figures")
        if opened in (0, len(rows)):
            begin = "all" if opened else "none"
            return f"{capital(amount)}, {begin} checked at the source{through}."
        return f"{capital(amount)}, {few(opened)} checked at the source{through}."

    def _through(self, rows: list[Any]) -> str:
        """Return through which publication they are known, where somebody else said it first."""
        tally = Counter(row.via for row in rows if row.via)
        if not tally:
            return ""
        via, count = max(tally.items(), key=lambda item: (item[1], item[0]))
        if len(rows) == 1:
            return f"; it is known through {self._named(via)}"
        return f", {'all' if count == len(rows) else few(count)} known through {self._named(via)}"

    def _named(self, name: str) -> str:
        """Return a publication by its authors and year, or else by its short title or its title."""
        source = self.labels.case.sources[name]
        if source.author:
            return self._short(name)
        short = (source.model_extra or {}).get("title-short")
        return f"“{short if isinstance(short, str) else self.labels.cited[name].title}”"

    def _origins(self, result: Result) -> str:
        origins = self.labels.study.ledger.origins_of(result.rests_on)
        if not origins:
            return ""
        count = independent(origins)
        least = "at least " if any(origin.startswith(LOST) for origin in origins) else ""
        return f"{least}{counted(count, 'independent origin', 'independent origins')}"

    def _against(self, result: Result) -> str:
        if not result.against:
            return "nothing here speaks against it"
        count = len(result.against)
        verb = "speaks" if count == 1 else "speak"
        return f"{counted(count, 'piece of evidence', 'pieces of evidence')} {verb} against it"

    def beneath(self, names: Iterable[str]) -> Node:
        """Return the line beneath a figure or table: its sources, each linked to the list at the end."""
        listed = sorted(set(names))
        sources = self.sources(listed)
        searches = len(self.labels.searches(listed))
        inlines: list[Node] = []
        for name in sources.known[:MOST]:
            inlines += [
                *words("; " if inlines else ""),
                link(words(self._short(name)), f"#{anchor(name)}"),
            ]
        rest = []
        if len(sources.known) > MOST:
            rest.append(counted(len(sources.known) - MOST, "more source", "more sources"))
        if sources.lost:
            rest.append(f"{counted(len(sources.lost), 'source', 'sources')} lost in the text")
        if searches:
            rest.append(f"{counted(searches, 'search', 'searches')} on record")
        if rest:
            inlines += words(f"{'; ' if inlines else ''}{joined(rest)}")
        if not inlines:
            inlines = words("the findings of this case")
        label = "Source: " if len(sources.known) + len(rest) == 1 else "Sources: "
        self.named.update(sources.known[:MOST])
        return para(*words(label), *inlines, *words("."))

    def _short(self, name: str) -> str:
        """Return a source in a few words: its authors or publisher, and the year."""
        source = self.labels.case.sources[name]
        families = [str(a.get("literal") or a.get("family") or "") for a in source.author]
        who = joined(families[:3]) if families and all(families) else ""
        who = f"{families[0]} and others" if len(families) > 3 else who
        outlets = {row.id: row.name for row in self.labels.case.rows("outlets")}
        who = who or outlets.get(source.custom.outlet or "") or source.container or ""
        year = str(source.date)[:4] if source.date else "no date"
        return f"{who or self.labels.cited[name].title}, {year}"


def bare_title(title: str) -> str:
    """Return the title of a placeholder without the words that its text is lost."""
    return re.sub(r",? \(?text lost\)?$", "", title) or title


def fragility_words(fragility: Fragility | None) -> str:
    """Return how easily a verdict falls, in words."""
    if fragility is None:
        return "its fragility is not counted while the verdict is open"
    if fragility.least == 1 and fragility.most == 1:
        return "one source decides it"
    if fragility.least >= 2:
        return "no single source changes it"
    return "lost notes leave it open whether one source decides it"


def _is_said(result: Result) -> bool:
    """Return whether what binds the confidence says already that one origin decides it."""
    fragility = result.fragility
    return bool(result.confidence and fragility and fragility.least == fragility.most == 1)
