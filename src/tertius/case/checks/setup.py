"""Problems of case.yml and sources.json, and of the size that a case expects."""

import hashlib
import os.path
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tertius.case.checks.cells import at_source, leads_nowhere, not_a_word
from tertius.case.checks.webs import circles
from tertius.case.folder import Unreadable, locate
from tertius.case.items import SOURCES
from tertius.case.near import codes_meant, near_word, odd_letter
from tertius.case.problems import Message, Problem, message
from tertius.case.read import Case
from tertius.evidence.chains import chains_of, reached
from tertius.evidence.codes import name_of
from tertius.evidence.money import CASE_CURRENCIES
from tertius.evidence.source import TYPES


def check_types(case: Case) -> Iterator[Problem]:
    """Check for sources of a type that CSL does not have."""
    for source in case.sources.values():
        if source.type in TYPES:
            continue
        if near := near_word(source.type, dict.fromkeys(TYPES, "")):
            wrong = message("source-type", "near", near=near)
        else:
            wrong = message("source-type", "none")
        yield at_source(case, wrong, source, "type", source.type)


def check_settings(case: Case) -> Iterator[Problem]:
    """Check for codes, currency, issues and datasets of case.yml that cannot be used."""
    settings = case.settings
    for key in ("hosts", "powers", "baselines"):
        for place, code in enumerate(getattr(settings, key)):
            if name_of(code) is None:
                wrong = _no_code(code, getattr(settings, key))
                if wrong.wording == "setting" and (near := _code_of_rows(case, key, code)):
                    wrong = message("unknown-code", "rows", near=near, name=name_of(near))
                yield wrong.at("case.yml", case.document.line(key, place), key, code)
    for code in sorted(set(settings.powers) & set(settings.baselines)):
        yield message("setting", "two_roles").at(
            "case.yml", case.document.line("baselines"), "baselines", code
        )
    for code in sorted(set(settings.powers) & set(settings.hosts)):
        yield message("setting", "own_host").at(
            "case.yml", case.document.line("hosts"), "hosts", code
        )
    for key in ("hosts", "powers", "baselines"):
        for code, count in Counter(getattr(settings, key)).items():
            if count > 1:
                yield message("setting", "twice").at("case.yml", case.document.line(key), key, code)
    for issue in settings.issues:
        if issue.domain not in case.taxonomy.words("domain"):
            wrong = not_a_word(case, "domain", issue.domain)
            yield wrong.at("case.yml", case.document.line("issues"), "issues", issue.domain)
    lines = {
        issue.id: case.document.line("issues", place) for place, issue in enumerate(settings.issues)
    }
    yield from _issue_relations(case, lines)
    yield from _groups_and_index(case)
    if settings.currency not in CASE_CURRENCIES:
        yield message("setting", "currency").at(
            "case.yml", case.document.line("currency"), "currency", settings.currency
        )
    for key in ("issues", "datasets"):
        for name, count in Counter(entry.id for entry in getattr(settings, key)).items():
            if count > 1:
                yield message("doubled-id", "entry").at(
                    "case.yml", case.document.line(key), key, name
                )
    for place, dataset in enumerate(settings.datasets):
        line = case.document.line("datasets", place)
        for problem in _dataset_file(case.folder, dataset.file, dataset.hash):
            yield replace(problem, file="case.yml", row=line, column="datasets", cell=dataset.file)


def _code_of_rows(case: Case, key: str, code: str) -> str | None:
    """Return the one code that the engagements name as host or power, is near to one of case.yml, and is missing there."""
    column = "host" if key == "hosts" else "power"
    listed = {*case.settings.hosts, *case.settings.powers, *case.settings.baselines}
    named = {each for row in case.rows("engagements") for each in getattr(row, column)}
    near = [
        each for each in sorted(named - listed) if name_of(each) and len({*each} & {*code}) >= 2
    ]
    return near[0] if len(near) == 1 else None


def _no_code(code: str, codes: Sequence[str]) -> Message:
    """Return what to write for a text among codes that is none."""
    if odd := odd_letter(code):
        return odd
    meant = codes_meant(code)
    if len(meant) == 1:
        return message("unknown-code", "meant", near=meant[0], name=name_of(meant[0]))
    if meant:
        return message("unknown-code", "list", listed=_with(codes, code, meant))
    return message("unknown-code", "setting")


def _with(codes: Sequence[str], code: str, meant: Sequence[str]) -> str:
    """Return codes as a list is written, with those that are meant in the place of one."""
    whole = [each for old in codes for each in (meant if old == code else (old,))]
    return ", ".join(dict.fromkeys(whole))


def _issue_relations(case: Case, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Issues that exclude or imply an unknown one or themselves, or imply what excludes another."""
    issues, by_id = case.settings.issues, case.issues
    implications: list[tuple[str, str]] = []
    for issue in issues:
        for key in ("excludes", "implies"):
            for other in getattr(issue, key):
                if other not in by_id:
                    wrong = leads_nowhere(case, ("issues",), other)
                    yield wrong.at("case.yml", lines[issue.id], f"issues.{issue.id}.{key}", other)
        if issue.id in issue.excludes:
            wrong = message("setting", "excludes_itself")
            yield wrong.at("case.yml", lines[issue.id], f"issues.{issue.id}.excludes", issue.id)
        implications += [(issue.id, other) for other in issue.implies if other in by_id]
    chains = chains_of(implications)
    places = {name: ("case.yml", lines[name]) for name in by_id}
    yield from circles(chains, places, "issues", wording="implication")
    comes_with = {name: {name, *reached(chains, name)} for name in by_id}
    for name, together in comes_with.items():
        parts = [comes_with[other] for other in chains.get(name, ()) if other != name]
        for one in sorted(together):
            for other in sorted(together.intersection(by_id[one].excludes) - {one}):
                # An issue that it implies is told of first; saying it of this one too adds nothing.
                if any({one, other} <= part for part in parts):
                    continue
                if other == name:
                    wrong = message("setting", "excluded_by_implied", one=one)
                elif one == name:
                    wrong = message("setting", "implies_excluded", other=other)
                else:
                    wrong = message("setting", "implies_both", other=other, one=one)
                yield wrong.at("case.yml", lines[name], "issues", name)


def _groups_and_index(case: Case) -> Iterator[Problem]:
    """Check for groups with unknown codes or with a code for a name, and for an index of what is no share."""
    for name, members in case.settings.groups.items():
        for code in members:
            if name_of(code) is None:
                yield _no_code(code, members).at(
                    "case.yml", case.document.line("groups", name), f"groups.{name}", code
                )
        if name_of(name) is not None:
            yield message("setting", "group_code").at(
                "case.yml", case.document.line("groups", name), "groups", name
            )
    indicators = case.taxonomy.words("indicator")
    types = case.taxonomy.words("engagement_type")
    for indicator, entry in indicators.items():
        for added in entry.get("adds_up") or ():
            if added not in types:
                wrong = message("setting", "no_type", types=", ".join(types))
                yield wrong.at(
                    "case.yml",
                    case.document.line("vocabulary", "indicator", indicator),
                    f"vocabulary.indicator.{indicator}.adds_up",
                    added,
                )
    shares = [
        word for word, entry in indicators.items() if entry.get("share") or entry.get("share_of")
    ]
    for indicator, _, _ in case.settings.index.parts if case.settings.index else ():
        if indicator not in shares:
            wrong = message("setting", "no_share", shares=", ".join(shares))
            yield wrong.at(
                "case.yml", case.document.line("index", "weights"), "index.weights", indicator
            )


def _dataset_file(folder: Path, name: str, expected: str) -> Iterator[Problem]:
    try:
        path = locate(folder, f"data/{name}")
    except Unreadable as unreadable:
        yield unreadable.problem
        return
    if not path.resolve().is_relative_to(folder.resolve() / "data"):
        yield message("outside", "data").at("case.yml")
    elif not os.path.isfile(path):  # noqa: PTH113 - a name too long for a path is no file, and no error
        yield message("missing-file", "dataset").at("case.yml")
    elif (digest := _sha256(path)) != expected.removeprefix("sha256:").lower():
        yield message("setting", "hash", digest=digest).at("case.yml")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sources(case: Case) -> Iterator[Problem]:
    """Check for sources whose outlet or origin is not there, or that copy each other in a circle."""
    outlets = {row.id for row in case.rows("outlets")}
    copies: list[tuple[str, str]] = []
    for source in case.sources.values():
        custom = source.custom
        if (
            custom.outlet
            and custom.outlet not in outlets
            and not case.may_hold("outlets", custom.outlet)
        ):
            wrong = leads_nowhere(case, ("outlets",), custom.outlet)
            yield at_source(case, wrong, source, "custom.outlet", custom.outlet)
        if custom.derived_from:
            if custom.derived_from not in case.sources and not case.may_hold(
                "sources", custom.derived_from
            ):
                wrong = leads_nowhere(case, ("sources",), custom.derived_from)
                yield at_source(case, wrong, source, "custom.derived_from", custom.derived_from)
            copies.append((source.id, custom.derived_from))
    copying = {one for pair in copies for one in pair} & case.sources.keys()
    places = {name: (SOURCES, case.source_line(name, "custom", "derived_from")) for name in copying}
    yield from circles(chains_of(copies), places, "custom.derived_from", wording="copy")


def check_expectations(case: Case) -> Iterator[Problem]:
    """Check for counts of rows outside what the case expects of itself."""
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
            wrong = message("setting", "no_domain", domains=", ".join(domains))
            yield wrong.at(
                "case.yml", case.document.line("expects", domain), f"expects.{domain}", domain
            )
            continue
        counted = tuple(case.tables) if domain == "all" else BY_DOMAIN
        for table, (low, high) in tables.items():
            if table not in counted:
                wrong = message("setting", "not_counted", tables=", ".join(counted))
                yield wrong.at(
                    "case.yml",
                    case.document.line("expects", domain, table),
                    f"expects.{domain}.{table}",
                    table,
                )
                continue
            rows = counts[domain, table]
            if not case.is_whole(table):
                continue  # the rows that cannot be read are problems of their own
            if not low <= rows <= high:
                yield _unexpected(rows, low, high).at(
                    "case.yml",
                    case.document.line("expects", domain, table),
                    f"expects.{domain}.{table}",
                )


def _unexpected(rows: int, low: int, high: int) -> Message:
    """Return what to say of rows that are fewer or more than expected, and the size to write instead."""
    new = (rows, rows) if low == high else (min(low, rows), max(high, rows))
    wording, count = ("fewer", low - rows) if rows < low else ("more", rows - high)
    return message("expects", wording, rows=rows, count=count, low=new[0], high=new[1])


BY_DOMAIN = ("engagements", "ties", "positions")
"""The tables whose rows belong to a domain."""
