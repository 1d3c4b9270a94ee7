"""The page of cue words: which words of a paper lead to which cell of a proposal."""

from collections.abc import Iterable, Mapping
from typing import Any

from tertius.intake.extraction.proposals.cues import countries, cues
from tertius.reference.markdown import table


def cues_page() -> Iterable[str]:
    """Yield the page: the cue words of the proposals, list by list."""
    yield "# Cue words"
    yield (
        "The words of a sentence that lead to the cells of a proposal "
        "([how proposals are made](../how-to/proposals.md)). The lists stand in `cues.yml` and "
        "`countries.yml` beside the code; the forms of a verb are made from its base form."
    )
    yield "## Verbs"
    yield table(
        ("verb", "with one of", "type", "stage once it is done", "who does it"),
        (_verb_line(verb, sense) for verb, senses in cues()["verbs"].items() for sense in senses),
    )
    yield "## Nouns"
    yield ", ".join(f"{noun} ({sense['type']})" for noun, sense in cues()["nouns"].items()) + "."
    for name, title in CUE_LISTS.items():
        yield f"## {title}"
        listed = cues()[name]
        lists = listed if isinstance(listed, dict) else {"": listed}
        yield "\n".join(
            f"- {f'`{word}`: ' if word else ''}{', '.join(map(str, words))}"
            for word, words in lists.items()
        )
    yield "## Countries and blocs"
    yield (
        "By name, by the name of their people, and by the seat of their government: "
        + ", ".join(f"{country['names'][0]} ({code})" for code, country in countries().items())
        + "."
    )


CUE_LISTS = {
    "stages": "Verbs before another verb",
    "ending": "How it ended",
    "hedges": "Words of doubt",
    "denials": "Denials",
    "hypothetical": "What is only thought of, and so not proposed",
    "wishes": "Wishes and conditions, not proposed either",
    "views": "Views",
    "polls": "Polls",
    "offices": "Offices",
    "sectors": "Sectors",
    "kinds": "Words in the names of unknown actors",
}


def _verb_line(verb: str, sense: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        verb,
        ", ".join(sense.get("object", ())),
        sense["type"],
        sense.get("stage") or sense.get("begun", ""),
        sense.get("subject", "").replace("/", " or "),
    )
