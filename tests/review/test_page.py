import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposed import cameras, pair, roomy, small_proposal
from review.serving import TOKEN, Visitor, plain_text, served, tags
from tertius.case.proposals.inbox import put, read_inbox
from tertius.case.proposals.proposal import Reason
from tertius.case.read import read_case
from tertius.study.open import check_case

CAMERAS = "/review/p/paper-2020-cameras"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


@pytest.fixture
def visitor(small: Any):
    put(roomy(small), [cameras(), pair()])
    with served(small.path) as port:
        visitor = Visitor(port).enter()
        visitor.small = small
        yield visitor


def decision(visitor: Any, name: str = "paper-2020-cameras") -> Any:
    (found,) = [p for p in read_inbox(visitor.small.path)[0] if p.id == name]
    return found.decision


def test_without_the_token_nothing_is_shown(visitor: Any):
    """No address under /review answers without the session's token, and a wrong one opens nothing."""
    stranger = Visitor(visitor.port)
    for path in (
        "/review",
        "/review/",
        "/review/next",
        "/review/new",
        CAMERAS,
        "/review/static/review.js",
        "/review/x",
    ):
        assert stranger.get(path).status == 403, path
    assert stranger.get("/review/?token=wrong").status == 403
    assert stranger.get("/review/?token=").status == 403
    assert stranger.ask("GET", "/review/", Cookie="tertius-review=x").status == 403


def test_the_link_gives_a_cookie(visitor: Any):
    """The link's token goes into a cookie that no script and no other site can use, and out of the address."""
    answer = Visitor(visitor.port).get(f"/review/?token={TOKEN}")
    assert (answer.status, answer.getheader("Location")) == (303, "/review/")
    cookie = answer.getheader("Set-Cookie").lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/review"))


def test_another_host_name_is_refused(visitor: Any):
    """A name that an attacker points at this machine is no name of it."""
    assert visitor.ask("GET", "/review/", Host="evil.example").status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Referer": "http://evil.example/"},
        {"Origin": "", "Sec_Fetch_Site": ""},
    ],
)
def test_forms_of_other_pages_are_refused(visitor: Any, headers: dict[str, str]):
    """A form that another page sends, or that does not say where it comes from, does nothing."""
    before = visitor.small.bytes()
    answer = visitor.post(CAMERAS, {"do": "reject", "reason": "x"}, **headers)
    assert answer.status == 403
    assert visitor.small.bytes() == before


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_needs_the_token_too(visitor: Any, token: str):
    """The cookie alone decides nothing."""
    before = visitor.small.bytes()
    assert visitor.post(CAMERAS, {"do": "reject", "reason": "x", "token": token}).status == 403
    assert visitor.small.bytes() == before


def test_large_and_odd_forms_are_refused(visitor: Any):
    """A form beyond the limit, of another kind, or of too many fields is refused."""
    assert visitor.post(CAMERAS, {"do": "accept", "x": "y" * 2**20}).status == 413
    assert visitor.post(CAMERAS, {"do": "accept"}, Content_Type="multipart/form-data").status == 413
    assert visitor.post(CAMERAS, {f"f{n}": "" for n in range(9000)}).status == 413


def test_every_answer_forbids_scripts_from_elsewhere(visitor: Any):
    """Each page forbids inline scripts, foreign files, framing and keeping; and has none inline."""
    for path in ("/review/", "/review/new", CAMERAS, "/review/nothing"):
        answer = visitor.get(path)
        policy = answer.getheader("Content-Security-Policy")
        assert policy.startswith("default-src 'self'")
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cache-Control") == "no-store"
        assert "style=" not in answer.text
        assert "onclick" not in answer.text


def test_static_files(visitor: Any):
    """The page's own files are served, and no other."""
    for name in ("style.css", "review.css", "review.js"):
        assert visitor.get(f"/review/static/{name}").status == 200
    assert visitor.get("/review/static/..%2F..%2Fpage.py").status == 404
    assert visitor.get("/review/static/base.html").status == 404


def test_a_proposal_is_shown(visitor: Any):
    """The sentence stands marked in its paragraph; each cell has its value, its sentence and its words."""
    answer = visitor.get(CAMERAS)
    assert 'They came late. <mark>In July 2016 <span class="piece"' in answer.text
    fields = visitor.fields(CAMERAS)
    assert fields["c:engagements:0:start"] == "2016-07"
    assert fields["c:claims:1:modality"] == "alleged"
    assert fields["c:sources:0:custom.outlet"] == "wire"
    said = plain_text(answer.text)
    assert "0 of 2, 0 accepted" in said
    assert "From “reportedly”" in said
    assert "What the source says; empty when a range says it." in said


def test_accepting_as_it_stands(visitor: Any):
    """The form, sent as it is shown, accepts the proposal and leads to the next."""
    fields = visitor.fields(CAMERAS)
    answer = visitor.post(CAMERAS, {**fields, "do": "accept"})
    assert answer.status == 303
    assert answer.getheader("Location") == "/review/p/names-bank-of-china?done=paper-2020-cameras"
    assert (decision(visitor).verdict, decision(visitor).by) == ("accepted", "ana")
    assert [str(p) for p in check_case(visitor.small.path)[2] if p.blocks] == []
    assert "Accepted: In July 2016 Huawei" in plain_text(
        visitor.get(answer.getheader("Location")).text
    )


def test_editing_a_cell_and_an_id(visitor: Any):
    """An edited cell enters as edited, and a new id is followed by the rows that named the old one."""
    fields = visitor.fields(CAMERAS)
    changes = {
        "c:engagements:0:id": "cameras-2016",
        "c:engagements:0:start": "2016-08",
        "do": "accept",
    }
    assert visitor.post(CAMERAS, {**fields, **changes}).status == 303
    case, _ = read_case(visitor.small.path)
    table, row = case.by_id["cameras-2016"]
    assert (table, str(row.start)) == ("engagements", "2016-08")
    assert case.by_id["huawei-cameras-signed"][1].subject == "cameras-2016"
    assert decision(visitor).verdict == "edited"


def test_a_wrong_cell_is_named_beside_it(visitor: Any):
    """What check says stands beside the cell, what was typed stays, and nothing is written."""
    before = visitor.small.bytes()
    fields = visitor.fields(CAMERAS)
    answer = visitor.post(CAMERAS, {**fields, "c:claims:1:date": "soon", "do": "accept"})
    assert answer.status == 422
    assert '<p class="message">&#34;soon&#34; is not a date.' in answer.text
    assert 'value="soon"' in answer.text
    assert visitor.small.bytes() == before


def test_checking_writes_nothing(visitor: Any):
    """Check says what is wrong, or that nothing is."""
    before = visitor.small.bytes()
    fields = visitor.fields(CAMERAS)
    assert (
        "Nothing is wrong with these rows." in visitor.post(CAMERAS, {**fields, "do": "check"}).text
    )
    answer = visitor.post(CAMERAS, {**fields, "c:actors:0:country": "ZZZ", "do": "check"})
    assert "is not a code" in plain_text(answer.text)
    assert visitor.small.bytes() == before


def test_merging_and_leaving_out(visitor: Any):
    """A merged row is not put there, and a row left out is not either."""
    fields = visitor.fields(CAMERAS)
    changes = {"m:actors:0": "bank-of-china", "out:claims:0": "1", "do": "accept"}
    assert visitor.post(CAMERAS, {**fields, **changes}).status == 303
    case, _ = read_case(visitor.small.path)
    assert "huawei" not in case.by_id
    assert "huawei-cameras-amount" not in case.by_id
    assert case.by_id["huawei-cameras"][1].parties[0] == "supplier:bank-of-china"
    assert decision(visitor).merged == {"huawei": "bank-of-china"}


def test_what_the_case_has_by_now_stands_in_the_form(visitor: Any):
    """An actor added since is filled in as the row of the case, with a line that says so; emptied, it is another."""
    with (visitor.small.path / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("huawei-technologies,Company,Huawei,CHN,\n")
    fields = visitor.fields(CAMERAS)
    assert fields["m:actors:0"] == "huawei-technologies"
    assert "By now the case has <code>huawei-technologies</code>." in visitor.get(CAMERAS).text
    visitor.post(CAMERAS, {**fields, "m:actors:0": "", "do": "accept"})
    assert decision(visitor).merged == {}


def test_searching_for_a_row_to_merge_with(visitor: Any):
    """Words in the merge field find rows of the case by their names in any spelling."""
    fields = visitor.fields(CAMERAS)
    answer = visitor.post(CAMERAS, {**fields, "m:actors:0": "naftna industrija", "do": "search"})
    assert "<code>nis</code>" in answer.text


def test_a_doubtful_entry_of_a_bibliography(visitor: Any):
    """Why an entry may be there already stands beside it, and merging keeps the one of the case."""
    entry = {"id": "wire-report", "type": "article", "title": "Loan signed", "DOI": "10.1/x"}
    why = [
        Reason(
            "sources",
            "wire-report",
            column,
            0,
            0,
            f"The {column} is that of wire-2014. Merge the two, or keep both.",
        )
        for column in ("title", "DOI")
    ]
    put(
        visitor.small.path,
        [
            small_proposal(
                "bibliography-1", {"sources": (entry,)}, proposer="bibliography", reasons=tuple(why)
            )
        ],
    )
    said = plain_text(visitor.get("/review/p/bibliography-1").text)
    assert "The title is that of wire-2014." in said
    assert "The DOI is that of wire-2014." in said
    before = (visitor.small.path / "sources.json").read_bytes()
    assert (
        visitor.post(
            "/review/p/bibliography-1", {"m:sources:0": "wire-2014", "do": "accept"}
        ).status
        == 303
    )
    assert (visitor.small.path / "sources.json").read_bytes() == before
    assert decision(visitor, "bibliography-1").merged == {"wire-report": "wire-2014"}


def test_rejecting_needs_a_reason(visitor: Any):
    """A rejection without a reason is asked for one; with one it is kept, and can be taken back."""
    assert visitor.post(CAMERAS, {"do": "reject", "reason": " "}).status == 422
    assert decision(visitor) is None
    assert visitor.post(CAMERAS, {"do": "reject", "reason": "Another railway."}).status == 303
    assert decision(visitor).reason == "Another railway."
    assert "Take the decision back" in visitor.get(CAMERAS).text
    assert visitor.post(CAMERAS, {"do": "undo"}).status == 200
    assert decision(visitor) is None


def test_a_pair_of_names(visitor: Any):
    """Whether two names are one actor becomes a row of judgements.csv."""
    page = visitor.get("/review/p/names-bank-of-china")
    assert "中国银行" in page.text
    assert (
        visitor.post(
            "/review/p/names-bank-of-china", {"do": "not_same", "reason": "A branch."}
        ).status
        == 303
    )
    case, _ = read_case(visitor.small.path)
    (row,) = [row for row in case.rows("judgements") if row.a == "bank-of-china"]
    assert (row.b, row.judgement, row.reason, row.by) == (
        "bank-of-china-serbia",
        "not_same",
        "A branch.",
        "ana",
    )


def test_a_sentence_of_ones_own(visitor: Any):
    """The empty form takes rows one by one and fills their ids; the sentence is kept with them."""
    page = visitor.post(
        "/review/new", {"do": "add", "add": "ties", "via": "paper-2020", "sentence": "A funds B."}
    )
    assert page.status == 200
    fields = {
        "via": "paper-2020", "sentence": "A  funds\nB.", "locator": "page 4", "paragraph": "So: A funds B. Yes.",
        "c:ties:0:actor": "gazprom", "c:ties:0:relation": "funds", "c:ties:0:target": "nis", "do": "accept",
    }  # fmt: skip
    answer = visitor.post("/review/new", fields)
    assert answer.status == 303
    (own,) = [p for p in read_inbox(visitor.small.path)[0] if p.proposer == "person"]
    assert answer.getheader("Location") == f"/review/p/{own.id}"
    assert (own.sentence, own.paragraph, own.offset) == ("A funds B.", "So: A funds B. Yes.", 4)
    assert own.decision.rows["ties"][0]["id"] == "gazprom-funds-nis"
    assert "<mark>A funds B.</mark>" in visitor.get(f"/review/p/{own.id}").text


def test_ones_own_wrong_row(visitor: Any):
    """A wrong cell of one's own writes nothing, not even the sentence."""
    before = visitor.small.bytes()
    fields = {"via": "paper-2020", "sentence": "X.", "c:ties:0:actor": "nobody", "do": "accept"}
    answer = visitor.post("/review/new", fields)
    assert answer.status == 422
    assert "is empty. Write: In or over whom." in plain_text(answer.text)
    assert visitor.small.bytes() == before


def test_going_through_all(visitor: Any):
    """The next page leads through what waits, and to the overview when nothing does."""
    assert visitor.get("/review/next").getheader("Location") == "/review/p/names-bank-of-china"
    for name in ("names-bank-of-china", "paper-2020-cameras"):
        assert (
            visitor.post(
                f"/review/p/{name}",
                {"do": "undecided" if name != "names-bank-of-china" else "reject", "reason": "x"},
            ).status
            == 303
        )
    assert visitor.get("/review/next").getheader("Location") == "/review/"
    said = plain_text(visitor.get("/review/").text)
    assert "2 of 2, 0 accepted" in said
    assert "Left undecided" in said


def test_unknown_addresses(visitor: Any):
    """What is not there says so in plain text."""
    for path in (
        "/review/p/nothing",
        "/review/p/..%2Fcase",
        "/review/x/y",
        f"/review/p/{HOSTILE[:8]}",
    ):
        answer = visitor.get(path.replace("<", "%3C"))
        assert answer.status == 404, path
        assert answer.getheader("Content-Type").startswith("text/plain")


def test_text_of_papers_is_shown_as_text(small: Any):
    """Tags, quotes and template marks in a sentence, a cell, a reason or a file name are shown as letters."""
    folder = roomy(small)
    rows = {
        "actors": ({"id": "x", "name": HOSTILE, "kind": HOSTILE},),
        "claims": ({"id": "c", "source": HOSTILE, "stage": HOSTILE},),
    }
    put(folder, [small_proposal("one", rows), cameras()])
    path = folder / "inbox" / "one.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said |= {
        "sentence": HOSTILE,
        "paragraph": f"a {HOSTILE} b",
        "via": HOSTILE,
        "locator": HOSTILE,
        "proposer": HOSTILE,
    }
    said["reasons"] = [
        {"table": "actors", "row": "x", "column": "name", "start": 0, "end": 9, "why": HOSTILE}
    ]
    path.write_text(json.dumps(said), encoding="utf-8")
    (folder / "inbox" / "<img src=x>.json").write_text("{}")
    with served(folder) as port:
        visitor = Visitor(port).enter()
        plain = tags(visitor.get(CAMERAS).text)
        for address in ("/review/", "/review/p/one"):
            page = visitor.get(address)
            assert page.status == 200
            assert tags(page.text).count("script") == plain.count("script") == 1
            assert "img" not in tags(page.text)
            assert "49" not in page.text
        answer = visitor.post("/review/p/one", {**visitor.fields("/review/p/one"), "do": "accept"})
        assert answer.status == 422
        assert "img" not in tags(answer.text)


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=10)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "c:actors:0:name",
                "c:claims:1:value",
                "c:sources:0:issued",
                "c:sources:0:author",
                "m:actors:0",
                "out:claims:0",
                "c:actors:1:id",
                "c:claims:999:value",
                "c:claims:²:value",
                "c:::",
                "reason",
                "add",
            ]
        ),
        TEXT,
    ),
    do=st.sampled_from(["accept", "check", "search", "add", "reject", "x"]),
)
def test_any_text_in_any_cell(tmp_path_factory: Any, copy_small: Any, fields: Any, do: str):
    """Whatever is typed, the page answers, and the case stays without a problem or untouched."""
    from tertius.review.guard import Guard
    from tertius.review.page import Review
    from tertius.review.session import Session

    folder = roomy(copy_small(tmp_path_factory.mktemp("case")))
    put(folder, [cameras()])
    review = Review(Session(folder, "ana"), Guard(TOKEN))
    answer = review._decide(cameras(), {**fields, "do": do})
    assert answer.status_code in (200, 303, 422)
    if answer.status_code != 303:
        assert tags(bytes(answer.body).decode()).count("script") == 1
    assert [str(problem) for problem in check_case(folder)[2] if problem.blocks] == []


def test_a_proposal_leads_to_the_stored_text(visitor: Any):
    """Where what was read is stored, its sentence is one step away; where it is not, no link stands there."""
    assert "In the stored text" not in visitor.get(CAMERAS).text
    path = visitor.small.path / "sources.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    (paper,) = (one for one in listed if one["id"] == "paper-2020")
    paper.setdefault("custom", {})["archived"] = {"sha256": "0" * 64, "ending": ".txt"}
    path.write_text(json.dumps(listed), encoding="utf-8")
    page = visitor.get(CAMERAS).text
    assert 'href="/review/code?source=paper-2020&amp;quote=In+July+2016+Huawei' in page
