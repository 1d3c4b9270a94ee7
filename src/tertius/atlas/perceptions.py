"""The page on beliefs: what people say of each counterpart, beside what the figures show."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import briefly, sourced
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, listed, marked
from tertius.present.beliefs import belief_drawing
from tertius.present.labels import Labels
from tertius.study.result import Study

Row = Mapping[str, Any]


PERIOD = "the figure is of "


def _caveat(text: str) -> str:
    """Return the caveat on a belief and its figure, part by part in the language that is spoken."""
    return listed(
        (
            gettext("the figure is of {period}", period=part.removeprefix(PERIOD))
            if part.startswith(PERIOD)
            else gettext(part)
            for part in text.split("; ")
        ),
        "; ",
    )


@pages(
    place=70,
    address="perceptions.html",
    menu=marked("Beliefs"),
    title=marked("Belief and figures"),
    summary=marked("what people say of a power beside what the figures show."),
)
def perceptions(study: Study, labels: Labels) -> Page:
    """Return the page of beliefs: what people say of each counterpart, and what the figures show."""
    asked: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    columns = ("area", "asked", "period", "measured_indicator", "measured_qualifier")
    for row in study.tables["perception"]:
        asked[tuple(row[name] or "" for name in columns)].append(row)
    blocks: list[dict[str, Any]] = []
    behind: set[str] = set()
    for rows in asked.values():
        lines = []
        for row in sorted(rows, key=lambda r: (-(r["perceived"] or 0), r["counterpart"])):
            names = study.lineage.evidence("perception", row)
            behind.update(names)
            lines.append(
                {"row": row, "caveat": _caveat(row["caveat"]), "behind": briefly(labels, names)}
            )
        blocks.append(
            {
                "first": rows[0],
                "lines": lines,
                "caveats": [_caveat(text) for text in sorted({row["caveat"] for row in rows})],
                "alike": len({row["caveat"] for row in rows}) == 1,
            }
        )
    return Page(
        "perceptions.html",
        "perceptions.html",
        gettext("Belief and figures"),
        partial(_shows, study, labels, blocks, behind),
        is_empty=not blocks,
    )


def _shows(
    study: Study, labels: Labels, blocks: list[dict[str, Any]], behind: set[str]
) -> dict[str, Any]:
    """Return what the page of beliefs shows: each question with its picture."""
    pictures = (
        belief_drawing(study, labels, [line["row"] for line in block["lines"]]) for block in blocks
    )
    shown = [
        {**block, "picture": sourced(labels, picture)}
        for block, picture in zip(blocks, pictures, strict=True)
    ]
    return {"blocks": shown, "claims": labels.said(sorted(behind))}
