"""A public dataset laid beside a case that people coded: rows that may speak of the same thing, proposed.

Nothing is taken to be the same by itself: each match is a proposal, with the words or numbers that
led to it, and somebody decides on it in review.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tertius.case.proposals.inbox import Counts, put
from tertius.case.proposals.proposal import Proposal, Reason
from tertius.case.read import Case, read_case
from tertius.errors import CaseError
from tertius.evidence.fold import plain
from tertius.evidence.row import DECIMAL
from tertius.intake.beside import Laid, Match, ballots, figures
from tertius.intake.datasets import dataset_named, laid_beside, need_on_disk
from tertius.intake.datasets.protocol import Cells, Dataset, DatasetError, Request
from tertius.intake.profile import outlet_row
from tertius.intake.standing import (
    Standing,
    key_of,
    names_of,
    otherwise,
    own_claims,
    standing,
)
from tertius.intake.telling import FEWEST, telling_names

MODEL = re.compile(r"\b(?=[A-Za-z0-9-]*[A-Za-z])(?=[A-Za-z0-9-]*\d)[A-Za-z0-9-]{3,}\b")
"""A make of arms: letters and figures in one word, such as MiG-29 or T-72."""

MONEY = re.compile(
    r"(?P<unit>US\$|USD|\$|EUR|€|RMB|CNY)\s?\$?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>million|billion))?"
)
UNITS = {
    "US$": "USD",
    "USD": "USD",
    "$": "USD",
    "EUR": "EUR",
    "€": "EUR",
    "RMB": "CNY",
    "CNY": "CNY",
}
SCALES = {None: 1, "million": 10**6, "billion": 10**9}

CLOSE = Decimal("0.02")
"""Amounts that differ by less than this share may be one: papers round 297.6 million to 300."""

DESCRIBED = re.compile(r"\(([a-z-]+ [a-z -]+)\)")
"""What a make is, in two words or more behind it: BRDM-2 (armoured reconnaissance vehicle)."""

LINK = re.compile(r"\s*\(Linked to [^)]*\)?")
"""Which other records a title points to: numbers, and words that stand in every title."""

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Added:
    """Hold what laying a dataset beside a case came to."""

    proposed: Counts
    standing: tuple[str, ...]
    """The rows of the dataset that the case has already, in words."""
    newer: tuple[str, ...]
    """The ids of rows that a profile made of the dataset and that it has otherwise now."""
    gone: tuple[str, ...]
    """The ids of claims that name a row of the dataset which these files do not have."""
    alone: tuple[str, ...]
    """What has no counterpart: of deals, loans and projects the dataset's rows, of votes and figures the case's."""

    @property
    def matched(self) -> int:
        """Return how many rows may speak of what the case has, and are asked about or were."""
        return self.proposed.new + self.proposed.waiting + self.proposed.decided


def corroborate(folder: Path, dataset: str, data: Path) -> Added:
    """Put a proposal in the inbox for every row of a case of which a dataset may speak too.

    A row that the case has already is not proposed again, whoever wrote it there; of one on which
    somebody decided, only what the dataset says otherwise or beyond that now.

    Raises CaseError where the case cannot be read, DatasetError where the dataset is not there,
    cannot be laid beside a case, or is not what it should be; then nothing is written.
    """
    case, problems = read_case(folder)
    if case is None:
        raise CaseError(f"{folder} cannot be read: {problems[0]}")
    known = dataset_named(dataset)
    if known.lays is None:
        raise DatasetError(
            f"{dataset} has nothing to lay beside a case; that have {', '.join(laid_beside())}. With --update its newer release is read into a case that has its rows."
        )
    need_on_disk(known, data)
    there = standing(folder, case, str(known.source["id"]))
    lay: Mapping[str, Callable[[Case, Dataset, Path, Standing], Laid]]
    lay = {"deals": deals, "ballots": ballots, "figures": figures}
    laid = lay[known.lays](case, known, data, there)
    states: Counter[str] = Counter()
    proposals, here = [], dict.fromkeys(laid.standing)
    for match in laid.matched:
        state, fresh = _sieved(match, there)
        states[state] += 1
        if fresh is not None:
            proposals.append(_proposal(case, known, fresh, whole=fresh.rows == match.rows))
        elif state == STANDS:
            here[match.label, match.names] = None
    put_in = put(folder, proposals)
    counts = Counts(
        put_in.new, states["waiting"] + put_in.waiting, states["decided"] + put_in.decided
    )
    return Added(
        counts,
        tuple(label for label, _ in here),
        tuple(laid.newer),
        tuple(laid.gone),
        tuple(laid.alone),
    )


STANDS = "stands"
"""What is said of a row of a dataset that the case has in its tables."""


def _sieved(match: Match, there: Standing) -> tuple[str, Match | None]:
    """Return what became of a match, in a word, and what of it is still to be asked; None where nothing is."""
    fresh: dict[str, list[Cells]] = {}
    verdicts: set[str] = set()
    differs: list[str] = []
    stands = False
    for table, listed in match.rows.items():
        for cells in listed:
            beside = (
                there.naming(match.names, match.subject)
                if table == "claims"
                else list(there.rows[table])
            )
            verdict = there.verdict_on(table, cells)
            single = [row for row in beside if row["id"] not in match.sums]
            other = [] if verdict is not None else list(otherwise(single, table, cells))
            is_there = _is_there(table, cells, beside, there)
            stands = stands or is_there
            if verdict is not None:
                verdicts.add(verdict)
            elif other or not is_there:
                fresh.setdefault(table, []).append(cells)
                differs += other
    if fresh:
        why = match.why
        if differs:
            why += f" The case has {', '.join(dict.fromkeys(differs))} from this dataset."
        rows = {table: tuple(listed) for table, listed in fresh.items()}
        return "new", replace(match, why=why, rows=rows)
    if "" in verdicts:
        return "waiting", None
    return (STANDS if stands else "decided"), None


def _is_there(table: str, cells: Cells, beside: Sequence[Cells], there: Standing) -> bool:
    """Return whether the case has a row of the dataset: the same, or others that somebody took from the same place.

    Who took by hand some of what a place in the dataset says left the rest out. Who was asked saw
    all that it said then; what it says beyond that is new.
    """
    if any(key_of(table, row) == key_of(table, cells) for row in beside):
        return True
    return table == "claims" and bool(beside) and not there.verdicts_at(cells)


def deals(case: Case, known: Dataset, data: Path, there: Standing) -> Laid:
    """Return which engagements of a case a dataset's deals, loans or projects may speak of."""
    others = (*case.settings.powers, *case.settings.baselines)
    laid = Laid()
    coded = {row.id for row in case.rows("engagements")}
    words: set[str] = set()
    for host in case.settings.hosts:
        powers = tuple(code for code in others if code != host)
        rows = known.harvest(data, Request(host, powers)).rows
        by_deal: dict[str, list[Cells]] = {}
        for claim in rows.get("claims", []):
            by_deal.setdefault(claim["subject"], []).append(claim)
        names = {name: (names_of(said[0]["locator"]),) for name, said in by_deal.items()}
        sums = there.naming_several([one for (one,) in names.values()])
        for cells in rows.get("engagements", []):
            name, claims = cells["id"], by_deal[cells["id"]]
            this = (cells["label"], names[name])
            if name in coded:
                laid.standing.append(this)
                laid.newer += _newer(claims, there)
                continue
            found = [
                replace(match, names=names[name], sums=sums)
                for match in matches(case, cells, claims)
                if match.subject not in by_deal
            ]
            laid.matched += found
            named = {row["subject"] for row in there.naming(names[name])}
            if named - {match.subject for match in found}:
                laid.standing.append(this)
            elif not found:
                laid.alone.append(cells["label"])
        for (one,) in names.values():
            words |= one
    laid.gone += there.naming_what_is_not_in(words)
    return laid


def _newer(claims: Iterable[Cells], there: Standing) -> Iterator[str]:
    """Yield the ids of claims that a profile made, or would have, and that the dataset has otherwise now."""
    made = {row["id"]: row for row in there.rows["claims"]}
    for claim in claims:
        was = made.get(claim["id"])
        if was is None or list(otherwise([was], "claims", claim)):
            yield claim["id"]


def matches(case: Case, cells: Cells, claims: Sequence[Cells] = ()) -> Iterator[Match]:
    """Yield the engagements of a case, of the same power and host, that a row may speak of."""
    coded = own_claims(case)
    texts, amounts = _texts(coded), _amounts(coded)
    for row in case.rows("engagements"):
        if cells["power"] not in row.power or cells["host"] not in row.host:
            continue
        same_type = row.type == cells["type"]
        text = texts.get(row.id, "") + " " + row.label
        said = [*amounts.get(row.id, ()), *money_in(row.label)]
        if why := _reason(cells, text, said, same_type=same_type):
            own = tuple(_beside(coded, {**claim, "subject": row.id}) for claim in claims)
            yield Match(row.id, why, cells["label"], {"claims": own})


def _beside(coded: Iterable[Any], claim: Cells) -> Cells:
    """Return a claim with the qualifier of the case's own claims on the same number, where they have one.

    Claims are rivals where they agree on property, stage and qualifier: thirty pieces delivered meet
    thirty tanks delivered only under the word that the case gives them.
    """
    named = {
        row.qualifier or ""
        for row in coded
        if (row.subject, row.property, row.stage, row.unit)
        == (claim["subject"], claim["property"], claim.get("stage"), claim.get("unit"))
    }
    if claim["property"] != "quantity" or "qualifier" in claim or len(named) != 1:
        return claim
    return {**claim, "qualifier": name} if (name := named.pop()) else claim


def _texts(coded: Iterable[Any]) -> Mapping[str, str]:
    """Return by engagement the values and quotes of its claims."""
    texts: dict[str, str] = {}
    for claim in coded:
        own = " ".join(text for text in (claim.value, claim.quote) if text)
        texts[claim.subject] = f"{texts.get(claim.subject, '')} {own}"
    return texts


def _amounts(coded: Iterable[Any]) -> Mapping[str, list[tuple[Decimal, str]]]:
    """Return by engagement the amounts that its claims state."""
    amounts: dict[str, list[tuple[Decimal, str]]] = {}
    for claim in coded:
        if claim.property == "amount" and claim.unit and DECIMAL.match(claim.value or ""):
            amounts.setdefault(claim.subject, []).append((Decimal(claim.value), claim.unit))
    return amounts


def _reason(
    cells: Cells, text: str, amounts: Iterable[tuple[Decimal, str]], *, same_type: bool
) -> str:
    """Return in words why two may be the same, empty where nothing says so."""
    if cells["type"] == "arms_transfer":
        wanted = {_folded(model): model for model in MODEL.findall(cells["label"])}
        there = {_folded(model) for model in MODEL.findall(text)}
        common = [
            model for folded, model in wanted.items() if any(_same_make(folded, t) for t in there)
        ]
        described = DESCRIBED.search(cells["label"])
        if not common and described and described[1] in text.casefold():
            common = [described[1]]
        return f"Both speak of {', '.join(common)}." if common and same_type else ""
    for number, unit in money_in(cells["label"]):
        for amount, own in amounts:
            if unit == own and abs(number - amount) <= CLOSE * max(number, amount):
                return f"Both speak of {unit} {amount:,}."
    title, words = LINK.sub("", cells["label"]), set(WORD.findall(_plain(text).casefold()))
    names = {_plain(name) for name in telling_names(title, (cells["power"], cells["host"]))}
    common = sorted(name for name in names if name.casefold() in words)
    return f"Both name {', '.join(common)}." if len(common) >= FEWEST else ""


def _plain(text: str) -> str:
    """Return a text without the marks of its letters and with one sign for all dashes: Surčin–Obrenovac."""
    return plain(text.replace("–", " ").replace("-", " "))


def _folded(model: str) -> str:
    return model.replace("-", "").lower()


def _same_make(one: str, other: str) -> bool:
    """Return whether two makes are one, or one a variant of the other: T-72 and T-72MS."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and not long[len(short) :][:1].isdigit()


def money_in(title: str) -> Iterator[tuple[Decimal, str]]:
    """Yield the amounts that a title names, with their currency."""
    for found in MONEY.finditer(title):
        number = Decimal(found["number"].replace(",", "")) * SCALES[found["scale"]]
        yield number, UNITS[found["unit"]]


def _proposal(case: Case, known: Dataset, match: Match, *, whole: bool) -> Proposal:
    """Return what a dataset says as rows on the case's own row, with source and outlet.

    `whole` says that nothing of the row was asked before; of a part the id follows from what it states.
    """
    first = next(iter(match.rows.values()))[0]
    marked = f"{known.id} {first['id']} {match.label} {match.subject}"
    if not whole:
        marked += json.dumps(match.rows)
    mark = hashlib.sha256(marked.encode()).hexdigest()[:12]
    rows: dict[str, tuple[Mapping[str, object], ...]] = {
        table: tuple({**cells, "id": f"{cells['id']}-{mark[:6]}"} for cells in own)
        for table, own in match.rows.items()
    }
    table = next(iter(rows))
    if str(known.source["id"]) not in case.sources:
        rows["sources"] = (json.loads(json.dumps(known.source)),)
    if not any(row.id == known.outlet["id"] for row in case.rows("outlets")):
        rows["outlets"] = (dict(outlet_row(known)),)
    sentence = f"{match.label}. {match.why}"
    return Proposal(
        id=f"{known.id}-{mark}",
        via=str(known.source["id"]),
        proposer="dataset",
        sentence=sentence,
        paragraph=sentence,
        offset=0,
        locator=first.get("locator", first["id"]),
        notes=(),
        rows=rows,
        reasons=tuple(
            Reason(table, str(row["id"]), "id", 0, 0, match.why) for row in rows[table][:1]
        ),
    )
