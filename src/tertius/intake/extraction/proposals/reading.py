"""A sentence taken apart: who is named, when, how much, in which clause, and with which doubts."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tertius.intake.extraction.proposals.cues import cues, find, find_all, words_of
from tertius.intake.extraction.proposals.dates import Dated, find_dates
from tertius.intake.extraction.proposals.figures import Figure, find_figures
from tertius.intake.extraction.proposals.fold import fold, words
from tertius.intake.extraction.proposals.lexicon import Lexicon, Mention
from tertius.intake.extraction.proposals.mentions import (
    MOST_MENTIONS,
    NAMED_BEHIND,
    PREPOSITIONS,
    in_sentence,
)
from tertius.intake.extraction.proposals.tongues import (
    Tongue,
    find_dates_in,
    find_money,
    find_names,
    tongue_of,
)

LONGEST_SENTENCE = 3_000
"""Letters of a sentence that are read; the rest of a longer one is passed over."""
LONGEST_LIST = 12
"""Actors of one list, such as the parties to a contract; those behind them are not taken for members of it."""
BOUNDARY = re.compile(
    r"; |: | - |, (?:but|while|although|though|whereas|which|who|whose|where|when|following|with|so|as well as a)\b"
    r"|(?<!,) (?:because|following|although|whereas|while|after|before|which|who)\b"
    r"|, as (?=[A-Z])|, and (?=(?:has|have|had|is|are|was|were|then|also|elevated|invited)\b|(?:it|he|she|they) )"
)
SKIPPED = frozenset(words_of("skipped"))
SMALL = re.compile(r" (?:[a-z-]{2,20} ){0,2}")
TITLED = re.compile(r" (?:(?:[A-Z][a-z]{2,20}|of|for|and|[a-z-]{2,20}) ){0,7}")
OPENING = re.compile(
    r"[ ,]*(?:[Ff]ollowing|[Aa]fter|[Bb]efore|[Aa]lthough|[Ww]hile|[Ww]hereas|[Bb]ecause|[Dd]espite) "
)
MAIN = re.compile(r", (?=[A-Z]|the |it |he |she |they )")
BRACKETS = re.compile(r"\([^()]{1,400}\)")
QUOTED = re.compile(r"[‘“][^‘“”]{1,600}?(?:”|’(?!\w))")


@dataclass(frozen=True)
class Hedge:
    """Words of doubt, and what they make of a statement."""

    start: int
    end: int
    modality: str


@dataclass(frozen=True)
class Clause:
    """A part of a sentence with a statement of its own."""

    start: int
    end: int
    led_by: str = ""


@dataclass(frozen=True)
class Context:
    """What the sentences before it in its paragraph leave for a sentence."""

    year: str | None = None
    person: Mention | None = None
    thing: Mention | None = None
    """The state, company or body with which the sentence before began."""
    codes: tuple[str, ...] = ()
    """The codes of the countries, blocs and parts named before, the last one first."""


@dataclass
class Reading:
    """A sentence and everything that was found in it."""

    text: str
    context: Context
    lexicon: Lexicon
    published: date | None = None
    """The day of a piece of news, from which its weekdays are counted back."""
    money: Mapping[str, str] = field(default_factory=dict)
    """Which currency the countries of the case mean by a word that others use too, such as dinars."""
    plain: str = field(init=False)
    tongue: Tongue | None = field(init=False)
    """The language, where it is another than English."""
    mentions: list[Mention] = field(init=False)
    dates: list[Dated] = field(init=False)
    figures: list[Figure] = field(init=False)

    def __post_init__(self) -> None:
        self.plain = fold(self.text)
        self.tongue = tongue_of(self.plain)
        if self.tongue is not None:
            self._read_foreign(self.tongue)
            return
        self.mentions = in_sentence(self.plain, self.lexicon.find(self.plain))
        self.dates = find_dates(self.plain, self.context.year, self.published)
        self.figures = [
            figure
            for figure in find_figures(self.plain, self.money)
            if not any(d.start < figure.end and figure.start < d.end for d in self.dates)
        ]

    def _read_foreign(self, tongue: Tongue) -> None:
        """Find who is named, when and how much in a sentence of another language than English."""
        states = find_names(self.plain, tongue, self.lexicon)
        others = [
            m
            for m in self.lexicon.find(self.plain)[:MOST_MENTIONS]
            if m.actor.kind not in ("State", "Bloc")
            and not any(m.start < s.end and s.start < m.end for s in states)
        ]
        self.mentions = sorted([*states, *others], key=lambda m: m.start)[:MOST_MENTIONS]
        self.dates = find_dates_in(self.plain, tongue, self.published)
        self.figures = [
            figure
            for figure in find_money(self.plain)
            if not any(d.start < figure.end and figure.start < d.end for d in self.dates)
        ]

    @cached_property
    def words(self) -> list[tuple[int, int, str]]:
        """The words, each with where it begins and ends."""
        return words(self.plain)

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """What stands in quotation marks."""
        return [match.span() for match in QUOTED.finditer(self.text)]

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses, in order."""
        cuts = [
            m
            for m in BOUNDARY.finditer(self.plain)
            if not self.in_quotes(m.start()) and self.bracket(m.start()) is None
        ]
        starts = [
            (0, ""),
            *((m.end() if m[0][0] in ";:" else m.start(), m[0].strip(" ,;:-")) for m in cuts),
        ]
        ends = [*(m.start() for m in cuts), len(self.plain)]
        found = [
            Clause(start, max(start, end), led)
            for (start, led), end in zip(starts, ends, strict=True)
        ]
        return [part for clause in found for part in self._main_behind(clause)]

    def _main_behind(self, clause: Clause) -> list[Clause]:
        """A clause that opens with `after` or `while` ends where the main clause begins."""
        led = OPENING.match(self.plain, clause.start)
        comma = MAIN.search(self.plain, clause.start, clause.end) if led else None
        if comma is None or self.in_quotes(comma.start()):
            return [clause]
        return [Clause(clause.start, comma.start(), clause.led_by), Clause(comma.end(), clause.end)]

    @cached_property
    def hedges(self) -> list[Hedge]:
        """The words of doubt, in order."""
        return sorted(
            (
                Hedge(match.start(), match.end(), modality)
                for modality, listed in cues()["hedges"].items()
                for match in find_all(listed, self.plain)
            ),
            key=lambda hedge: (hedge.start, -hedge.end),
        )

    def in_quotes(self, place: int) -> bool:
        """Whether a letter stands in quotation marks."""
        return any(start < place < end for start, end in self.quoted)

    @cached_property
    def brackets(self) -> list[tuple[int, int]]:
        """What stands in round brackets."""
        return [match.span() for match in BRACKETS.finditer(self.plain)]

    def bracket(self, place: int) -> tuple[int, int] | None:
        """The round brackets around a letter."""
        return next((span for span in self.brackets if span[0] < place < span[1]), None)

    def clause(self, place: int) -> Clause:
        """The clause that a letter stands in."""
        return next((c for c in reversed(self.clauses) if c.start <= place), self.clauses[0])

    def hedge(self, place: int) -> Hedge | None:
        """The words of doubt that bear on what is said at a place of a clause."""
        clause = self.clause(place)
        near = [
            hedge
            for hedge in self.hedges
            if clause.start <= hedge.start < clause.end and self._bears_on(hedge, place)
        ]
        return min(near, key=lambda hedge: abs(hedge.start - place)) if near else None

    def _bears_on(self, hedge: Hedge, place: int) -> bool:
        """Whether no comma parts words of doubt from what stands behind them, but their own."""
        if hedge.start >= place:
            return hedge.start - place <= 14 and "," not in self.plain[place : hedge.start]
        between = self.plain[hedge.end : place]
        return "," not in between[1:]

    def preposition(self, mention: Mention) -> str:
        """The preposition that leads a mention in; empty for a subject or an object without one."""
        return self._prepositions.get(mention.start, "")

    @cached_property
    def _prepositions(self) -> dict[int, str]:
        """The preposition before each mention, by where the mention begins."""
        found: dict[int, str] = {}
        earlier: Mention | None = None
        for mention in self.mentions:
            found[mention.start] = self._led_by(mention, earlier, found)
            earlier = mention
        return found

    def _led_by(self, mention: Mention, earlier: Mention | None, found: dict[int, str]) -> str:
        last = bisect_right(self.words, mention.start, key=lambda word: word[1])
        follows = mention.start
        for start, end, word in reversed(self.words[max(0, last - 7) : last]):
            gap = self.plain[end:follows]
            follows = start
            lower = word.lower()
            if "," in gap or ";" in gap or "(" in gap or lower in ("and", "or"):
                is_listed = earlier is not None and self._is_listed(earlier, mention)
                if is_listed and earlier is not None and _parted(earlier, mention):
                    return ""
                return found[earlier.start] if earlier is not None and is_listed else ""
            if lower in PREPOSITIONS:
                return lower
            is_owner = any(m.start <= start < m.end and self.is_owner(m) for m in self.mentions)
            is_title = any(word in title.split() for title in cues()["titles"])
            is_word_about = lower.endswith(("ed", "ly")) and len(lower) > 4
            if not (
                lower in SKIPPED
                or lower in NAMED_BEHIND
                or is_owner
                or is_title
                or is_word_about
                or lower == "s"
            ):
                return ""
        return ""

    def _is_listed(self, earlier: Mention, mention: Mention) -> bool:
        """Whether a comma or `and` joins a mention to the one before it."""
        joint = self.plain[earlier.end : mention.start]
        if len(joint) > 12 or not JOINT.fullmatch(joint):
            return False
        if _begins_anew(self.plain, earlier, joint):
            return False
        return joint.strip() != "," or LISTED.match(self.plain, mention.end) is not None

    def is_owner(self, mention: Mention) -> bool:
        """Whether a mention only says whose or what kind the next thing is."""
        return not mention.speaks and (mention.owns_next or mention.is_adjective)

    def _joint(self, a: Mention, b: Mention) -> str:
        """What stands between two mentions; owners and small words before the second are left out."""
        owners = [m for m in self.mentions if a.end <= m.start and m.end <= b.start]
        if not owners:
            return self.plain[a.end : b.start]
        behind = self.plain[owners[-1].end : b.start].removeprefix("'s")
        only_owners = all(self.is_owner(owner) for owner in owners)
        small = TITLED if b.actor.kind == "Person" else SMALL
        is_small = small.fullmatch(behind) is not None
        return self.plain[a.end : owners[0].start] if only_owners and is_small else "no"

    def joined(self, mention: Mention) -> list[Mention]:
        """The mention with those that commas and `and` join to it, in order."""
        found = [mention]
        at = self.mentions.index(mention)
        for step in (-1, 1):
            last, place = mention, at + step
            while 0 <= place < len(self.mentions) and len(found) < LONGEST_LIST:
                other = self.mentions[place]
                if self.is_owner(other) and not self.is_owner(last):
                    place += step  # China's ExIm Bank: the bank is what is listed
                    continue
                a, b = sorted((last, other), key=lambda m: m.start)
                joint = self._joint(a, b)
                is_loose = joint.strip() == "," and not LISTED.match(self.plain, b.end)
                is_loose = is_loose or _begins_anew(self.plain, a, joint)
                if not JOINT.fullmatch(joint) or not _alike(a, b, joint) or is_loose:
                    break
                found.append(other)
                last = other
                place += step
        return sorted(found, key=lambda m: m.start)


def _parted(earlier: Mention, mention: Mention) -> bool:
    """Whether `of` leads in a state and no company beside it, as in `the Ministry of Energy of Uzbekistan and Rosatom`."""
    return earlier.actor.kind in ("State", "Bloc") and mention.actor.kind == "Company"


LISTED = re.compile(r"(?:, [A-Z][\w' ]{1,30}){0,3},? (?:and|or) ")


def _begins_anew(plain: str, a: Mention, joint: str) -> bool:
    """Whether `, and` behind a single name begins a clause and is no end of a list."""
    return joint.startswith(", and") and not re.search(r", $|, (?:the|a) $", plain[: a.start])


def _alike(a: Mention, b: Mention, joint: str) -> bool:
    """Whether two names can stand in one list: a comma alone joins only actors of one kind."""
    return "and" in joint or "or" in joint.split() or a.actor.kind == b.actor.kind


JOINT = re.compile(
    r",? (?:and |or |as well as )?(?:the |both |Prime Minister |President |Foreign Minister |[A-Z]\w{2,12} President )?|, "
)


def contexts(readings: Sequence[Reading]) -> Context:
    """What these sentences leave for the one after them."""
    codes: list[str] = []
    year: str | None = None
    person: Mention | None = None
    thing: Mention | None = None
    for reading in readings:
        for mention in reading.mentions:
            if mention.code and mention.actor.id == mention.code.lower():
                codes.insert(0, mention.code)
        heads = [
            m for m in reading.mentions if not reading.is_owner(m) and not reading.preposition(m)
        ]
        people = [m for m in heads if m.actor.kind == "Person"]
        if people and not reading.plain.startswith(("He ", "She ")):
            person = people[0]
        first = heads[0] if heads and heads[0].start <= 45 else None
        thing = first if first and first.actor.kind != "Person" else None
        for said in reading.dates:
            if said.edtf[:4].isdigit() and not said.counted:
                year = said.until[:4] or said.year
    return Context(year, person, thing, tuple(dict.fromkeys(codes)))


def has_any(listed: Sequence[str], text: str) -> bool:
    """Whether one of these words stands in a text."""
    return find(listed, text) is not None
