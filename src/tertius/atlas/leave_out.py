"""What every finding comes to without sources that a reader ticks off: the data of the pages' script."""

import json
from collections.abc import Sequence
from functools import partial
from itertools import combinations
from typing import Any

from tertius.findings.outcome import Outcome
from tertius.present.labels import Labels
from tertius.present.verdicts import judged, judged_as_tested
from tertius.sensitivity.minimal_sets import Evaluate
from tertius.sensitivity.outcomes import OutcomeCache, answer
from tertius.study.result import Study

ALL_SETS_TO = 8
"""Up to so many origins of a finding every set of them is listed, above it one and two at once.

256 letters for each finding at the most; with ten origins the script would be four times as long.
"""

MOST_ROWS = 200_000
"""Of sets of origins times the rows that bear on the finding: above it every set would take longer than
the pages, and one and two at once are computed already, by the search for what would change a verdict."""

AS_TESTED = "t"
"""The letter of a finding that holds while a part of its statement is untested."""

STATES = ("asleep", "fired")
"""The states of what is only watched, which stays open."""

LETTERS = {"holds": "h", "fails": "f", "open": "o", "asleep": "a", "fired": "r"}


def leaving_script(study: Study, labels: Labels) -> str:
    """Return a script that sets `TERTIUS_LEAVING`: origins, findings, and what each comes to without sets.

    `told` has a letter for each set. With `all`, the set of number i holds the finding's origin k where bit
    k of i is set. Without, first stand the sets of one origin in order, then those of two.
    """
    oracles = study.oracles
    small = {name: oracle for name, oracle in oracles.items() if _takes_every_set(oracle)}
    answer(
        study.verdicts,
        small,
        {name: partial(_every_set, len(t.players)) for name, t in small.items()},
    )
    origins = sorted({name for oracle in oracles.values() for name in oracle.players})
    number = {name: place for place, name in enumerate(origins)}
    findings: list[dict[str, Any]] = []
    for result in study.results:
        oracle = oracles[result.id]
        base = study.verdicts.base[result.id]
        n = len(oracle.players)
        whole = result.id in small
        masks = range(1 << n) if whole else _one_and_two(n)
        letter = partial(_letter, untested=bool(result.untested))
        findings.append(
            {
                "id": result.id,
                "href": labels.page_of("findings", result.id),
                "statement": result.statement,
                "now": letter(base),
                "origins": [number[name] for name in oracle.players],
                "all": whole,
                "told": "".join(letter(outcome) for outcome in oracle(masks))
                if n
                else letter(base),
            }
        )
    data: dict[str, Any] = {
        "origins": [labels.origin(name).title for name in origins],
        "findings": findings,
        "words": {
            letter: judged("open", word) if word in STATES else judged(word)
            for word, letter in LETTERS.items()
        },
    }
    if any(result.untested for result in study.results):
        data["words"][AS_TESTED] = judged_as_tested("holds")
    return f"var TERTIUS_LEAVING = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def choices(study: Study, labels: Labels, finding: str) -> list[dict[str, Any]]:
    """Return the origins that bear on a finding, as a reader ticks them off, each with its place among them."""
    return [
        {"place": place, "cited": labels.origin(name)}
        for place, name in enumerate(study.oracles[finding].players if study.oracles else ())
    ]


def _takes_every_set(oracle: OutcomeCache) -> bool:
    n = len(oracle.players)
    return n <= ALL_SETS_TO and len(oracle.rows) << n <= MOST_ROWS


def _every_set(n: int, ask: Evaluate[Outcome]) -> Sequence[Outcome]:
    return ask(range(1 << n))


def _one_and_two(n: int) -> list[int]:
    alone = [1 << place for place in range(n)]
    return [*alone, *(one | other for one, other in combinations(alone, 2))]


def _letter(outcome: Outcome, *, untested: bool) -> str:
    letter = LETTERS[outcome.state or outcome.verdict]
    return AS_TESTED if untested and outcome.verdict == "holds" else letter
