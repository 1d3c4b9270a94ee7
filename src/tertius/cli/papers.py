"""Commands on papers: what a paper says, and the rows that it suggests."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tertius.cli.shared import AsJson, need_folder, progress
from tertius.errors import TertiusError
from tertius.evidence.text import several, shorten

if TYPE_CHECKING:
    from tertius.case.proposals.proposal import Proposal
    from tertius.case.read import Case
    from tertius.intake.documents.paper import Anchor, Note, Paper
    from tertius.intake.extraction.proposals.left import Left

Into = Annotated[
    Path | None,
    typer.Option(help="The folder of a case: put proposals into its inbox.", show_default=False),
]
Source = Annotated[
    str | None,
    typer.Option(
        help="The paper's id in sources.json; found by its title or first line unless given.",
        show_default=False,
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        help="Ask a language model too: its address, which speaks OpenAI's protocol. The key is read from TERTIUS_MODEL_KEY.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None, typer.Option(help="The name of the model at that address.", show_default=False)
]


def read(
    paper: Annotated[
        Path, typer.Argument(help="A paper as PDF, DOCX, HTML or text.", show_default=False)
    ],
    into: Into = None,
    source: Source = None,
    model: Model = None,
    model_name: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Read a paper: its sections, its notes and what they cite, and what is missing of them.

    With --into, propose rows for a case. They wait in its inbox; no table changes. With --model,
    the paper's text, the words and the actors of the case are sent to that address.
    """
    from tertius.intake.documents.read import read_paper

    if source is not None and into is None:
        raise TertiusError("--source names the paper among a case's sources. Give --into CASE too.")
    if (model is None) != (model_name is None):
        raise TertiusError(
            "--model is an address, --model-name the model there. Give both or neither."
        )
    if model is not None and into is None:
        raise TertiusError("--model proposes rows for a case. Give --into CASE too.")
    proposals: list[Proposal] = []
    counted = asked = left = None
    with progress() as say:
        case = _open_case(into, say) if into else None
        if case is not None and source is not None:
            _need_source(case, source)
        say("reading the paper")
        content = read_paper(paper)
        if case is not None:
            from tertius.case.proposals.inbox import put
            from tertius.intake.extraction.proposals import propose
            from tertius.intake.extraction.proposals.left import left_of
            from tertius.intake.extraction.whose import source_of

            say("proposing rows")
            via = source or source_of(case, content)
            proposals = propose(content, case, via=via)
            left = left_of(content, case, proposals)
            if model is not None and model_name is not None:
                from tertius.intake.extraction.model import ask_model

                say("asking the model")
                asked = ask_model(content, case, via=via, address=model, name=model_name)
                proposals += asked.proposals
            counted = put(case.folder, proposals)
    if as_json:
        typer.echo(json.dumps(paper_json(content, proposals), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(summary(paper.name, content)))
    if asked is not None:
        typer.echo(f"The model: {asked.counts()}", err=as_json)
    if left is not None:
        for line in left_lines(left, into):
            typer.echo(line, err=as_json)
    if counted is not None:
        typer.echo(
            f"{counted.new} new proposals; {counted.waiting} wait already, {counted.decided} are decided already."
            f" Look at them with: tertius review {into}",
            err=as_json,
        )


def paper_json(paper: "Paper", proposals: "list[Proposal]") -> dict[str, Any]:
    """Return a paper as a program reads it."""
    from dataclasses import asdict

    return {
        "title": paper.title,
        "sections": [asdict(section) for section in paper.sections],
        "notes": [_note_json(note) for note in paper.notes],
        "proposals": [asdict(proposal) for proposal in proposals],
        "text": paper.text,
        "warnings": list(paper.warnings),
    }


def _note_json(note: "Note") -> dict[str, Any]:
    return {
        "number": note.number or None,
        "label": note.label,
        "series": note.series,
        "present": note.present,
        "complete": note.complete,
        "text": note.text,
        "place": note.place or None,
        "anchor": _anchor_json(note.anchor) if note.anchor else None,
        "again": [_anchor_json(anchor) for anchor in note.again],
        "links": [
            {"offset": link.start, "end": link.end, "address": link.address} for link in note.links
        ],
        "kind": note.kind,
        "references": [reference.as_json() for reference in note.references],
    }


def _anchor_json(anchor: "Anchor") -> dict[str, Any]:
    return {"offset": anchor.offset, "sentence": anchor.sentence}


def summary(name: str, paper: "Paper") -> list[str]:
    """Return what was read of a paper, in lines for an analyst."""
    notes = paper.notes
    lines = [paper.title or f"{name} (no title found)"]
    lines += [f"{'  ' * section.level}{section.title}" for section in paper.sections]
    lines.append("")
    lines.append(
        f"{several(len(paper.text.split()), 'word')}, {several(len(paper.sentences), 'sentence')}."
    )
    lines.append(
        f"{several(sum(note.anchor is not None for note in notes), 'number')} of notes in the text; of the notes "
        f"{(whole := sum(note.complete for note in notes))} {'is' if whole == 1 else 'are'} whole, "
        f"{sum(note.present and not note.complete for note in notes)} cut off, "
        f"{sum(not note.present for note in notes)} lost."
        if notes
        else "No notes."
    )
    references = [reference for note in notes for reference in note.references]
    if references:
        kinds = Counter(str(reference.csl.get("type", "kind unknown")) for reference in references)
        listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        lines.append(f"{several(len(references), 'reference')}: {listed}.")
    unresolved = _unresolved(paper)
    if unresolved:
        lines.append(
            f"{several(len(unresolved), 'note')} with a short form whose full entry is not known: {', '.join(unresolved)}."
        )
    return lines + [f"! {warning}" for warning in paper.warnings]


def left_lines(left: "Left", case: Path | None) -> list[str]:
    """Return what was seen and left, and the sentences for the form."""
    # Thirty fill a screen; the form shows the whole text anyway.
    shown = left.sentences[:30]
    lines = [
        f"  {one.place + ': ' if one.place else ''}{shorten(one.text, 160)} [{one.lacks}]"
        for one in shown
    ]
    more = len(left.sentences) - len(shown)
    lines += [f"  … and {more} more"] if more > 0 else []
    form = [f"Code them in the form: tertius serve {case}"] if shown else []
    return [str(left), *lines, *form]


def _unresolved(paper: "Paper") -> list[str]:
    """Return the notes whose short forms lead nowhere, by number."""
    return [
        note.label
        for note in paper.notes
        if note.kind in ("short", "ibid")
        and any(reference.refers_to is None for reference in note.references)
    ]


def _open_case(folder: Path, say: Any) -> "Case":
    from tertius.case.read import read_case

    need_folder(folder)
    say("reading the case")
    case, problems = read_case(folder)
    if case is None:
        # Five are enough to begin with; `tertius check` lists all.
        listed = "\n".join(str(problem) for problem in problems[:5])
        raise TertiusError(
            f"{folder} is no case that can be read. Mend its case.yml first:\n{listed}"
        )
    return case


def _need_source(case: "Case", source: str) -> None:
    if source not in case.sources:
        raise TertiusError(
            f"--source {source}: the case has no such source. Name one of its ids, or add the paper to sources.json:"
            f" {json.dumps({'id': source, 'type': 'report', 'title': '…'}, ensure_ascii=False)}"
        )
