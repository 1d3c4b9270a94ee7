"""Reading a report whole: its tree, cleaned, with every inclusion and citation checked."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tertius.case.problems import Problem
from tertius.case.read import Case
from tertius.errors import TertiusError
from tertius.evidence.text import nearest, shorten
from tertius.findings.compiled import Compiled
from tertius.measures import measure_columns
from tertius.report.inclusion import (
    Chart,
    Known,
    Number,
    Parsed,
    Rows,
    Whole,
    Wrong,
    read_inclusion,
)
from tertius.report.tangle import tangled
from tertius.report.text import MARK, Text, problem, read_report_text
from tertius.report.tree import Node, depth_of, elements, rewrite, text_of
from tertius.report.typed import typed_numbers
from tertius.sandbox import pandoc

LANGUAGE = (
    "markdown-yaml_metadata_block-pandoc_title_block-tex_math_dollars-latex_macros"
    "-native_divs-native_spans-markdown_in_html_blocks-implicit_figures"
)
"""Pandoc's Markdown without what a report does not have. Raw parts are read, so as to be refused."""

DEEPEST = 120
"""How deep the tree may be nested: a list in a list adds four."""

RAW = {"RawBlock": "block", "RawInline": "part"}
SCHEME = re.compile(r"(https?://|mailto:)[^\s]+\Z", re.IGNORECASE)
NAME = re.compile(r"[^\W_][\w.-]*\Z|\Z")
UNFIT = ("Header", "Link", "Note")
"""Where no footnote can stand."""


@dataclass(frozen=True)
class Report:
    """A report that can be printed: its head, its tree, and what each mark in it brings in."""

    head: dict[str, Any]
    blocks: list[Node]
    inclusions: dict[int, Parsed]


@dataclass(frozen=True)
class Written:
    """A report as its file says it, before it is held against a case: its text, and pandoc's tree."""

    text: Text
    blocks: list[Node]
    shown: set[int]
    """The marks that stand in code, where nothing is brought in."""
    problems: list[Problem]
    is_whole: bool
    """Whether there is a tree at all."""


def read_written_report(folder: Path) -> Written:
    """Return the report of a case as it is written, with what is wrong with it whatever the case holds."""
    text, problems = read_report_text(folder)
    if knot := tangled(text.body):
        wrong = problem(text.line_of(knot.begins), knot.message)
        return Written(text, [], set(), [*problems, wrong], is_whole=False)
    try:
        blocks = pandoc.read_tree(text.body, LANGUAGE)
    except TertiusError as error:
        wrong = problem(0, f"cannot be read: {error}")
        return Written(text, [], set(), [*problems, wrong], is_whole=False)
    if depth_of(blocks) > DEEPEST:
        wrong = problem(0, "is nested too deeply. Write its lists and quotations flatter.")
        return Written(text, [], set(), [*problems, wrong], is_whole=False)
    blocks, shown = _restore_code(blocks, text)
    return Written(text, blocks, shown, problems, is_whole=True)


def check_report(
    written: Written, case: Case, compiled: Sequence[Compiled]
) -> tuple[Report, list[Problem]]:
    """Return a report held against a case and its findings, and everything that is wrong with it."""
    text, blocks = written.text, written.blocks
    if not written.is_whole:
        return Report(text.head, [], {}), list(written.problems)
    known = Known(case, {one.finding.id: one for one in compiled}, measure_columns())
    parsed, wrong = _inclusions(text, blocks, known)
    problems = [
        *written.problems,
        *wrong,
        *_places(text, blocks, parsed, written.shown),
        *_elements(text, blocks, case),
    ]
    computed = {
        at for at, one in parsed.items() if isinstance(one, Number) and one.kind == "number"
    }
    for number, beside in typed_numbers(blocks, computed):
        near = text.inclusions[beside].line
        message = (
            "is typed by hand in a sentence that brings in a computed number. Bring it in from a "
            "finding, put it into a sentence of its own, or mark a name as [17+1]{.name}."
        )
        problems.append(problem(text.line_of(number, near=near), message, number))
    return Report(text.head, _cleaned(blocks), parsed), problems


def _restore_code(blocks: list[Node], text: Text) -> tuple[list[Node], set[int]]:
    """Return the blocks with code as it was written, where nothing is brought in; and which marks it had."""
    shown: set[int] = set()

    def written(mark: re.Match[str]) -> str:
        shown.add(int(mark[1]))
        return f"{{{{ {text.inclusions[int(mark[1])].text} }}}}"

    def replace(node: Node) -> list[Node] | None:
        if node["t"] not in ("Code", "CodeBlock"):
            return None
        attributes, code = node["c"]
        return [{"t": node["t"], "c": [attributes, MARK.sub(written, code)]}]

    return list(rewrite(blocks, replace)), shown


def _inclusions(
    text: Text, blocks: list[Node], scope: Known
) -> tuple[dict[int, Parsed], list[Problem]]:
    """Return what each mark outside code brings in, and what is wrong with it."""
    parsed: dict[int, Parsed] = {}
    problems = []
    for at in sorted({int(mark) for mark in MARK.findall(_letters(blocks))}):
        inclusion = text.inclusions[at]
        try:
            parsed[at] = read_inclusion(inclusion.text, scope)
        except Wrong as wrong:
            problems.append(problem(inclusion.line, str(wrong), f"{{{{ {inclusion.text} }}}}"))
    return parsed, problems


def _letters(blocks: list[Node]) -> str:
    return "".join(node["c"] for node, _ in elements(blocks) if node["t"] == "Str")


def _places(
    text: Text, blocks: list[Node], parsed: dict[int, Parsed], shown: set[int]
) -> Iterator[Problem]:
    """Yield inclusions that stand where they cannot be printed."""
    alone = {
        int(mark[1])
        for node, around in elements(blocks)
        if node["t"] == "Para" and "Note" not in around and (mark := MARK.fullmatch(text_of(node)))
    }
    placed = set()
    for node, around in elements(blocks):
        if node["t"] != "Str":
            continue
        for at in (int(mark) for mark in MARK.findall(node["c"])):
            placed.add(at)
            one = parsed.get(at)
            line, cell = text.inclusions[at].line, f"{{{{ {text.inclusions[at].text} }}}}"
            if isinstance(one, Whole) and (where := set(UNFIT).intersection(around)):
                place = {"Header": "heading", "Link": "link", "Note": "footnote"}[min(where)]
                message = f"has a footnote, which no {place} can hold. Write {{{{ {one.finding.finding.id}.statement }}}}."
                yield problem(line, message, cell)
            if isinstance(one, (Chart, Rows)) and at not in alone:
                yield problem(line, "stands within a paragraph. Give it a line of its own.", cell)
    for at in sorted(set(range(len(text.inclusions))) - placed - shown):
        inclusion = text.inclusions[at]
        message = (
            "stands in an address or attribute, where nothing is brought in. Move it into the text."
        )
        yield problem(inclusion.line, message, f"{{{{ {inclusion.text} }}}}")


SHOWN = 100
"""How many elements of one kind that a report may not hold are named, each with its line."""


def _elements(text: Text, blocks: list[Node], case: Case) -> Iterator[Problem]:
    """Yield elements that a report may not hold, and citations that lead nowhere; 100 of a kind, and how many more."""
    yield from _headings(text, blocks)
    names = {node["c"][1][0] for node, _ in elements(blocks) if node["t"] == "Header"}
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for node, _ in elements(blocks):
        for wrong in _unfit(node, names, case):
            told[wrong.kind] += 1
            if told[wrong.kind] > SHOWN:
                continue
            seen[wrong.words] += 1
            line = text.line_of(wrong.words, times=seen[wrong.words] - 1)
            yield problem(line, wrong.message(), wrong.cell)
    for kind, count in sorted(told.items()):
        if count > SHOWN:
            yield problem(0, f"… and {count - SHOWN:,} more {kind} like it. Mend these first.")


def _headings(text: Text, blocks: list[Node]) -> Iterator[Problem]:
    listed = Counter(node["c"][1][0] for node, _ in elements(blocks) if node["t"] == "Header")
    for name, times in listed.items():
        if times > 1 or not NAME.match(name):
            message = (
                "names a heading, once and in letters, digits and hyphens only. Choose another."
            )
            yield problem(text.line_of(f"#{name}"), message, f"#{name}")


@dataclass(frozen=True)
class _Unfit:
    """Something that a report may not hold: the words to find it by, and what is quoted of it."""

    kind: str
    words: str
    cell: str
    message: Callable[[], str]


def _unfit(node: Node, names: Collection[str], case: Case) -> Iterator[_Unfit]:
    kind = node["t"]
    if kind in RAW:
        language, raw = node["c"]
        name = "HTML" if language == "html" else shorten(language, 20)
        said = f"is raw {name}. Write Markdown instead; < as &lt; or \\<."
        yield _Unfit("raw texts", raw, raw.split("\n")[0], lambda: said)
    elif kind == "Image":
        target = node["c"][2][0]
        said = "is a picture, which a report does not take in. Delete the line, or write {{ figure positions | Caption }} or another that the guide lists."
        yield _Unfit("pictures", target, target, lambda: said)
    elif kind == "Math":
        yield _Unfit(
            "formulas", node["c"][1], node["c"][1], lambda: "is raw TeX. Write it in words."
        )
    elif kind == "Link":
        target = node["c"][2][0]
        inner = target.startswith("#") and target[1:] in names
        if not inner and not SCHEME.match(target) and not MARK.search(target):
            said = "leads out of the report. Link to https://… or to a heading, as #its-name."
            yield _Unfit("links", target, target, lambda: said)
    elif kind == "Cite":
        for one in node["c"][0]:
            key = one["citationId"]
            if key not in case.sources and not MARK.search(key):
                yield _Unfit("citations", f"@{key}", f"@{key}", partial(_uncited, key, case))
    elif pairs := _attributes(node)[2:]:
        said = "is an attribute, which a report does not take in. Remove it."
        for key, _value in pairs[0]:
            yield _Unfit("attributes", f"{key}=", key, lambda: said)


def _uncited(key: str, case: Case) -> str:
    near = nearest(key, case.sources)
    hint = f" Did you mean @{near}?" if near else ""
    return f"cites no source of sources.json.{hint} Write an address or handle as \\@ or in `code`."


def _attributes(node: Node) -> list[Any]:
    """Return the attributes of an element: name, classes and pairs; none where it has none."""
    kind = node["t"]
    if kind in ("Span", "Div", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"):
        return list(node["c"][0])
    return list(node["c"][1]) if kind == "Header" else []


def _cleaned(blocks: list[Node]) -> list[Node]:
    """Return the tree without attributes: headings keep their names, names their class."""

    def replace(node: Node) -> list[Node] | None:
        kind = node["t"]
        if kind == "Header":
            level, (name, *_), inlines = node["c"]
            return [{"t": kind, "c": [level, [name, [], []], rewrite(inlines, replace)]}]
        if kind in ("Span", "Div"):
            inner = rewrite(node["c"][1], replace)
            if kind == "Span" and "name" in node["c"][0][1]:
                return [{"t": kind, "c": [["", ["name"], []], inner]}]
            return list(inner)
        if kind in ("Code", "CodeBlock"):
            return [{"t": kind, "c": [["", [], []], node["c"][1]]}]
        if kind == "Link":
            return [
                {
                    "t": kind,
                    "c": [["", [], []], rewrite(node["c"][1], replace), node["c"][2]],
                }
            ]
        return None

    return list(rewrite(blocks, replace))
