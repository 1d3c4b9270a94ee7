"""How much of twenty short news texts in seven languages the rules propose, and how much that they do not say.

The texts are made (`benchmarks/data/news_1.yml`, `news_2.yml`); what a reader would code of each stands
beside it, and was written down before the rules were run on it. A fact is one engagement. It counts as proposed
where some proposal has an engagement of its type with its power and host, and where each of its `start` and `amount`
is what the proposal says of that engagement. It counts in part where the engagement is there and one of the two is
missing or another. An engagement that is proposed and is none of the facts is false.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tertius.case.new import new_case
from tertius.case.proposals.proposal import Proposal
from tertius.case.read import read_case
from tertius.intake.documents.read import read_paper
from tertius.intake.extraction.proposals import propose

SETS = Path(__file__).parent / "data"

Coded = Mapping[str, str]
"""An engagement as a proposal has it: type, power, host, start, and its amount with the currency."""


@dataclass(frozen=True)
class Marked:
    """What the rules made of one text, against what it says."""

    whole: tuple[Mapping[str, Any], ...]
    part: tuple[tuple[Mapping[str, Any], Coded], ...]
    missed: tuple[Mapping[str, Any], ...]
    false: tuple[Coded, ...]


def read_set(number: int) -> list[dict[str, Any]]:
    """Return the texts of a set, each with its host, powers, day and facts."""
    listed: list[dict[str, Any]] = yaml.safe_load(
        (SETS / f"news_{number}.yml").read_text(encoding="utf-8")
    )
    return listed


def proposed(text: Mapping[str, Any], folder: Path) -> list[Proposal]:
    """Return what the rules propose for one text, in an empty case on its host."""
    new_case(folder, hosts=[text["host"]], powers=list(text["powers"]), period="2000/2025")
    year, month, day = str(text["issued"]).split("-")
    item = {
        "id": "news",
        "type": "article-newspaper",
        "title": text["title"],
        "issued": {"date-parts": [[int(year), int(month), int(day)]]},
    }
    (folder / "sources.json").write_text(json.dumps([item]), encoding="utf-8")
    written = folder.parent / "news.txt"
    written.write_text(f"{text['title']}\n\n{text['text']}\n", encoding="utf-8")
    case, _ = read_case(folder)
    assert case is not None
    return propose(read_paper(written), case, via="news")


def coded(proposals: Sequence[Proposal]) -> list[Coded]:
    """Return the engagements of the proposals, each with its start and amount."""
    found: list[Coded] = []
    for proposal in proposals:
        for row in proposal.rows.get("engagements", ()):
            claims = [c for c in proposal.rows.get("claims", ()) if c["subject"] == row["id"]]
            amounts = [
                f"{c['value']} {c['unit']}"
                for c in claims
                if c["property"] == "amount" and c.get("value")
            ]
            kept = {key: str(row.get(key, "")) for key in ("type", "power", "host", "start")}
            found.append({**kept, "amount": "; ".join(amounts), "sentence": proposal.sentence})
    return found


def mark(text: Mapping[str, Any], proposals: Sequence[Proposal]) -> Marked:
    """Return which facts of a text are proposed, and which proposals are no fact of it."""
    left = coded(proposals)
    waiting = list(text["facts"])
    whole, part = [], []
    for wanted in (2, 1, 0):  # What is proposed whole is matched before what is in part.
        for fact in list(waiting):
            alike = [one for one in left if _is_of(fact, one, text["host"])]
            best = next((one for one in alike if _agreeing(fact, one) == wanted), None)
            if best is None:
                continue
            left.remove(best)
            waiting.remove(fact)
            if wanted == 2:
                whole.append(fact)
            else:
                part.append((fact, best))
    return Marked(tuple(whole), tuple(part), tuple(waiting), tuple(left))


def _is_of(fact: Mapping[str, Any], one: Coded, host: str) -> bool:
    """Return whether a proposed engagement has the type, the power and the host of a fact."""
    types = [fact["type"]] if isinstance(fact["type"], str) else fact["type"]
    return (
        one["type"] in types
        and fact["power"] in one["power"].split(";")
        and host in one["host"].split(";")
    )


def _agreeing(fact: Mapping[str, Any], one: Coded) -> int:
    """Return on how many of start and amount a proposal agrees with a fact; what a fact leaves out agrees."""
    return sum(
        str(fact[key]) == one[key].split("/")[0] if key in fact else True
        for key in ("start", "amount")
    )


def main() -> None:
    """Print, for each set, what was proposed of it and what was not."""
    for number in (1, 2):
        if not (SETS / f"news_{number}.yml").exists():
            continue
        counts = {"whole": 0, "part": 0, "missed": 0, "false": 0}
        for text in read_set(number):
            with TemporaryDirectory() as scratch:
                marked = mark(text, proposed(text, Path(scratch) / "case"))
            for name in counts:
                counts[name] += len(getattr(marked, name))
            print(f"{text['lang']} {text['host']}: {len(marked.whole)} of {len(text['facts'])}")
            for fact, one in marked.part:
                print(f"  part   {fact} <- {dict(one)}")
            for fact in marked.missed:
                print(f"  missed {fact}")
            for one in marked.false:
                print(f"  false  {dict(one)}")
        facts = counts["whole"] + counts["part"] + counts["missed"]
        print(
            f"set {number}: {counts['whole']} of {facts} facts proposed whole, {counts['part']} in part; "
            f"{counts['false']} proposals are no fact of their text"
        )


if __name__ == "__main__":
    main()
