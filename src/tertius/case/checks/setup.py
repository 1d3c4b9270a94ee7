"""Problems of case.yml and sources.json, and of the size that a case expects."""

import hashlib
import os.path
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx

from tertius.case.checks.cells import leads_nowhere, not_a_word
from tertius.case.checks.webs import circles
from tertius.case.folder import Unreadable, locate
from tertius.case.problems import Problem
from tertius.case.read import Case
from tertius.case.settings import Issue
from tertius.evidence.codes import name_of


def check_settings(case: Case) -> Iterator[Problem]:
    """Codes, currency, issues and datasets of case.yml that cannot be used."""
    settings = case.settings
    for key in ("hosts", "powers", "baselines"):
        for code in getattr(settings, key):
            if name_of(code) is None:
                yield Problem(
                    "case.yml",
                    0,
                    key,
                    "unknown-code",
                    "is not a code. Write SRB, BA-SRP, XKX or EU.",
                    code,
                )
    for code in sorted(set(settings.powers) & set(settings.baselines)):
        yield Problem(
            "case.yml",
            0,
            "baselines",
            "setting",
            "is a power and a baseline. Keep one of the two.",
            code,
        )
    for issue in settings.issues:
        if issue.domain not in case.taxonomy.words("domain"):
            yield Problem(
                "case.yml",
                0,
                "issues",
                "unknown-word",
                not_a_word(case, "domain", issue.domain),
                issue.domain,
            )
    yield from _issue_relations(settings.issues)
    yield from _groups_and_index(case)
    if settings.currency not in ("EUR", "USD", "GBP", "CHF"):
        yield Problem(
            "case.yml",
            0,
            "currency",
            "setting",
            "cannot be compared in. Write EUR, USD, GBP or CHF.",
            settings.currency,
        )
    for key in ("issues", "datasets"):
        for name, count in Counter(entry.id for entry in getattr(settings, key)).items():
            if count > 1:
                yield Problem(
                    "case.yml", 0, key, "doubled-id", "stands twice. Give each its own id.", name
                )
    for dataset in settings.datasets:
        yield from _dataset_file(case.folder, dataset.file, dataset.hash)


def _issue_relations(issues: Sequence[Issue]) -> Iterator[Problem]:
    """Issues that exclude or imply an unknown one or themselves, or imply what excludes another."""
    by_id = {issue.id: issue for issue in issues}
    implied: Any = nx.DiGraph()
    implied.add_nodes_from(by_id)
    for issue in issues:
        for key in ("excludes", "implies"):
            for other in getattr(issue, key):
                if other not in by_id:
                    said = leads_nowhere(("issues",), other, {"issues": set(by_id)})
                    yield Problem(
                        "case.yml", 0, f"issues.{issue.id}.{key}", "dangling", said, other
                    )
        if issue.id in issue.excludes:
            said = "excludes itself. Name another issue, or remove it."
            yield Problem("case.yml", 0, f"issues.{issue.id}.excludes", "setting", said, issue.id)
        implied.add_edges_from((issue.id, other) for other in issue.implies if other in by_id)
    places = dict.fromkeys(by_id, ("case.yml", 0))
    yield from circles(implied, places, "issues", "implies itself")
    comes_with = {name: {name, *nx.descendants(implied, name)} for name in by_id}
    for name, together in comes_with.items():
        parts = [comes_with[other] for other in implied.successors(name) if other != name]
        for one in sorted(together):
            for other in sorted(together.intersection(by_id[one].excludes) - {one}):
                # An issue that it implies is told of first; saying it of this one too adds nothing.
                if any({one, other} <= part for part in parts):
                    continue
                whose = "it excludes" if one == name else f"{one} excludes"
                said = f"implies {other}, which {whose}. Remove one of the two."
                if other == name:
                    said = f"implies {one}, which excludes it. Remove one of the two."
                yield Problem("case.yml", 0, "issues", "setting", said, name)


def _groups_and_index(case: Case) -> Iterator[Problem]:
    """Groups with unknown codes or with a code for a name, and an index of what is no share."""
    for name, members in case.settings.groups.items():
        for code in members:
            if name_of(code) is None:
                said = "is not a code. Write SRB, BA-SRP, XKX or EU."
                yield Problem("case.yml", 0, f"groups.{name}", "unknown-code", said, code)
        if name_of(name) is not None:
            said = "is the code of a country or bloc. Give the group another name."
            yield Problem("case.yml", 0, "groups", "setting", said, name)
    known = case.taxonomy.words("indicator")
    measured = [
        word for word, entry in known.items() if entry.get("share") or entry.get("share_of")
    ]
    for indicator, _, _ in case.settings.index.parts if case.settings.index else ():
        if indicator not in measured:
            said = f"is no share. Write {', '.join(measured)}, with /qualifier where it has one."
            yield Problem("case.yml", 0, "index.weights", "setting", said, indicator)


def _dataset_file(folder: Path, name: str, expected: str) -> Iterator[Problem]:
    try:
        path = locate(folder, f"data/{name}")
    except Unreadable as unreadable:
        yield replace(unreadable.problem, file="case.yml", column="datasets", cell=name)
        return
    if not path.resolve().is_relative_to(folder.resolve() / "data"):
        yield Problem(
            "case.yml",
            0,
            "datasets",
            "outside",
            "leads out of data/. Put the file inside it.",
            name,
        )
    elif not os.path.isfile(path):  # noqa: PTH113 - a name too long for a path is no file, and no error
        yield Problem(
            "case.yml", 0, "datasets", "missing-file", "is not under data/. Put it there.", name
        )
    elif (found := _sha256(path)) != expected.removeprefix("sha256:").lower():
        yield Problem(
            "case.yml",
            0,
            "datasets",
            "setting",
            f"has the SHA-256 {found}, and case.yml names another. Put the right release there, or correct hash.",
            name,
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sources(case: Case) -> Iterator[Problem]:
    """Sources whose outlet or origin is not there, or that copy each other in a circle."""
    outlets = {row.id for row in case.rows("outlets")}
    chain: Any = nx.DiGraph()
    for number, source in enumerate(case.sources.values(), start=1):
        custom = source.custom
        if (
            custom.outlet
            and custom.outlet not in outlets
            and not case.may_hold("outlets", custom.outlet)
        ):
            yield Problem(
                "sources.json",
                number,
                "custom.outlet",
                "dangling",
                leads_nowhere(("outlets",), custom.outlet, {"outlets": outlets}),
                custom.outlet,
            )
        if custom.derived_from:
            if custom.derived_from not in case.sources and not case.may_hold(
                "sources", custom.derived_from
            ):
                yield Problem(
                    "sources.json",
                    number,
                    "custom.derived_from",
                    "dangling",
                    leads_nowhere(
                        ("sources",), custom.derived_from, {"sources": set(case.sources)}
                    ),
                    custom.derived_from,
                )
            chain.add_edge(source.id, custom.derived_from)
    places = {key: ("sources.json", number) for number, key in enumerate(case.sources, start=1)}
    yield from circles(chain, places, "custom.derived_from", "copies itself")


def check_expectations(case: Case) -> Iterator[Problem]:
    """Counts of rows outside what the case expects of itself."""
    counts: Counter[tuple[str, str]] = Counter()
    issues = case.issues
    for row in case.rows("engagements"):
        counts[row.domain, "engagements"] += 1
    for row in case.rows("ties"):
        counts[row.domain or "", "ties"] += 1
    for row in case.rows("positions"):
        counts[issues[row.issue].domain if row.issue in issues else "", "positions"] += 1
    for table in case.tables:
        counts["all", table] = len(case.rows(table))
    domains = case.taxonomy.words("domain")
    for domain, tables in case.settings.expects.items():
        if domain != "all" and domain not in domains:
            yield Problem(
                "case.yml",
                0,
                f"expects.{domain}",
                "setting",
                f"is no domain. Write {', '.join(domains)} or all.",
                domain,
            )
            continue
        known = tuple(case.tables) if domain == "all" else BY_DOMAIN
        for table, (low, high) in tables.items():
            if table not in known:
                yield Problem(
                    "case.yml",
                    0,
                    f"expects.{domain}.{table}",
                    "setting",
                    f"is no table that is counted here. Write one of {', '.join(known)}.",
                    table,
                )
                continue
            found = counts[domain, table]
            if not case.is_whole(table):
                continue  # the rows that cannot be read are problems of their own
            if not low <= found <= high:
                yield Problem(
                    "case.yml",
                    0,
                    f"expects.{domain}.{table}",
                    "expects",
                    f"{found} rows are there, and {low} to {high} are expected. "
                    "Find the lost rows, or change what is expected.",
                )


BY_DOMAIN = ("engagements", "ties", "positions")
"""The tables whose rows belong to a domain."""
