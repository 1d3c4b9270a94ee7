"""Proposals for the small case, and a copy of it that does not say how large it is."""

import re
from dataclasses import replace
from pathlib import Path

from tertius.case.proposals.proposal import Decision, Proposal, Reason

SENTENCE = "In July 2016 Huawei reportedly signed a contract of 25 million euros."
PARAGRAPH = f"They came late. {SENTENCE} Nothing was built."
SAID = {"source": "wire-2016", "via": "paper-2020", "modality": "alleged", "hedge": "reportedly"}


def roomy(small) -> Path:
    """The folder of a copy of the small case whose case.yml expects no number of rows."""
    settings = small.path / "case.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"expects:.*", "expects: {}\n", text, flags=re.DOTALL), encoding="utf-8"
    )
    return small.path


def bundle():
    """A source, an actor, an engagement and two claims on it."""
    return {
        "sources": (
            {
                "id": "wire-2016",
                "type": "article",
                "title": "Cameras",
                "custom": {"outlet": "wire"},
            },
        ),
        "actors": ({"id": "huawei", "kind": "Company", "name": "Huawei", "country": "CHN"},),
        "engagements": (
            {
                "id": "huawei-cameras",
                "label": "Cameras for the railways",
                "type": "contract",
                "power": "CHN",
                "host": "SRB",
                "domain": "economy",
                "sector": "rail",
                "parties": "supplier:huawei;buyer:serbian-railways",
                "start": "2016-07",
                "direction": "power_to_host",
                "scope": "core",
            },
        ),
        "claims": (
            {
                "id": "huawei-cameras-amount",
                "subject": "huawei-cameras",
                "property": "amount",
                "value": "25000000",
                "unit": "EUR",
                "stage": "signed",
                "date": "2016-07",
                **SAID,
            },
            {
                "id": "huawei-cameras-signed",
                "subject": "huawei-cameras",
                "property": "stage",
                "value": "signed",
                "date": "2016-07",
                **SAID,
            },
        ),
    }


def reason(table, row, column, words, why=""):
    """Which words of the sentence led to a cell."""
    start = SENTENCE.index(words)
    return Reason(table, row, column, start, start + len(words), why)


REASONS = (
    reason("actors", "huawei", "name", "Huawei", "a company, by pattern"),
    reason("claims", "huawei-cameras-signed", "hedge", "reportedly"),
    reason("claims", "huawei-cameras-amount", "value", "25 million"),
)


def cameras(**changes) -> Proposal:
    """The proposal of a contract by a company that the small case does not know."""
    return replace(
        Proposal(
            id="paper-2020-cameras",
            via="paper-2020",
            proposer="rules",
            sentence=SENTENCE,
            paragraph=PARAGRAPH,
            offset=PARAGRAPH.index(SENTENCE),
            locator="line 3",
            notes=(3,),
            rows=bundle(),
            reasons=REASONS,
        ),
        **changes,
    )


def claim(name: str, *, source: str = "wire-2014", **cells) -> dict[str, str]:
    """A claim on a loan of the small case."""
    said = {"subject": "russian-rail-loan", "property": "motive", "value": "goodwill"}
    return {"id": name, **said, "source": source, **cells}


def small_proposal(name: str, rows, **changes) -> Proposal:
    """A proposal of some rows with a short sentence."""
    text = f"It says {name}."
    made = Proposal(name, "paper-2020", "rules", text, text, 0, "line 1", (), rows)
    return replace(made, **changes)


def pair() -> Proposal:
    """Two names that may be one actor."""
    row = {"a": "bank-of-china", "b": "bank-of-china-serbia", "judgement": "same"}
    rows = {"judgements": ({**row, "reason": "One name begins the other."},)}
    return Proposal("names-bank-of-china", "", "names", "", "", 0, "", (), rows)


def yes(verdict="accepted", **more) -> Decision:
    """A decision of ana's on one day."""
    return Decision(verdict, "ana", "2021-02-03", **more)
