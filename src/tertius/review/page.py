"""The review as pages beside the atlas: a sentence in its paragraph, and its bundle as a form."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tertius.atlas.compiling import PLAIN, Unfolded
from tertius.case.archive import archived_of
from tertius.case.proposals.inbox import LONGEST_ID, TABLES, waiting
from tertius.case.proposals.proposal import Proposal
from tertius.case.proposals.trial import Refused
from tertius.case.read import Case
from tertius.errors import CaseError
from tertius.review.engagement import EngagementForm
from tertius.review.fields import FormRow, form_rows, listed_ids, sentence_pieces
from tertius.review.form import Shown, places, read_form, shown_of, taken, with_row
from tertius.review.guard import Form, Guard, plain_answer
from tertius.review.search import candidates, labels, row_words
from tertius.review.session import Session, judged_pair, paragraph_parts

STATIC = {
    "style.css": ("tertius.atlas", "text/css"),
    "review.css": ("tertius.review", "text/css"),
    "review.js": ("tertius.review", "text/javascript"),
    "code.css": ("tertius.review", "text/css"),
    "code.js": ("tertius.review", "text/javascript"),
}
LISTED = 200
"""How many proposals the first page lists of each kind."""
EMPTY = Proposal("new", "", "person", "", "", 0, "", (), {})


def review_routes(session: Session, token: str) -> list[BaseRoute]:
    """Return the pages of a review, all under /review, for whoever has the token."""
    return Review(session, Guard(token)).routes()


class Review:
    """Hold the pages of one session."""

    def __init__(self, session: Session, guard: Guard) -> None:
        self.session = session
        self.guard = guard
        self.lock = threading.Lock()
        self.engagements = EngagementForm(session, self._page, self.lock)
        self.environment = Environment(
            loader=PackageLoader("tertius.review"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,
            bytecode_cache=PLAIN,
        )
        self.environment.code_generator_class = Unfolded

    def routes(self) -> list[BaseRoute]:
        """Return every address under /review."""
        guarded = self.guard
        return [
            Route("/review", guarded(self._home)),
            Route("/review/", guarded(self._overview)),
            Route("/review/next", guarded(self._next)),
            Route("/review/new", guarded(self._new), methods=["GET", "POST"]),
            Route("/review/code", guarded(self.engagements.page), methods=["GET", "POST"]),
            Route("/review/code/file", guarded(self.engagements.file)),
            Route("/review/p/{id}", guarded(self._proposal), methods=["GET", "POST"]),
            Route("/review/static/{name}", guarded(self._static)),
            Route("/review/{rest:path}", guarded(self._nothing), methods=["GET", "POST"]),
        ]

    async def _home(self, request: Request, form: Form) -> Response:
        return RedirectResponse("/review/", 303)

    async def _nothing(self, request: Request, form: Form) -> Response:
        return plain_answer(404, "There is no such page. The review begins at /review/.")

    async def _static(self, request: Request, form: Form) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return await self._nothing(request, form)
        package, kind = STATIC[name]
        data = files(package).joinpath("static").joinpath(name).read_bytes()
        return Response(data, media_type=kind)

    async def _overview(self, request: Request, form: Form) -> Response:
        return await run_in_threadpool(self._show_overview, _done(request))

    async def _next(self, request: Request, form: Form) -> Response:
        following = await run_in_threadpool(
            self.session.following, request.query_params.get("after", "")[:200]
        )
        return _to(following)

    async def _new(self, request: Request, form: Form) -> Response:
        answer = self._code if request.method == "POST" else self._show_new
        return await run_in_threadpool(self._alone, answer, form)

    async def _proposal(self, request: Request, form: Form) -> Response:
        name = request.path_params["id"]

        def answer(form: Form) -> Response:
            try:
                proposal = self.session.proposal(name)
            except CaseError as error:
                return plain_answer(404, str(error))
            if request.method == "POST":
                return self._decide(proposal, form)
            return self._show(
                shown_of(proposal, self.session.merges(proposal)), done=_done(request)
            )

        return await run_in_threadpool(self._alone, answer, form)

    def _alone(self, answer: Any, form: Form) -> Response:
        """Return an answer, one at a time: two decisions never read the same tables."""
        with self.lock:
            response: Response = answer(form)
            return response

    def _decide(self, proposal: Proposal, form: Form) -> Response:
        session, do, reason = self.session, form.get("do", ""), form.get("reason", "").strip()
        shown = replace(read_form(proposal, form), reason=reason)
        try:
            if do == "accept":
                session.accept(proposal, taken(shown), shown.merged)
            elif do in ("same", "not_same") or (do == "undecided" and judged_pair(proposal)):
                session.judge(proposal, do, reason)
            elif do == "reject":
                if not reason:
                    return self._show(replace(shown, said="Say why you reject it."), 422)
                session.reject(proposal, reason)
            elif do == "undecided":
                session.leave(proposal, reason)
            elif do == "undo":
                waits = session.undo(proposal)
                return self._show(shown_of(waits, session.merges(waits)))
            elif do == "skip":
                pass
            else:
                return self._look(shown, form)
        except Refused as refused:
            return self._show(replace(shown, wrong=tuple(refused.wrong)), 422)
        except CaseError as error:
            return self._show(replace(shown, said=str(error)), 422)
        return _to(session.following(proposal.id), done="" if do == "skip" else proposal.id)

    def _look(self, shown: Shown, form: Form) -> Response:
        """Return the form again, with one more row, with what was searched, or checked."""
        if form.get("do") == "add":
            return self._show(with_row(shown, form.get("add", "")))
        sought = {
            at: words
            for at in places(shown.rows)
            if (words := form.get(f"m:{at[0]}:{at[1]}", "").strip())
        }
        if form.get("do") == "search":
            return self._show(replace(shown, looked_for=sought))
        wrong = self.session.wrong(shown.proposal, taken(shown), shown.merged)
        note = "" if wrong else "Nothing is wrong with these rows."
        return self._show(replace(shown, wrong=tuple(wrong), said=note))

    def _show_new(self, form: Form) -> Response:
        return self._show(Shown(EMPTY, {}, {}))

    def _code(self, form: Form) -> Response:
        proposal = replace(
            EMPTY,
            via=form.get("via", "").strip(),
            sentence=form.get("sentence", ""),
            paragraph=form.get("paragraph", ""),
            locator=form.get("locator", ""),
        )
        shown = read_form(proposal, form)
        if form.get("do") != "accept":
            return self._look(shown, form)
        try:
            done = self.session.own(
                via=proposal.via,
                sentence=proposal.sentence,
                paragraph=proposal.paragraph,
                locator=proposal.locator,
                rows=taken(shown),
            )
        except Refused as refused:
            return self._show(replace(shown, wrong=tuple(refused.wrong)), 422)
        except CaseError as error:
            return self._show(replace(shown, said=str(error)), 422)
        return RedirectResponse(f"/review/p/{done.id}", 303)

    def _show_overview(self, done: str) -> Response:
        proposals = self.session.proposals()
        left = list(waiting(proposals))
        return self._page(
            "overview.html",
            done=self._decided(done),
            waiting=left[:LISTED],
            more=max(0, len(left) - LISTED),
            decided=self.session.latest()[:LISTED],
            undecided=[p for p in proposals if p.decision and p.decision.verdict == "undecided"][
                :LISTED
            ],
            problems=self.session.problems[:LISTED],
        )

    def _decided(self, name: str) -> Proposal | None:
        """Return the proposal that was just decided; None where none was, or it waits again."""
        decided = (one for one in self.session.proposals() if one.id == name and one.decision)
        return next(decided, None)

    def _show(self, shown: Shown, status: int = 200, *, done: str = "") -> Response:
        case = self.session.case()
        if case is None:
            return plain_answer(409, "case.yml cannot be read. `tertius check` says why.")
        proposal = shown.proposal
        rows = form_rows(
            case,
            shown.rows,
            reasons=proposal.reasons,
            merged=shown.merged,
            left_out=shown.left_out,
            wrong=shown.wrong,
        )
        lists = sorted({cell.listed for row in rows for cell in row.cells if cell.listed})
        before, _, after = paragraph_parts(proposal)
        previous = self.session.following(proposal.id, step=-1)
        return self._page(
            "proposal.html",
            status,
            done=self._decided(done),
            shown=shown,
            proposal=proposal,
            before=before,
            pieces=sentence_pieces(proposal),
            after=after,
            rows=rows,
            likely={(row.table, row.index): self._likely(case, row, shown) for row in rows},
            lists={name: listed_ids(case, shown.rows, name) for name in lists},
            elsewhere=[one for one in shown.wrong if one.row is None],
            pair=self._pair(case, proposal),
            via=labels(case, "sources").get(proposal.via, ""),
            stored=proposal.via in case.sources
            and archived_of(case.sources[proposal.via]) is not None,
            tables=TABLES,
            sources=sorted(case.sources)[:2000],
            previous=None if proposal.id == EMPTY.id else previous,
            is_new=proposal.id == EMPTY.id,
        )

    def _likely(self, case: Case, row: FormRow, shown: Shown) -> list[Any]:
        """Return the rows of the case that a row may be."""
        if not row.has_id:
            return []
        words = (shown.looked_for or {}).get((row.table, row.index))
        cells = {cell.column: cell.value for cell in row.cells}
        return candidates(case, row.table, words or row_words(row.table, cells), most=8)

    def _pair(self, case: Case, proposal: Proposal) -> list[Mapping[str, Any]] | None:
        """Return the two actors of a pair that somebody has to judge; None where it is no pair."""
        row = judged_pair(proposal)
        if row is None:
            return None
        names = {
            name: [one for one in case.rows("names") if one.actor == name]
            for name in (row.get("a"), row.get("b"))
        }
        actors = {actor.id: actor for actor in case.rows("actors")}
        return [
            {"id": name, "actor": actors.get(name or ""), "names": names[name]}
            for name in (row.get("a"), row.get("b"))
        ]

    def _page(self, template: str, status: int = 200, **context: Any) -> Response:
        progress = self.session.progress()
        title = self.session.folder.resolve().name
        html = self.environment.get_template(template).render(
            token=self.guard.token,
            progress=progress,
            case_title=title,
            by=self.session.by,
            **context,
        )
        return HTMLResponse(html.encode("utf-8", "replace"), status)


def _to(proposal: Proposal | None, *, done: str = "") -> Response:
    address = f"/review/p/{proposal.id}" if proposal else "/review/"
    return RedirectResponse(f"{address}?done={done}" if done else address, 303)


def _done(request: Request) -> str:
    return request.query_params.get("done", "")[:LONGEST_ID]
