"""Lasting relations in a sentence: who holds an office, owns, founded or funds what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tertius.intake.extraction.proposals.cues import cues
from tertius.intake.extraction.proposals.dates import Dated
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import Hedge, Reading


@dataclass(frozen=True)
class Relation:
    """A tie between two actors that a sentence states."""

    actor: Mention
    relation: str
    target: Mention
    start: int
    end: int
    role: str = ""
    share: Figure | None = None
    hedge: Hedge | None = None
    since: Dated | None = None


@cache
def _office() -> str:
    listed = "|".join(sorted(cues()["offices"], key=len, reverse=True))
    return rf"((?:former |ex-|acting |first |current )?(?:{listed}))"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    office = _office()
    flags = re.IGNORECASE
    return {
        "before": re.compile(
            rf"^(?:'s|') ?{office}(?: to (?:the )?\w+)?,? $|^ {office}(?: to (?:the )?\w+)?,? $",
            flags,
        ),
        "after": re.compile(rf"{office} (?:of|at) (?:the )?$", flags),
        "owned": re.compile(
            r"\b(?:is|was|are|partly|majority|wholly|fully)[- ]owned by (?:the )?$"
        ),
        "subsidiary": re.compile(
            r"^,? (?:is )?(?:a|the|its) (?:[a-z-]+ )?subsidiary of (?:the )?$"
        ),
        "member": re.compile(
            r"^ (?:is|became|remains|joined|was)(?: also| now)?(?: as)? (?:a |an )?(full |observer )?(?:member|observer)(?: state)? (?:of|in|at) (?:the )?$"
        ),
        "links": re.compile(
            r"^,? (?:itself )?(?:has|have|had|is|with|which has)? ?(?:close |strong |murky )?(?:links|ties|linked|close)(?: and [a-z]+)? (?:to|with) (?:the )?$"
        ),
    }


FOUNDED = re.compile(r"\b(?:co-?)?founded\b")


FUNDED = re.compile(
    r"\b(?:funds|funded|finances|helped (?:to )?fund(?: the establishment of)?|bankrolls|bankrolled)\b"
)


FUNDING_FROM = re.compile(
    r"\breceived? (?:funding|money|funds|donations) from $|\breceived? (?:funding|money|funds) from (?:the )?$"
)


SANCTIONED = re.compile(r"\b(?:is|are|was|were|been) (?:put |placed )?under (?:the )?$")


OWNS = re.compile(r"\b(?:owns|owned|holds|held|controls|controlled|retains|has)\b")


def find_relations(reading: Reading) -> Iterator[Relation]:
    """The ties of a sentence; a pair of actors in one relation comes once."""
    seen: set[tuple[str, str, str, str]] = set()
    for relation in [*_offices(reading), *_pairs(reading), *_owners(reading)]:
        key = (relation.actor.actor.id, relation.relation, relation.target.actor.id, relation.role)
        if relation.actor.actor.id != relation.target.actor.id and key not in seen:
            seen.add(key)
            clause = reading.clause(relation.start)
            since = [
                d
                for d in reading.dates
                if d.led_by == "since" and clause.start <= d.start < clause.end
            ]
            is_now = since and (
                relation.share is not None or relation.relation in ("sanctions", "member_of")
            )
            yield replace(relation, since=since[0]) if is_now else relation


def _offices(reading: Reading) -> Iterator[Relation]:
    patterns = _patterns()
    people = [m for m in reading.mentions if m.actor.kind == "Person" and m.how != "surname"]
    for person in people:
        at = reading.mentions.index(person)
        if at == 0:
            continue
        holder = reading.mentions[at - 1]
        gap = reading.plain[holder.end : person.start]
        if (
            len(gap) <= 60
            and (holder.is_adjective or holder.owns_next or holder.speaks)
            and (m := patterns["before"].match(gap))
        ):
            former = re.search(r"(?:former|ex-) ?$", reading.plain[: holder.start], re.IGNORECASE)
            role = (m[1] or m[2]).lower()
            role = f"former {role}" if former and not role.startswith(("former", "ex-")) else role
            if "then" not in reading.plain[max(0, holder.start - 6) : holder.start]:
                yield Relation(
                    person, "holds_office_at", holder, holder.start, person.end, role, hedge=None
                )
    for holder in reading.mentions:
        before = reading.plain[max(0, holder.start - 60) : holder.start]
        office = patterns["after"].search(before)
        if not office or holder.is_adjective:
            continue
        earlier = [
            m for m in reading.mentions if m.actor.kind == "Person" and m.end <= holder.start
        ]
        if not earlier:
            continue
        person = earlier[-1]
        gap = reading.plain[person.end : holder.start]
        if (
            len(gap) <= 130
            and re.match(r", |,? (?:is|was|serves as) ", gap)
            and not re.search(r"[;.]", gap)
        ):
            start = holder.start - len(before) + office.start()
            yield Relation(
                person, "holds_office_at", holder, start, holder.end, office[1].lower(), hedge=None
            )


def _pairs(reading: Reading) -> Iterator[Relation]:
    patterns = _patterns()
    for a, b in zip(reading.mentions, reading.mentions[1:], strict=False):
        gap = reading.plain[a.end : b.start]
        if (
            SANCTIONED.search(gap)
            and reading.plain[b.end :].startswith(" sanctions")
            and not a.is_adjective
            and not a.owns_next
        ):
            yield Relation(b, "sanctions", a, a.end, b.end + len(" sanctions"))
            continue
        if len(gap) > 90 or a.is_adjective or b.is_adjective or (b.owns_next and not b.speaks):
            continue
        hedge = reading.hedge(a.end)
        if patterns["subsidiary"].match(gap) or (patterns["owned"].search(gap) and not a.owns_next):
            yield Relation(b, "owns", a, a.end, b.end, hedge=hedge)
        elif (m := patterns["member"].match(gap)) and "not" not in gap.split():
            role = "observer" if "observer" in gap else ""
            if b.actor.kind in ("Organization", "Bloc", "PublicBody", "PoliticalParty"):
                yield Relation(a, "member_of", b, m.start() + a.end, b.end, role, hedge=hedge)
        elif (
            patterns["links"].match(gap)
            and not a.owns_next
            and "State" not in (a.actor.kind, b.actor.kind)
            and "Bloc" not in (a.actor.kind, b.actor.kind)
        ):
            yield Relation(a, "linked_to", b, a.end, b.end, hedge=hedge)
        elif FUNDING_FROM.search(gap) and not a.owns_next:
            yield Relation(b, "funds", a, a.end, b.end, hedge=hedge)
        elif (
            (m := FOUNDED.search(gap))
            and b.actor.kind not in ("State", "Person")
            and a.actor.kind in ("Person", "Organization", "PublicBody", "State")
            and len(gap) < 40
        ):
            yield Relation(
                a,
                "founded",
                b,
                a.end + m.start(),
                b.end,
                "co-founder" if "co" in m[0] else "",
                hedge=hedge,
            )
        elif (
            (m := FUNDED.search(gap))
            and b.actor.kind not in ("State", "Person")
            and len(gap) < 60
            and not a.owns_next
        ):
            yield Relation(a, "funds", b, a.end + m.start(), b.end, hedge=hedge)


def _owners(reading: Reading) -> Iterator[Relation]:
    for figure in reading.figures:
        if figure.kind != "percent":
            continue
        clause = reading.clause(figure.start)
        before = [
            m
            for m in reading.mentions
            if clause.start <= m.start and m.end <= figure.start and not m.is_adjective
        ]
        after = [
            m for m in reading.mentions if figure.end <= m.start < clause.end and not m.is_adjective
        ]
        if not before or not after:
            continue
        heads = [m for m in before if m.owns_next or not reading.preposition(m)]
        if not heads:
            continue
        owner, owned = heads[-1], after[0]
        gap = reading.plain[owner.end : figure.start]
        behind = reading.plain[figure.end : owned.start]
        is_stake = re.match(
            r" (?:(?:majority |controlling |minority )?(?:stake|share|shares|shareholding) )?(?:in|of) (?:the )?(?:[a-z-]+ ){0,4}$",
            behind,
        )
        if (
            is_stake
            and owned.actor.kind in ("Company", "Media", "Organization")
            and len(gap) < 90
            and (OWNS.search(gap) or owner.owns_next)
        ):
            yield Relation(
                owner,
                "owns",
                owned,
                owner.end,
                owned.end,
                share=figure,
                hedge=reading.hedge(figure.start),
            )
