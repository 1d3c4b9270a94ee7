"""The form of one engagement beside its stored source: read, shown as what it becomes, written, taken back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from tertius.case.archive import Archive, archived_of, bytes_name
from tertius.case.folder import Unreadable, locate
from tertius.case.proposals.bundle import cells
from tertius.case.proposals.inbox import LONGEST_ID
from tertius.case.read import Case, read_case
from tertius.coding.corrections import sources_of, state_of, statement_of
from tertius.coding.draft import Fault
from tertius.coding.engagement import alike
from tertius.coding.statement import Statement, read_statement
from tertius.coding.write import Made, NotCoded, Tried, attempt, code
from tertius.errors import CaseError
from tertius.present.places import page_in, page_links
from tertius.review.coding import (
    LATER,
    PARTS,
    PLACED,
    USUAL,
    Filled,
    form_object,
    lists_of,
    shortened,
)
from tertius.review.guard import Form, plain_answer
from tertius.review.search import labels
from tertius.review.session import Session
from tertius.review.stored import shown_text

LISTED = 200
"""How many engagements and sources a page lists; more are found by typing."""

# A sentence; an address that is longer is cut by servers.
LONGEST_QUOTE = 2_000


@dataclass(frozen=True)
class FormRequest:
    """Hold what the address of the form asks for."""

    source: str = ""
    edit: str = ""
    done: str = ""
    row: str = ""
    """A claim or observation whose quote is marked."""
    quote: str = ""
    """Words to mark, where no row has them yet."""
    locator: str = ""
    start: int = 0

    @classmethod
    def of(cls, request: Request) -> "FormRequest":
        """Return what a request asks for; what is too long or no number is passed over."""
        query = request.query_params
        start = query.get("start", "0")
        return cls(
            source=query.get("source", "")[:400],
            edit=query.get("edit", "")[:LONGEST_ID],
            done=query.get("done", "")[:LONGEST_ID],
            row=query.get("row", "")[:LONGEST_ID],
            quote=query.get("quote", "")[:LONGEST_QUOTE],
            locator=query.get("locator", "")[:LONGEST_QUOTE],
            start=int(start) if start.isdecimal() and len(start) < 10 else 0,
        )


class EngagementForm:
    """Hold the pages on which engagements are coded, of one session."""

    def __init__(
        self, session: Session, render: Callable[..., Response], lock: threading.Lock
    ) -> None:
        self.session, self.render, self.lock = session, render, lock
        self._read: tuple[tuple[tuple[str, int, int], ...], Case] | None = None

    async def page(self, request: Request, form: Form) -> Response:
        """Return the form, empty or of an engagement, or what became of a form that was sent."""
        asked = FormRequest.of(request)
        answer = self._post if request.method == "POST" else self._get
        return await run_in_threadpool(self._alone, answer, asked, form)

    async def file(self, request: Request, form: Form) -> Response:
        """Return the stored file of a source, where a browser shows it without running anything: a PDF."""
        case = await run_in_threadpool(self.case)
        source = case.sources.get(FormRequest.of(request).source) if case else None
        archived = archived_of(source) if source else None
        if archived is None or archived.ending != ".pdf":
            return plain_answer(404, "No PDF of this source is stored here.")
        try:
            path = locate(self.session.folder, bytes_name(archived))
        except Unreadable:
            return plain_answer(404, "No PDF of this source is stored here.")
        if not path.is_file():
            return plain_answer(404, "The file is not on this machine. Keep it with tertius store.")
        return FileResponse(path, media_type="application/pdf", content_disposition_type="inline")

    def _alone(self, answer: Any, asked: FormRequest, form: Form) -> Response:
        """Return an answer, one at a time: two forms never write the same tables at once."""
        with self.lock:
            response: Response = answer(asked, form)
            return response

    def case(self) -> Case | None:
        """Return the case as it stands, read again only where a file of it changed."""
        stamps = _stamps(self.session.folder)
        if self._read is None or self._read[0] != stamps:
            case = read_case(self.session.folder)[0]
            if case is None:
                return None
            self._read = stamps, case
        return self._read[1]

    def _get(self, asked: FormRequest, form: Form) -> Response:
        case = self.case()
        if case is None:
            return plain_answer(409, "case.yml cannot be read. `tertius check` says why.")
        statement = Statement(source=asked.source)
        if asked.edit:
            source = asked.source or next(iter(sources_of(case, asked.edit)), "")
            try:
                statement = statement_of(case, asked.edit, source)
            except CaseError as error:
                return plain_answer(404, str(error))
        quote, locator = _place_of(case, asked.row)
        marked = asked.quote or quote or statement.quote
        place = asked.locator or locator or statement.locator
        return self._show(case, asked, Filled(statement), quote=marked, locator=place)

    def _post(self, asked: FormRequest, form: Form) -> Response:
        case = self.case()
        if case is None:
            return plain_answer(409, "case.yml cannot be read. `tertius check` says why.")
        do = form.get("do", "")
        if do == "undo":
            return self._undo(case, form)
        value = form_object(form)
        if do == "withdraw":
            value["withdraw"] = "yes"
        read = read_statement(value)
        if isinstance(read, dict):
            faults = tuple(Fault(name, told) for name, told in read.items())
            return self._show(case, asked, Filled(shortened(form), faults), status=422)
        if do == "look":
            return self._look(case, read)
        if do.startswith("more-") and do.removeprefix("more-") in PARTS:
            part = do.removeprefix("more-")
            more = {part: len(getattr(read, part)) + 1}
            return self._show(case, asked, Filled(read, more=more))
        if do in ("write", "withdraw"):
            return self._write(case, asked, read)
        tried, told = attempt(case, self.session.folder, [read])
        return self._show(case, asked, _filled(read, tried[0], told[0]), preview=tried[0])

    def _write(self, case: Case, asked: FormRequest, statement: Statement) -> Response:
        """Write a statement, and return the empty form of its source, or the form with what is wrong."""
        try:
            made = code(self.session.folder, [statement], by=self.session.by)[0]
        except NotCoded as refused:
            faults = tuple(refused.faults[0])
            changed = statement.edits and statement.seen != state_of(case, statement.edits)
            again = statement.model_copy(update={"withdraw": ""})
            if changed:
                again = again.model_copy(update={"seen": state_of(case, statement.edits)})
            return self._show(case, asked, Filled(again, faults), status=409 if changed else 422)
        except CaseError as error:
            return self._show(case, asked, Filled(statement, (Fault("", str(error)),)), status=422)
        return _to(
            source=statement.source, done=made.proposal.id, again="1" if made.was_there else ""
        )

    def _undo(self, case: Case, form: Form) -> Response:
        """Take back what was written last, and return its form filled as it was understood."""
        try:
            proposal = self.session.proposal(form.get("done", ""))
            engagements = (proposal.decision.rows if proposal.decision else {}).get(
                "engagements", ()
            )
            replaced = proposal.decision.replaced if proposal.decision else {}
            filled = Statement(source=form.get("source", "")[:400])
            if engagements and not replaced:
                filled = statement_of(
                    case, str(engagements[0]["id"]), proposal.rows["claims"][0]["source"]
                )
                filled = filled.model_copy(update={"edits": "", "seen": ""})
            self.session.undo(proposal)
        except CaseError as error:
            asked = FormRequest(source=form.get("source", "")[:400])
            faults = (Fault("", str(error)),)
            return self._show(
                case, asked, Filled(Statement(source=asked.source), faults), status=422
            )
        again = self.case()
        told = "Taken back: the tables are as they were. The form holds what was understood; write it otherwise, or leave it."
        return self._show(
            again or case, FormRequest(source=filled.source), Filled(filled), said=told
        )

    def _look(self, case: Case, statement: Statement) -> Response:
        """Return what each field becomes, for the form to show beside it while somebody types."""
        tried, faults = attempt(case, self.session.folder, [statement], checked=False)
        became = {_name(one.field): one.kept for one in tried[0].coded.became}
        told = {_name(one.field): one.message for one in faults[0] if not one.is_missing}
        return JSONResponse({"became": became, "faults": told})

    def _show(
        self,
        case: Case,
        asked: FormRequest,
        filled: Filled,
        *,
        status: int = 200,
        quote: str = "",
        locator: str = "",
        preview: Tried | None = None,
        said: str = "",
    ) -> Response:
        source = filled.statement.source or asked.source
        archive = Archive(self.session.folder, case.sources)
        stored = archive.text(source) if source else None
        marked = quote or filled.statement.quote
        item = case.sources.get(source)
        archived = archived_of(item) if item else None
        return self.render(
            "engagement.html",
            status,
            filled=filled,
            statement=filled.statement,
            usual=USUAL,
            placed=PLACED,
            later=LATER,
            lists=lists_of(case),
            source=source,
            source_label=labels(case, "sources").get(source, ""),
            sources=[(name, label) for name, label in labels(case, "sources").items()][:2_000],
            is_source=source in case.sources,
            text=shown_text(stored, quote=marked, locator=locator, start=asked.start)
            if stored
            else None,
            pdf=bool(archived and archived.ending == ".pdf"),
            page=page_in(locator) or "",
            elsewhere=page_links(item, locator) if item else (),
            coded=_coded(case, source),
            preview=_rows(preview) if preview and not filled.faults else [],
            alike=preview.coded.alike if preview else (),
            done=self._done(case, asked.done),
            labels=labels(case, "engagements"),
            said=said,
        )

    def _done(self, case: Case, name: str) -> Made | None:
        """Return what was written last; None where nothing was, or it was taken back."""
        if not name:
            return None
        try:
            proposal = self.session.proposal(name)
        except CaseError:
            return None
        if proposal.decision is None:
            return None
        rows = proposal.decision.rows.get("engagements", ())
        if not rows:
            return Made(proposal, "")
        near = alike(case, cells("engagements", rows[0]))
        return Made(proposal, str(rows[0]["id"]), alike=near)


def _filled(statement: Statement, tried: Tried, faults: list[Fault]) -> Filled:
    return Filled(statement, tuple(faults), tried.coded.became)


def _rows(tried: Tried) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rows as the cells that they will be: the table, and each column with its cell."""
    return [
        (table, list(cells(table, row).items()))
        for table, listed in tried.coded.rows.items()
        for row in listed
    ]


def _coded(case: Case, source: str) -> list[tuple[str, str]]:
    """Return the engagements of which a source says something, by label, the last ones first."""
    if not source:
        return []
    subjects = {
        claim.subject: str(claim.recorded or "")
        for claim in case.rows("claims")
        if source in claim.source and claim.status == "current"
    }
    named = [row for row in case.rows("engagements") if row.id in subjects]
    named.sort(key=lambda row: (subjects[row.id], row.id), reverse=True)
    return [(row.id, row.label) for row in named[:LISTED]]


def _place_of(case: Case, row: str) -> tuple[str, str]:
    """Return quote and locator of a claim or observation; empty where it has none."""
    table, found = case.by_id.get(row, ("", None))
    if table not in ("claims", "observations") or not found:
        return "", ""
    return found.quote or "", found.locator or ""


def _name(path: str) -> str:
    """Return a field's name in the form: `steps 1 date` is `steps-0-date`."""
    part, _, rest = path.partition(" ")
    number, _, name = rest.partition(" ")
    return f"{part}-{int(number) - 1}-{name}" if number.isdecimal() and name else path


def _to(**query: str) -> Response:
    from urllib.parse import urlencode

    asked = urlencode({name: value for name, value in query.items() if value})
    return RedirectResponse(f"/review/code?{asked}", 303)


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return the names, times and sizes of the files that a case is read from."""
    stamps = []
    for file in sorted(folder.iterdir()):
        if file.suffix in (".csv", ".json", ".yml") and file.is_file():
            stat = file.stat()
            stamps.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stamps)
