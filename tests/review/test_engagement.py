"""The form of an engagement: shown beside its source, written once, taken back, and safe against bad posts."""

import csv
import json
import re
import shutil
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from coded_case import empty_case, files
from review.serving import Visitor, form_fields, plain_text, served
from tertius.intake.store import store

TEXT = "In February 2014 the bank signed a loan of US$943.9 million.\n\nIt ended <b>in July</b> 2022.\n"
LOAN = {
    "source": "motorway",
    "type": "loan",
    "power": "China",
    "sector": "road",
    "parties-0-actor": "Exim Bank of China",
    "parties-1-actor": "Montenegro",
    "steps-0-stage": "signed",
    "steps-0-date": "early 2014",
    "steps-0-amount": "US$943.9m",
    "locator": "line 1",
    "quote": "signed a loan of US$943.9 million",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("form")
    case = empty_case(folder)
    (folder / "motorway.txt").write_text(TEXT, encoding="utf-8")
    store(case, "motorway", folder / "motorway.txt")
    with served(case) as port:
        yield case, port


@pytest.fixture
def visitor(made, tmp_path):
    """A visitor of the case as it was at first; the files are put back after the test."""
    case, port = made
    shutil.copytree(case, tmp_path / "kept")
    visitor = Visitor(port).enter()
    visitor.case = case
    yield visitor
    shutil.rmtree(case)
    shutil.copytree(tmp_path / "kept", case)


def write(visitor, **changes):
    return visitor.post("/review/code", {**LOAN, "do": "write", **changes})


def messages(answer):
    return re.findall(r'class="message">(.*?)</p>', answer.text)


def test_the_source_stands_beside_the_form(visitor):
    """The stored text is shown as text, with its lines, and the lists to search words in."""
    page = visitor.get("/review/code?source=motorway").text
    assert "It ended &lt;b&gt;in July&lt;/b&gt; 2022." in page
    assert 'data-place="line 1"' in page
    assert '<option value="loan">' in page
    assert '<option value="CHN">China' in page
    assert len(form_fields(page)) > 20


def test_a_form_is_looked_at_without_being_written(visitor):
    """What each field becomes comes back for the page to show, and the rows as cells; nothing is written."""
    before = files(visitor.case)
    told = json.loads(visitor.post("/review/code", {**LOAN, "do": "look"}).text)
    assert told["became"]["steps-0-amount"] == "943900000 USD"
    assert told["became"]["steps-0-date"] == "2014"
    wrong = {**LOAN, "do": "look", "steps-0-amount": "120.000 EUR"}
    assert (
        "can be 120000 or 120"
        in json.loads(visitor.post("/review/code", wrong).text)["faults"]["steps-0-amount"]
    )
    shown = plain_text(visitor.post("/review/code", {**LOAN, "do": "check"}).text)
    assert "lender:exim-bank-of-china;borrower:mne" in shown
    assert files(visitor.case) == before


def test_written_once_and_taken_back(visitor):
    """Two windows that send the same form write once, and undoing leaves the files as they were."""
    before = files(visitor.case)
    first, second = write(visitor), write(visitor)
    assert (first.status, second.status) == (303, 303)
    done = parse_qs(urlsplit(first.getheader("Location")).query)["done"][0]
    assert "again=1" in second.getheader("Location")
    assert files(visitor.case)["engagements.csv"].count(b"\n") == 2
    page = visitor.get(first.getheader("Location")).text
    assert "2 actors, 1 engagements, 2 claims" in plain_text(page)
    back = visitor.post("/review/code", {"do": "undo", "done": done, "source": "motorway"})
    assert back.status == 200
    assert form_fields(back.text)["steps-0-amount"] == "943900000 USD"
    assert files(visitor.case) == before


def test_what_was_typed_stays_beside_its_message(visitor):
    """A form with faults comes back as it was typed, each message at its field; nothing is written."""
    before = files(visitor.case)
    answer = write(visitor, **{"steps-0-date": "soon", "type": "lone"})
    assert answer.status == 422
    told = " ".join(messages(answer))
    assert "is no date" in told
    assert "Write loan" in told
    fields = form_fields(answer.text)
    assert (fields["steps-0-date"], fields["type"]) == ("soon", "lone")
    assert files(visitor.case) == before


def test_a_stale_page_writes_nothing(visitor):
    """A correction of what changed since it was shown is refused, with what was typed; sent again it is taken."""
    write(visitor)
    edit = (
        "/review/code?source=motorway&edit=loan-of-exim-bank-of-china-to-montenegro-for-road-2014"
    )
    one, other = visitor.fields(edit), visitor.fields(edit)
    assert visitor.post("/review/code", {**one, "label": "The loan", "do": "write"}).status == 303
    late = visitor.post("/review/code", {**other, "label": "A loan", "do": "write"})
    assert late.status == 409
    assert "has changed in the case since it was shown" in late.text
    fields = form_fields(late.text)
    assert fields["label"] == "A loan"
    assert visitor.post("/review/code", {**fields, "do": "write"}).status == 303
    assert b"A loan" in files(visitor.case)["engagements.csv"]


def test_withdrawn_with_a_reason(visitor):
    """Withdrawing needs its reason, and leaves the rows deprecated."""
    write(visitor)
    edit = (
        "/review/code?source=motorway&edit=loan-of-exim-bank-of-china-to-montenegro-for-road-2014"
    )
    fields = visitor.fields(edit)
    assert visitor.post("/review/code", {**fields, "do": "withdraw"}).status == 422
    assert (
        visitor.post("/review/code", {**fields, "do": "withdraw", "why": "misread"}).status == 303
    )
    assert files(visitor.case)["claims.csv"].count(b",deprecated,misread,") == 2


def test_bad_posts_do_nothing(visitor):
    """A form of another site, without the token, with a megabyte in a field or of strange fields writes nothing."""
    before = files(visitor.case)
    assert write(visitor, token="").status == 403
    assert (
        visitor.post("/review/code", {**LOAN, "do": "write"}, Origin="http://evil.example").status
        == 403
    )
    assert Visitor(visitor.port).get("/review/code").status == 403
    large = write(visitor, quote="x" * 2**20)
    assert large.status == 413
    assert "Nothing was done. Go back in the browser" in large.text
    long = write(visitor, quote="x" * 30_000)
    assert long.status == 422
    assert "30,000 letters long" in long.text
    assert write(visitor, **{f"parties-{n}-actor": "mne" for n in range(60)}).status == 422
    assert (
        write(visitor, **{"steps-0-nothing": "x", "steps-9999-date": "2014", "type": ""}).status
        == 422
    )
    assert files(visitor.case) == before


def test_a_case_that_breaks_meanwhile(visitor):
    """Where a file was broken on disk the form comes back as typed, with what to mend."""
    claims = visitor.case / "claims.csv"
    claims.write_text("id\n", encoding="utf-8")
    answer = write(visitor)
    assert answer.status == 422
    assert "claims.csv" in answer.text
    assert form_fields(answer.text)["steps-0-amount"] == "US$943.9m"


def test_one_step_leads_from_a_claim_to_its_place(visitor):
    """The address of a claim opens its source with the quote marked; an unknown one opens it all the same."""
    write(visitor)
    row = "loan-of-exim-bank-of-china-to-montenegro-for-road-2014-amount"
    page = visitor.get(f"/review/code?source=motorway&row={row}").text
    assert '<mark id="marked">signed a loan of US$943.9 million</mark>' in page
    assert visitor.get("/review/code?source=motorway&row=nothing").status == 200
    assert visitor.get("/review/code?source=nothing&edit=nothing").status == 404
    assert "is no source of the case" in visitor.get("/review/code?source=%3Cb%3E").text


def test_the_hundredth_form_costs_what_the_first_did(visitor, monkeypatch):
    """A post reads the case a fixed number of times, however many engagements were coded before it."""
    import tertius.case.read as reading

    read: list[object] = []
    table = reading._read_table
    monkeypatch.setattr(
        reading, "_read_table", lambda folder, *rest: read.append(folder) or table(folder, *rest)
    )
    counts = []
    for number in range(6):
        read.clear()
        assert write(visitor, label=f"Loan {number}").status == 303
        counts.append(len(read))
    assert len(set(counts[1:])) == 1, counts


def test_a_claim_leads_to_its_words(visitor):
    """The words of a claim that the case has are marked in the stored text, one step from where it is shown."""
    write(visitor)
    with (visitor.case / "claims.csv").open(encoding="utf-8", newline="") as file:
        claim = next(row for row in csv.DictReader(file) if row["quote"])
    page = visitor.get(f"/review/code?source=motorway&row={claim['id']}").text
    assert '<mark id="marked">signed a loan of US$943.9 million</mark>' in page


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("quote=the+bank+signed", "the bank signed"),
        ("quote=nothing+like+it&locator=line+3", "It ended &lt;b&gt;in July&lt;/b&gt; 2022.\n"),
        ("locator=lines+3-4", "It ended &lt;b&gt;in July&lt;/b&gt; 2022.\n"),
    ],
)
def test_a_sentence_leads_to_its_place(visitor, asked, marked):
    """Words that stand in the text are marked; where they do not, the place that the locator names."""
    page = visitor.get(f"/review/code?source=motorway&{asked}").text
    assert f'<mark id="marked">{marked}</mark>'.replace("\n</mark>", "</mark>") in page.replace(
        "\n</mark>", "</mark>"
    )


def test_a_place_that_is_not_there_is_not_marked(visitor):
    """A page of a text without pages, and a line behind its end, mark nothing."""
    for locator in ("p. 3", "line 99", "chapter 2"):
        assert (
            'id="marked"'
            not in visitor.get(f"/review/code?source=motorway&locator={quote(locator)}").text
        )


def test_the_like_of_an_engagement_is_named(visitor):
    """Before and after writing, the form names an engagement of the case that may be the same one."""
    day = {"steps-0-date": "30.10.2014"}
    write(visitor, **day)
    looked = visitor.post("/review/code", {**LOAN, **day, "label": "Two", "do": "check"})
    name = "loan-of-exim-bank-of-china-to-montenegro-for-road-2014"
    assert f"edit={name}" in looked.text.partition('class="said fine"')[2]
    written = write(visitor, **day, label="Two")
    page = visitor.get(written.headers["location"]).text
    assert f"edit={name}" in page.partition('class="done"')[2].partition("</form>")[0]
