"""From a case's report.md to its report in Word, PDF and HTML."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius import __version__
from tertius.errors import CaseError
from tertius.evidence.text import several
from tertius.findings.compiled import Compiled
from tertius.present.charts import Drawing
from tertius.present.labels import Labels
from tertius.report import docx, html, pdf
from tertius.report.figures import Figures, as_address, as_pdf, width_cm
from tertius.report.fill import fill
from tertius.report.limits import counted_evidence, limits
from tertius.report.public import public_data
from tertius.report.read import Report, Written, check_report
from tertius.report.references import resolve
from tertius.report.support import Support
from tertius.report.tree import Node, rewrite, words
from tertius.report.values import Values
from tertius.sandbox.scratch import scratch
from tertius.study.result import Study

FILES = ("report.html", "report.docx", "report.pdf")


@dataclass(frozen=True)
class Printed:
    """The files of a report, and what its readers of the PDF see otherwise."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...]


def build_report(
    study: Study, compiled: Sequence[Compiled], written: Written, folder: Path
) -> Printed:
    """Write a case's report into a folder as HTML, DOCX and PDF.

    It is held against the case as it is published, which may know less than the one that was checked.
    Raises CaseError, listing them, where the report has problems.
    """
    report, problems = check_report(written, study.case, compiled)
    if problems:
        listed = "\n".join(str(problem) for problem in problems[:20])
        raise CaseError(
            f"report.md has {several(len(problems), 'problem that keeps', 'problems that keep')} it from being printed. What is "
            f"withheld is in no published report.\n{listed}"
        )
    labels = Labels(study)
    support = Support(labels)
    figures = Figures(support, Values(labels))
    blocks = [*fill(report, figures), *public_data(labels), *limits(labels)]
    blocks = resolve(blocks, labels, sorted(support.named))
    return _write(study, labels, report, blocks, figures.drawings, folder)


def _write(
    study: Study,
    labels: Labels,
    report: Report,
    blocks: list[Node],
    drawings: Sequence[Drawing],
    folder: Path,
) -> Printed:
    meta = _meta(report.head, study)
    closing = (
        f"Made by Tertius {__version__} from the case with the fingerprint {study.case_hash}, "
        f"{counted_evidence(study)}."
    )
    folder.mkdir(parents=True, exist_ok=True)
    widths = [width_cm(drawing) for drawing in drawings]
    with (
        scratch("report") as run,
        ThreadPoolExecutor(max_workers=3) as pool,
    ):

        def as_html() -> bytes:
            drawn = [as_address(drawing, "svg") for drawing in drawings]
            variables = {
                "generator": f"Tertius {__version__}",
                "case": study.case.settings.title,
                "closing": closing,
            }
            return html.write_html(meta, _drawn(blocks, drawn, widths), variables, run)

        def as_docx() -> bytes:
            drawn = [as_address(drawing, "png") for drawing in drawings]
            return docx.write_docx(meta, docx.styled(_drawn(blocks, drawn, widths)), run)

        def as_typst() -> tuple[bytes, list[str]]:
            head = {**meta, "closing": {"t": "MetaInlines", "c": words(closing)}}
            (head, printable), warnings = _printable([head, blocks], labels, run)
            names = [f"figure-{number}.pdf" for number in range(len(drawings))]
            drawn = pdf.styled(_drawn(printable, names, widths))
            return pdf.write_pdf(head, drawn, [as_pdf(d) for d in drawings], run), warnings

        made = [pool.submit(as_html), pool.submit(as_docx)]
        portable = pool.submit(as_typst)
        data, warnings = portable.result()
        contents = [*(one.result() for one in made), data]
    paths = tuple(folder / name for name in FILES)
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return Printed(paths, tuple(warnings))


def _meta(head: Mapping[str, Any], study: Study) -> dict[str, Any]:
    """The head as pandoc takes it; a report without a title has that of its case."""
    title = head.get("title") or study.case.settings.title
    meta: dict[str, Any] = {
        "title": {"t": "MetaInlines", "c": words(title)},
        "pagetitle": {"t": "MetaString", "c": title},
        "lang": {"t": "MetaString", "c": "en-US"},
    }
    said = dict(head)
    if study.world.is_internal:
        parts = ("Internal: not to be passed on", head.get("subtitle"))
        said["subtitle"] = ". ".join(part for part in parts if part)
    for key in ("subtitle", "date"):
        if said.get(key):
            meta[key] = {"t": "MetaInlines", "c": words(said[key])}
    if authors := [name for name in head.get("author", []) if name]:
        listed = [{"t": "MetaInlines", "c": words(name)} for name in authors]
        meta["author"] = {"t": "MetaList", "c": listed}
    return meta


def _printable(tree: list[Any], labels: Labels, run: Path) -> tuple[list[Any], list[str]]:
    """The tree as the PDF's fonts can print it, and what its readers should know of that."""
    missing = pdf.without_glyph(tree, run)
    if not missing:
        return tree, []
    forms = _romanised(labels)
    made, replaced, left = pdf.romanised(tree, missing, forms)
    warnings = [
        f"report.pdf prints “{written}” as “{forms[written]}”: no font has its signs."
        for written in replaced
    ]
    warnings += [
        f"report.pdf cannot print all of “{written[:60]}”: no font has its signs. Add the "
        "romanised form to names.csv, or to the source as its title-short."
        for written in left
    ]
    return made, warnings


def _romanised(labels: Labels) -> dict[str, str]:
    """What is written in other scripts, with its form in Latin letters where the case has one."""
    forms: dict[str, str] = {}
    names = labels.case.rows("names")
    latin = {row.actor: row.name for row in reversed(names) if "-Latn" in row.lang}
    for row in names:
        if row.actor in latin and "-Latn" not in row.lang:
            forms[row.name] = latin[row.actor]
    for source in labels.case.sources.values():
        short = (source.model_extra or {}).get("title-short")
        if source.title and isinstance(short, str):
            forms[source.title] = short
    return forms


def _drawn(blocks: list[Node], targets: Sequence[str], widths: Sequence[float]) -> list[Node]:
    """The blocks with each figure's drawing as one kind of file has it."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] != "Image":
            return None
        _, alt, (target, _title) = node["c"]
        number = int(re.sub(r"\D", "", target))
        size = ["", [], [["width", f"{widths[number]:.2f}cm"]]]
        return [{"t": "Image", "c": [size, alt, [targets[number], ""]]}]

    return list(rewrite(blocks, replace))
