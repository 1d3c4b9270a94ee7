"""The review in a terminal: a sentence in its paragraph, its bundle as cells, one letter for each answer."""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.case import near
from tertius.case.proposals.bundle import cells, rewritten, with_cells
from tertius.case.proposals.inbox import TABLES
from tertius.case.proposals.proposal import Proposal, Reason, Rows
from tertius.case.proposals.trial import Refused
from tertius.errors import CaseError
from tertius.review.editor import edited_rows, editor
from tertius.review.fields import USUAL, columns_of, words_of
from tertius.review.search import candidates, row_words
from tertius.review.session import Session, judged_pair, paragraph_parts

KEYS = "a accept  e edit  m merge  x leave a row out  r reject  s skip  b back  u undo  n sentence of one's own  q quit"
PAIR_KEYS = "a same  b not the same  o undecided  r reject  s skip  < back  u undo  q quit"
WIDTH = 96
"""A line of a paragraph; longer ones are hard to read, and terminals are seldom narrower."""
BAR = 30
"""Signs of the bar of progress."""


@dataclass
class Work:
    """Hold one proposal as it is being decided: its rows as edited so far."""

    proposal: Proposal
    rows: Rows
    merged: dict[str, str] = field(default_factory=dict)
    is_own: bool = False


@dataclass(frozen=True)
class Place:
    """Which cell of which row of the bundle."""

    table: str
    index: int
    column: str


class Terminal:
    """Hold a conversation, line by line, so that it can be piped."""

    def __init__(
        self,
        session: Session,
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        colour: bool = False,
    ) -> None:
        self.session = session
        self._ask = ask
        self._say = say
        self.colour = colour
        self.done: list[Proposal] = []

    def run(self) -> None:
        """Show one proposal after the other until none waits or somebody quits."""
        current = self.session.following()
        for problem in self.session.problems:
            self.say(f"{problem}")
        try:
            while True:
                current = self.decide(self.work_on(current)) if current else self.offer()
        except (EOFError, KeyboardInterrupt):
            pass
        self.say(str(self.session.progress()))

    def offer(self) -> Proposal | None:
        """Ask what to do where nothing waits; returns what waits then. Raises EOFError to leave."""
        undecided = self.session.undecided()
        left = f" {len(undecided)} left undecided." if undecided else ""
        self.say(f"{self.session.progress()}. Nothing waits.{left}")
        again = "o the undecided again  " if undecided else ""
        answer = self.ask(f"n sentence of one's own  {again}b back  u undo  q quit: ")
        if answer == "n":
            self.code()
        elif answer == "o" and undecided:
            return undecided[0]
        elif answer == "b":
            return self.session.following(step=-1)
        elif answer == "u":
            return self.undo(None)
        elif answer in ("q", ""):
            raise EOFError
        return self.session.following()

    def work_on(self, proposal: Proposal) -> Work:
        """Return the proposal as it begins to be decided."""
        decision = proposal.decision
        rows = decision.rows if decision and any(decision.rows.values()) else proposal.rows
        return Work(proposal, rows, dict(self.session.merges(proposal)))

    def decide(self, work: Work) -> Proposal | None:
        """Show a proposal until it is answered; returns the next one."""
        self.show(work)
        pair = judged_pair(work.proposal) is not None
        while True:
            answer = self.ask(f"{PAIR_KEYS if pair else KEYS}\n> ")
            try:
                step = self.answer_pair(work, answer) if pair else self.answer(work, answer)
            except Refused as refused:
                self.say("\n".join(map(str, refused.wrong)))
                self.say("Nothing was written. Edit the cell, merge the row, or leave it out.")
                continue
            except CaseError as error:
                self.say(str(error))
                continue
            if step is not None:
                return step if isinstance(step, Proposal) else self.following(work)

    def following(self, work: Work) -> Proposal | None:
        """Return the proposal after this one that nobody decided."""
        return self.session.following(work.proposal.id)

    def answer(self, work: Work, answer: str) -> Proposal | bool | None:
        """Return what an answer comes to: the proposal to show next, True for the following, None for this one."""
        proposal = work.proposal
        if answer == "q":
            raise EOFError
        if answer == "a":
            self.done.append(self.session.accept(proposal, work.rows, work.merged))
            return True
        if answer == "r":
            reason = self.ask("Why? ")
            if not reason:
                self.say("A reason is needed. Nothing was written.")
                return None
            self.done.append(self.session.reject(proposal, reason))
            return True
        if answer == "s":
            if reason := self.ask("Why is it undecided? (empty: leave it for later) "):
                self.done.append(self.session.leave(proposal, reason))
            return True
        if answer == "b":
            return self.session.following(proposal.id, step=-1) or proposal
        if answer == "u":
            return self.undo(proposal)
        if answer == "n":
            self.code()
            return proposal
        changes = {"e": self.edit, "m": self.merge, "x": self.leave_out}
        if answer in changes:
            changes[answer](work)
            self.show(work)
        elif answer:
            self.say("That is no key.")
        return None

    def answer_pair(self, work: Work, answer: str) -> Proposal | bool | None:
        """Return what an answer to a pair of names comes to."""
        judgements = {"a": "same", "b": "not_same", "o": "undecided"}
        if answer in judgements:
            reason = self.ask("Why? (empty: as proposed) ")
            self.done.append(self.session.judge(work.proposal, judgements[answer], reason))
            return True
        return self.answer(work, {"<": "b"}.get(answer, answer if answer in "rsuq" else "?"))

    def undo(self, proposal: Proposal | None) -> Proposal | None:
        """Take back the decision on what is shown, or else the last one of this conversation."""
        last = (
            proposal if proposal and proposal.decision else (self.done[-1] if self.done else None)
        )
        if last is None:
            self.say("Nothing was decided in this conversation.")
            return None
        waiting = self.session.undo(last)
        self.done = [one for one in self.done if one.id != last.id]
        self.say(f"{last.id} waits again.")
        return waiting

    def edit(self, work: Work) -> None:
        """Change one cell, or the whole bundle as text."""
        more = ", t for all as text" if editor() else ""
        answer = self.ask(
            f"Which cell: its number; for an empty one its column, or TABLE ROW COLUMN{more}: "
        )
        if answer == "t" and editor():
            work.rows = edited_rows(work.proposal, work.rows)
            return
        place = self.place(work, answer)
        if place is None:
            self.say(f"There is no such cell. {self.cells_named(work, answer)}")
            return
        row = work.rows[place.table][place.index]
        before = cells(place.table, row).get(place.column, "")
        words = self.words(place)
        value = self.ask(f"{place.column}{words} [{before}] (- empties it): ")
        if value:
            self.write(work, place, "" if value == "-" else value)

    def words(self, place: Place) -> str:
        """Return the words that a cell can hold, behind a colon; empty text where any text goes."""
        column = next((c for c in columns_of(place.table) if c.name == place.column), None)
        case = self.session.case()
        words = words_of(case, column) if case and column else {}
        return f": {near.listed(words)}" if words else ""

    def write(self, work: Work, place: Place, value: str) -> None:
        """Write a cell; a new id is followed by the rows that name the old one."""
        rows = list(work.rows[place.table])
        old = rows[place.index]
        rows[place.index] = with_cells(place.table, old, {place.column: value})
        changed = {**work.rows, place.table: tuple(rows)}
        if place.column == "id" and old.get("id") and value:
            changed = dict(rewritten(changed, {old["id"]: value}, named_in=work.rows))
        work.rows = changed

    def place(self, work: Work, answer: str) -> Place | None:
        """Return the cell that somebody names by its number, or by table, row and column."""
        filled = self.filled(work)
        named = self.empty(work, answer)
        if len(named) == 1:
            return named[0]
        if answer.isdecimal() and len(answer) < 6:
            return filled[int(answer) - 1] if 1 <= int(answer) <= len(filled) else None
        table, number, column = [*answer.split(), "", "", ""][:3]
        columns = {one.name for one in columns_of(table)} if table in TABLES else set()
        if column not in columns or not number.isdecimal() or len(number) > 3:
            return None
        there = 1 <= int(number) <= len(work.rows.get(table, ()))
        return Place(table, int(number) - 1, column) if there else None

    def empty(self, work: Work, column: str) -> list[Place]:
        """Return the empty cells of a column, in every row of the bundle that has it."""
        return [
            Place(table, index, column)
            for table, index, row in listed(work.rows)
            if column in {one.name for one in columns_of(table)}
            and not cells(table, row).get(column)
        ]

    def cells_named(self, work: Work, answer: str) -> str:
        """Return how to name a cell, where an answer names none or several."""
        places = [f"{one.table} {one.index + 1} {one.column}" for one in self.empty(work, answer)]
        if places:
            return f"Several are empty: write {', or '.join(places[:4])}."
        return "Write its number as it is shown, or for an empty one such as outlets 1 kind."

    def filled(self, work: Work) -> list[Place]:
        """Return the cells that say something, in the order of their numbers."""
        return [
            Place(table, index, column.name)
            for table, index, row in listed(work.rows)
            for column in columns_of(table)
            if cells(table, row).get(column.name)
        ]

    def pick_row(self, work: Work, question: str) -> tuple[str, int, Mapping[str, Any]] | None:
        """Return a row of the bundle that somebody chooses by its number."""
        rows = listed(work.rows)
        for number, (table, index, row) in enumerate(rows, start=1):
            self.say(f"  {number}  {table} {index + 1}  {row.get('id', '')}")
        answer = self.ask(question)
        if answer.isdecimal() and len(answer) < 6 and 1 <= int(answer) <= len(rows):
            return rows[int(answer) - 1]
        self.say("There is no such row.")
        return None

    def leave_out(self, work: Work) -> None:
        """Take a row out of the bundle."""
        if picked := self.pick_row(work, "Leave out which row: "):
            table, index, _ = picked
            rows = [row for place, row in enumerate(work.rows[table]) if place != index]
            work.rows = {**work.rows, table: tuple(rows)}

    def merge(self, work: Work) -> None:
        """Say that a row of the bundle is one of the case already."""
        picked = self.pick_row(work, "Which row is in the case already: ")
        case = self.session.case()
        if picked is None or case is None:
            return
        table, _, row = picked
        if not row.get("id"):
            self.say("Give the row an id first.")
            return
        words = row_words(table, cells(table, row))
        asked = self.ask(f"Search for [{words}]: ") or words
        likely = candidates(case, table, asked)
        for number, one in enumerate(likely, start=1):
            self.say(f"  {number}  {one.id}  {one.label}  ({one.why})")
        answer = self.ask("Which of them, by number or id (empty: none): ")
        if answer.isdecimal() and len(answer) < 6 and 1 <= int(answer) <= len(likely):
            answer = likely[int(answer) - 1].id
        if answer:
            work.merged[row["id"]] = answer
        else:
            work.merged.pop(row["id"], None)

    def code(self) -> None:
        """Code a sentence of one's own: the empty form."""
        via = self.ask("Source, as in sources.json: ")
        locator = self.ask("Where in it: ")
        sentence = self.ask("The sentence: ")
        rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        while table := self.ask("Add a row to which table (empty: no more): "):
            if table not in TABLES:
                self.say(f"That is no table. Write one of {', '.join(TABLES)}.")
                continue
            rows[table] = (*rows.get(table, ()), self.row(table, via=via, locator=locator))
        own = Proposal("new", via, "person", sentence, sentence, 0, locator, (), rows)
        work = Work(own, rows, is_own=True)
        while True:
            self.show(work)
            answer = self.ask("a accept  e edit  x leave a row out  q give up\n> ")
            if answer == "q":
                return
            if answer in ("e", "x"):
                (self.edit if answer == "e" else self.leave_out)(work)
            if answer != "a":
                continue
            try:
                done = self.session.own(
                    via=via, sentence=sentence, paragraph="", locator=locator, rows=work.rows
                )
            except CaseError as error:
                self.say(str(error))
                continue
            self.done.append(done)
            self.say(f"{done.id} is in the tables.")
            return

    def row(self, table: str, *, via: str, locator: str) -> Mapping[str, Any]:
        """Return a row whose cells somebody types, those that are needed and those that are usual."""
        preset = {"source": via, "locator": locator} if table in ("claims", "observations") else {}
        typed: dict[str, str] = {}
        for column in columns_of(table):
            if not column.required and column.name not in USUAL.get(table, ()):
                continue
            before = preset.get(column.name, "")
            hint = f" [{before}]" if before else ""
            typed[column.name] = (
                self.ask(f"  {column.name}{hint} ({column.description}) ") or before
            )
        return with_cells(table, {}, typed)

    def show(self, work: Work) -> None:
        """Print the progress, the sentence in its paragraph, and the bundle."""
        proposal = work.proposal
        if not work.is_own:
            self.say("")
            self.say(self.bar())
        self.say(f"{proposal.via} {proposal.locator}  [{proposal.id}, {proposal.proposer}]")
        before, sentence, after = paragraph_parts(proposal)
        begin, end = ("\033[7m", "\033[0m") if self.colour else ("»", "«")
        text = f"{clean(before)}\1{clean(sentence)}\2{clean(after)}"
        wrapped = "\n".join(textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  "))
        self._say(wrapped.replace("\1", begin).replace("\2", end))
        self.show_rows(work)
        if proposal.decision:
            decision = proposal.decision
            reason = f": {decision.reason}" if decision.reason else ""
            self.say(f"{decision.verdict} by {decision.by} on {decision.date}{reason}")

    def show_rows(self, work: Work) -> None:
        """Print every row with its cells, numbered, each with the words it came from."""
        reasons = {(r.table, r.row, r.column): r for r in work.proposal.reasons}
        number = 0
        for table, index, row in listed(work.rows):
            other = work.merged.get(str(row.get("id", "")))
            self.say(f"{table} {index + 1}{f'  = {other}, which is in the case' if other else ''}")
            shown = cells(table, row)
            for column in columns_of(table):
                if not shown.get(column.name):
                    continue
                number += 1
                cell_reasons = reasons.get((table, str(row.get("id", "")), column.name))
                led = self.led_by(work.proposal, cell_reasons) if cell_reasons else ""
                self.say(f"  {number:>3} {column.name:<16} {shown[column.name]}{led}")
            for (at, name, column_name), reason in reasons.items():
                if (at, name) == (table, row.get("id")) and not shown.get(column_name):
                    self.say(f"      {column_name:<16}{self.led_by(work.proposal, reason)}")

    def led_by(self, proposal: Proposal, reason: Reason) -> str:
        """Return which words led to a cell, and why."""
        words = proposal.sentence[reason.start : reason.end]
        why = ": ".join(filter(None, (f"from “{words}”" if words else "", reason.why)))
        return f"   {why}" if why else ""

    def bar(self) -> str:
        """Return how far the review has come, as a bar and in words."""
        progress = self.session.progress()
        full = BAR * progress.decided // max(progress.total, 1)
        return f"[{'#' * full}{'.' * (BAR - full)}] {progress}"

    def ask(self, question: str) -> str:
        """Return one line of answer, trimmed. Raises EOFError at the end of the input."""
        return self._ask(clean(question)).strip()

    def say(self, text: str) -> None:
        """Print a text; what would steer a terminal is not passed on."""
        self._say(clean(text))


def listed(rows: Rows) -> list[tuple[str, int, Mapping[str, Any]]]:
    """Return the rows of a bundle in the order of the tables."""
    return [
        (table, index, row) for table in TABLES for index, row in enumerate(rows.get(table, ()))
    ]


def clean(text: str) -> str:
    """Return the text without anything that steers a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)
