"""The report as a PDF: pandoc's typst in a template of ours, set by typst without any network."""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from tertius.errors import TertiusError
from tertius.report.tree import LAST_PAGE, Node, elements, rewrite
from tertius.sandbox import pandoc

FONTS = ("Libertinus Serif", "New Computer Modern")
"""Fonts that come with typst; no other is looked for."""

NOBODY = "\U0010fffe"
"""A letter that no font has: what stands for it stands for every missing letter."""


def write_pdf(
    meta: dict[str, Any], blocks: Sequence[Any], drawings: Sequence[bytes], folder: Path
) -> bytes:
    """Return the report as PDF. Raises TertiusError where typst refuses what pandoc wrote."""
    import typst

    template = files("tertius.report").joinpath("static", "paper.typ").read_bytes()
    (folder / "paper.typ").write_bytes(template)
    for number, drawing in enumerate(drawings):
        (folder / f"figure-{number}.pdf").write_bytes(drawing)
    arguments = ["--from", "json", "--to", "typst-smart", "--standalone", "--template", "paper.typ"]
    text = pandoc.run([*arguments, "--wrap=none"], pandoc.document(meta, blocks), folder=folder)
    (folder / "report.typ").write_bytes(text)
    return bytes(_compile(typst, folder / "report.typ", "pdf"))


def _compile(typst: Any, path: Path, form: str) -> Any:
    """Return what typst makes of a file: it reads its folder and its own fonts, and nothing else."""
    empty = path.parent / "packages"
    empty.mkdir(exist_ok=True)
    try:
        return typst.compile(
            str(path),
            root=str(path.parent),
            format=form,
            ignore_system_fonts=True,
            font_paths=[],
            package_path=str(empty),
            package_cache_path=str(empty),
            timestamp=0,
        )
    except typst.TypstError as error:
        raise TertiusError(f"the PDF could not be set: {str(error)[:300]}") from None


def styled(blocks: Iterable[Node]) -> list[Node]:
    """Return the blocks with what the template sets in its own way named in typst's words."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] == "Header" and node["c"][1][0] == LAST_PAGE:
            return [{"t": "RawBlock", "c": ["typst", "#pagebreak(weak: true)"]}, node]
        if node["t"] != "Div":
            return None
        (name, classes, _), inner = node["c"]
        function = {"sources": "beneath", "source": "reference"}.get(classes[0] if classes else "")
        if not function:
            return None
        raw = [{"t": "RawBlock", "c": ["typst", f"#{function}["]}]
        ends = [{"t": "RawBlock", "c": ["typst", "]"]}]
        return [*raw, {"t": "Div", "c": [[name, [], []], list(inner)]}, *ends]

    return list(rewrite(list(blocks), replace))


def without_glyph(blocks: Any, folder: Path) -> frozenset[str]:
    """Return the letters of a text for which typst's fonts have no sign."""
    import typst

    used = {letter for node, _ in elements(blocks) for letter in _letters(node)}
    asked = sorted(letter for letter in used if ord(letter) > 0x17F and letter.isprintable())
    if not asked:
        return frozenset()
    names = ", ".join(f'"{font}"' for font in FONTS)
    lines = "\n".join(f'#block("\\u{{{ord(letter):x}}}")' for letter in [NOBODY, *asked])
    probe = f"#set page(width: 2cm, height: auto)\n#set text(font: ({names}))\n{lines}\n"
    (folder / "probe.typ").write_text(probe, encoding="utf-8")
    drawn = bytes(_compile(typst, folder / "probe.typ", "svg")).decode("utf-8")
    groups = re.findall(r'<use[^>]*xlink:href="#(g[0-9A-F]+)"', drawn)
    if len(groups) != len(asked) + 1:  # letters that join or draw nothing: nothing can be told
        return _alone(asked, typst, folder, names)
    return frozenset(
        letter for letter, sign in zip(asked, groups[1:], strict=True) if sign == groups[0]
    )


def _alone(asked: Sequence[str], typst: Any, folder: Path, names: str) -> frozenset[str]:
    """Return the same, letter by letter."""
    missing = set()
    for letter in asked:
        line = f'#set text(font: ({names}))\n#block("{NOBODY}")\n#block("\\u{{{ord(letter):x}}}")\n'
        (folder / "probe.typ").write_text(line, encoding="utf-8")
        drawn = bytes(_compile(typst, folder / "probe.typ", "svg")).decode("utf-8")
        groups = re.findall(r'<use[^>]*xlink:href="#(g[0-9A-F]+)"', drawn)
        if len(groups) == 2 and groups[0] == groups[1]:
            missing.add(letter)
    return frozenset(missing)


def _letters(node: Node) -> str:
    if node["t"] == "Str":
        return str(node["c"])
    return str(node["c"][1]) if node["t"] in ("Code", "CodeBlock") else ""


def romanised(
    tree: list[Any], missing: frozenset[str], forms: Mapping[str, str]
) -> tuple[list[Any], list[str], list[str]]:
    """Return the text with words that no font can print in their romanised form, where one is known.

    Returns also the words so replaced, and those left for which the case has no such form.
    """
    replaced: dict[str, None] = {}
    left: dict[str, None] = {}

    def replace(node: Node) -> list[Node] | None:
        if node["t"] != "Str" or not missing.intersection(node["c"]):
            return None
        text = str(node["c"])
        for written in sorted(forms, key=lambda form: (-len(form), form)):
            if written in text and missing.intersection(written):
                text = text.replace(written, forms[written])
                replaced[written] = None
        if missing.intersection(text):
            left[text] = None
        return [{"t": "Str", "c": text}]

    return list(rewrite(tree, replace)), list(replaced), list(left)
