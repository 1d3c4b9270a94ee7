"""Briefs of one page for a busy reader: what is new since a day, or what one finding comes to."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tertius import __version__
from tertius.case.read import Case
from tertius.case.withhold import publishable
from tertius.findings.compare import Difference, compare
from tertius.findings.compiled import Compiled
from tertius.inputs.grading import Grader
from tertius.present.chance import chance_sentence
from tertius.present.explain import what_changes
from tertius.present.labels import Labels
from tertius.present.pictures import evidence_picture
from tertius.present.verdicts import BRIEFLY, verdict_sentence
from tertius.report import docx, html
from tertius.report.figures import as_address, width_cm
from tertius.report.tree import Node, bullets, emphasis, figure, header, para, plain, words
from tertius.report.words import counted
from tertius.sandbox.scratch import scratch
from tertius.study.judged import Progress
from tertius.study.result import Study
from tertius.study.run import run_study
from tertius.worlds.history import Since, verdicts_through_time
from tertius.worlds.selection import world_known_on, world_published

MOST = 4
"""So many items of a list are named: with more of them a brief is no page."""

LETTERS = 240
"""So much of a long statement or claim is printed of each item."""

WATCHED = {"fired": "seen", "asleep": "not seen"}


@dataclass(frozen=True)
class Brief:
    """Hold a brief before it is printed; its pictures are made for each kind of file anew."""

    case: str
    title: str
    blocks: Callable[[str], list[Node]]
    """Return its text with every picture as `svg` or `png`."""
    closing: str

    def files(self) -> dict[str, bytes]:
        """Return the brief as HTML and as a Word document, by the ending of each."""
        meta = {
            "title": {"t": "MetaInlines", "c": words(self.title)},
            "pagetitle": {"t": "MetaString", "c": self.title},
            "lang": {"t": "MetaString", "c": "en-US"},
        }
        variables = {
            "generator": f"Tertius {__version__}",
            "case": self.case,
            "closing": self.closing,
        }
        with scratch("brief") as run:
            page = html.write_html(meta, self.blocks("svg"), variables, run, template="brief.html")
            last = para(emphasis(*words(self.closing)))
            pages = docx.write_docx(meta, docx.styled([*self.blocks("png"), last]), run)
        return {".html": page, ".docx": pages}


def brief_since(
    case: Case,
    compiled: Sequence[Compiled],
    day: str,
    *,
    progress: Progress = lambda said: None,
) -> Brief:
    """Return what became public after a day, and which verdicts turned and triggers fired by it.

    Both days are judged by what was certainly public on them; what has no date is in neither, and
    counted. Raises WorldError where the day is none.
    """
    published = world_published(case)
    case = publishable(case, published.withdrawn)
    before = world_known_on(case, day)
    today = world_known_on(case, case.settings.as_of.isoformat())
    progress("as it was known then")
    then = run_study(case, compiled, world=before, with_flips=False)
    progress("as it is known today")
    now = run_study(case, compiled, world=today, with_flips=False)
    turned = compare(then.results, now.results).turned
    assert before.day is not None
    blocks = list(_since(Labels(now), before.day, turned, today.excluded_undated))
    title = f"What is new since {before.day}"
    return Brief(case.settings.title, title, lambda _: blocks, _closing(now))


def _since(labels: Labels, day: date, turned: Sequence[Difference], undated: int) -> "list[Node]":
    fresh = _fresh(labels, day)
    rows = sum(map(len, fresh.values()))
    fired = [one for one in turned if one.after.state == "fired"]
    verdicts = [one for one in turned if not (one.before.state or one.after.state)]
    quiet = [one for one in turned if one not in fired and one not in verdicts]
    lead = (
        f"Since then {counted(len(fresh), 'source', 'sources')} with "
        f"{counted(rows, 'claim or figure', 'claims and figures')} became public; "
        f"{counted(len(verdicts), 'verdict', 'verdicts')} turned, and "
        f"{counted(len(fired), 'trigger', 'triggers')} fired."
    )
    blocks = [para(*words(lead))]
    for title, listed in (
        ("Verdicts that turned", verdicts),
        ("Triggers that fired", fired),
        ("Triggers that fell silent", quiet),
    ):
        if listed:
            lines = [
                f"{_short(one.statement)} Then {_word(one.before)}; now {_word(one.after)}."
                for one in listed
            ]
            blocks += [header(2, "", title), *_list(lines)]
    if fresh:
        newest = sorted(fresh, key=lambda name: (_day(labels, name), name), reverse=True)
        lines = [
            f"{labels.cited[name].title} ({labels.cited[name].line}): {_short(_told(labels, fresh[name]))}"
            for name in newest
        ]
        blocks += [header(2, "", "What became public"), *_list(lines)]
    if undated:
        said = (
            f"{counted(undated, 'claim or figure has', 'claims and figures have')} no dated source, "
            "and count on neither day."
        )
        blocks.append(para(*words(said[0].upper() + said[1:])))
    return blocks


def _fresh(labels: Labels, day: date) -> Mapping[str, list[str]]:
    """Return the claims and figures that certainly were not public on a day, by their first source."""
    known = {row["id"]: row["known"] for row in Grader(labels.case).known_days()}
    fresh: dict[str, list[str]] = defaultdict(list)
    for table in ("claims", "observations"):
        for row in labels.current(table):
            if known[row.id] is not None and known[row.id] > day:
                fresh[row.via or row.source[0]].append(row.id)
    return fresh


def _day(labels: Labels, source: str) -> str:
    return str(labels.case.sources[source].date or "")


def _told(labels: Labels, names: Sequence[str]) -> str:
    more = f"; and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{labels.brief(names[0])}{more}"


def _word(outcome: Any) -> str:
    return WATCHED.get(outcome.state, outcome.state) or BRIEFLY[outcome.verdict]


def brief_on(
    case: Case,
    compiled: Sequence[Compiled],
    finding: str,
    *,
    progress: Progress = lambda said: None,
) -> Brief:
    """Return what one finding comes to: its verdict, what carries and what speaks against it, and what would change it."""
    published = world_published(case)
    progress("judging")
    study = run_study(
        publishable(case, published.withdrawn),
        [one for one in compiled if one.finding.id == finding],
        world=published,
        with_chance=True,
        progress=progress,
    )
    progress("judging it through time")
    history = verdicts_through_time(
        study.case, list(study.verdicts.compiled.values()), study.computation, study.stored
    )[finding]
    return Brief(
        case.settings.title,
        study.result(finding).statement,
        lambda kind: _on(study, finding, history, kind),
        _closing(study),
    )


def _on(study: Study, name: str, history: Sequence[Since], kind: str) -> list[Node]:
    labels, result = Labels(study), study.result(name)
    finding = study.verdicts.compiled[name].finding
    lines = [verdict_sentence(result), chance_sentence(result.chance) or ""]
    if result.confidence:
        binding = f": {result.binding}" if result.binding else ""
        lines.append(f"Confidence is {result.confidence}{binding}.")
    if result.untested:
        lines.append(f"Not tested: {result.untested.rstrip('.')}.")
    blocks = [para(*words(" ".join(line for line in lines if line)))]
    blocks += [para(*words(caveat)) for caveat in result.caveats]
    if drawing := evidence_picture(study, labels, result, finding):
        target = as_address(drawing, kind)
        blocks.append(figure(drawing.says, target, min(width_cm(drawing), 11.0), []))
    for title, names, none in (
        ("What carries it", result.rests_on, "No claim carries it."),
        ("What speaks against it", result.against, "Nothing in this evidence."),
    ):
        said = labels.said(names)
        searched = [f"looked for {s.looked_for}: found {s.found}" for s in labels.searches(names)]
        told = [_claim(one) for one in said] + searched
        blocks += [header(2, "", title), *(_list(told) if told else [para(*words(none))])]
    changes = [line.strip() for line in what_changes(result, study.case)]
    blocks += [header(2, "", "What would change it"), *_list(changes)]
    if len(history) > 1:
        told = [f"from {turn.day}: {_word(turn)}" for turn in history]
        blocks += [header(2, "", "Since when"), *_list(told)]
    return blocks


def _claim(said: Any) -> str:
    sources = "; ".join(f"{one.title} ({one.line})" for one in said.sources)
    denied = "not " if said.disputes else ""
    return _short(f"{said.about}: {denied}{said.what} {said.value}. {sources}")


def _list(lines: Sequence[str]) -> list[Node]:
    """Return the first of some lines as a list, and how many there are besides."""
    shown = [[plain(*words(line))] for line in lines[:MOST]]
    more = len(lines) - len(shown)
    return [bullets(shown), *([para(*words(f"And {more} more."))] if more > 0 else [])]


def _short(text: str) -> str:
    from tertius.evidence.text import shorten

    return shorten(text, LETTERS)


def _closing(study: Study) -> str:
    return (
        f"Made by Tertius {__version__} from the case with the fingerprint {study.case_hash}, as of "
        f"{study.case.settings.as_of}. A verdict holds for this evidence alone."
    )
