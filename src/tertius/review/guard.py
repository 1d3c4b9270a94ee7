"""Who may ask the review page something: whoever has its link, from its own pages, in bounded forms."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

# A proposal has 200 rows at most, of some twenty cells each, and a form sends every one of them.
LARGEST_FORM = 2**20
MOST_FIELDS = 8_000
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer under /review says; nothing on a page runs or loads from elsewhere."""

GO_BACK = "Go back in the browser: what you typed still stands there."

Form = Mapping[str, str]
Page = Callable[[Request, Form], Awaitable[Response]]


def plain_answer(status: int, sentence: str) -> Response:
    """Return an answer of one sentence."""
    return PlainTextResponse(f"{sentence}\n", status, headers=HEADERS)


@dataclass(frozen=True)
class Guard:
    """Hold the token of one session, and check every request by it."""

    token: str

    @property
    def cookie(self) -> str:
        """Return the name of the cookie: another for each session, as cookies do not know ports."""
        return f"tertius-review-{hashlib.sha256(self.token.encode()).hexdigest()[:8]}"

    def __call__(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """Return the page behind the checks, or the refusal of one of them."""

        async def answer(request: Request) -> Response:
            given = request.query_params.get("token")
            if given is not None:
                return self._enter(request, given)
            if not self._fits(request.cookies.get(self.cookie, "")):
                return plain_answer(
                    403, "Open the review by the link that `tertius serve` printed when it began."
                )
            form: Form = {}
            if request.method == "POST":
                if not _is_from_here(request):
                    return plain_answer(
                        403, "The form was sent from another page. Nothing was done."
                    )
                try:
                    form = await _read_form(request)
                except ValueError as wrong:
                    return plain_answer(413, f"The form {wrong} Nothing was done. {GO_BACK}")
                if not self._fits(form.get("token", "")):
                    return plain_answer(
                        403,
                        "The form is of a page from before this session, and lacks its token. Nothing was done. "
                        f"{GO_BACK} Open the review by the link that `tertius serve` printed last.",
                    )
            response = await page(request, form)
            response.headers.update(HEADERS)
            return response

        return answer

    def _fits(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def _enter(self, request: Request, given: str) -> Response:
        """Keep the token of the link in a cookie, and take it out of the address."""
        if request.method != "GET" or not self._fits(given):
            return plain_answer(403, "The link is of another session. Take the one printed last.")
        response = RedirectResponse(request.url.path, 303, headers=HEADERS)
        response.set_cookie(
            self.cookie, self.token, path="/review", httponly=True, samesite="strict"
        )
        return response


def _is_from_here(request: Request) -> bool:
    """Return whether a form was sent by a page of this server: something says so, and nothing says otherwise."""
    here = f"http://{request.headers.get('host', '')}"
    signs = []
    if (origin := request.headers.get("origin")) is not None:
        signs.append(origin == here)
    if (site := request.headers.get("sec-fetch-site")) is not None:
        signs.append(site == "same-origin")
    if (referer := request.headers.get("referer")) is not None:
        parts = urlsplit(referer)
        signs.append(f"{parts.scheme}://{parts.netloc}" == here)
    return bool(signs) and all(signs)


async def _read_form(request: Request) -> Form:
    """Return the fields of a form. Raises ValueError where it is too large or no form."""
    if request.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise ValueError("is not a form of this page.")
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_FORM:
                raise ValueError(
                    f"is larger than {LARGEST_FORM // 2**10} KiB, the limit: a cell takes 20,000 letters at most, and longer texts stay in the source."
                )
    except ClientDisconnect:
        raise ValueError("broke off.") from None
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        raise ValueError("cannot be read.") from None
    return dict(pairs)
