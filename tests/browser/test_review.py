"""The review in a real browser: by keyboard, by mouse, without scripts, and on a phone."""

import re
from contextlib import contextmanager

import pytest

from in_browser import IN_BROWSER
from proposed import cameras, pair, roomy, small_proposal
from review.serving import TOKEN, served
from tertius.case.proposals.inbox import put, read_inbox
from tertius.case.read import read_case

pytestmark = IN_BROWSER


@pytest.fixture
def site(small):
    hostile = small_proposal(
        "zz", {"actors": ({"id": "z", "kind": "Company", "name": "<script>alert(1)</script>"},)}
    )
    put(roomy(small), [cameras(), pair(), hostile])
    with served(small.path) as port:
        yield small.path, f"http://127.0.0.1:{port}"


@contextmanager
def opened(browser, address, *, scripts):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: page.said.append(dialog.message))
    page.goto(f"{address}/review/?token={TOKEN}")
    yield page
    context.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(browser, site, request):
    with opened(browser, site[1], scripts=request.param) as page:
        yield page


@pytest.fixture
def keyed(browser, site):
    with opened(browser, site[1], scripts=True) as page:
        yield page


def press(page, role, name):
    """Presses a button or a link of this very name, but for the key in it, and waits for the page."""
    with page.expect_navigation():
        page.get_by_role(role, name=re.compile(rf"^{name}( [a-z])?$")).click()


def decision(folder, name="paper-2020-cameras"):
    (found,) = [p for p in read_inbox(folder)[0] if p.id == name]
    return found.decision


def test_the_token_leaves_the_address(site, page):
    """After the link is opened, the address holds no token, and the style is in force."""
    assert page.url == f"{site[1]}/review/"
    assert page.get_by_text("0 of 3, 0 accepted").first.is_visible()
    assert page.locator("progress").is_visible()
    assert page.said == []


def test_buttons_decide(site, page):
    """Accept, take back, and reject with a reason, by buttons alone."""
    page.goto(f"{site[1]}/review/p/paper-2020-cameras")
    page.get_by_label("start", exact=True).fill("2016-08")
    press(page, "button", "Accept")
    assert decision(site[0]).verdict == "edited"
    assert str(read_case(site[0])[0].by_id["huawei-cameras"][1].start) == "2016-08"
    press(page, "link", "Look at it again, or take it back")
    press(page, "button", "Take the decision back")
    assert decision(site[0]) is None
    page.get_by_label("Your reason").fill("Another railway.")
    press(page, "button", "Reject")
    assert decision(site[0]).reason == "Another railway."
    assert page.said == []


def test_a_wrong_cell(site, page):
    """The message stands beside the cell, and what was typed is still there."""
    page.goto(f"{site[1]}/review/p/paper-2020-cameras")
    cell = page.locator("[name='c:claims:0:date']")
    cell.fill("soon")
    with page.expect_navigation():
        cell.press("Enter")
    assert page.locator(".cell-row.bad .message").inner_text().startswith('"soon" is not a date.')
    assert page.locator("[name='c:claims:0:date']").input_value() == "soon"
    assert decision(site[0]) is None


def test_a_sentence_of_ones_own(site, page):
    """The empty form takes a row, and keeps what was typed while rows are added."""
    page.goto(f"{site[1]}/review/new")
    page.get_by_label("source *").fill("paper-2020")
    page.get_by_label("sentence *").fill("Gazprom funds it.")
    page.get_by_label("Add a row to").select_option("ties")
    press(page, "button", "Add")
    assert page.get_by_label("sentence *").input_value() == "Gazprom funds it."
    page.locator("[name='c:ties:0:actor']").fill("gazprom")
    page.locator("[name='c:ties:0:relation']").select_option("funds")
    page.locator("[name='c:ties:0:target']").fill("nis")
    press(page, "button", "Accept")
    assert "gazprom-funds-nis" in read_case(site[0])[0].by_id
    assert page.locator("mark").inner_text() == "Gazprom funds it."


def test_text_runs_nothing(site, page):
    """A tag in a cell is shown as letters."""
    page.goto(f"{site[1]}/review/p/zz")
    assert page.locator("[name='c:actors:0:name']").input_value() == "<script>alert(1)</script>"
    assert page.said == []


@pytest.mark.parametrize("address", ["", "p/paper-2020-cameras", "p/names-bank-of-china", "new"])
def test_it_fits_a_phone(site, page, address):
    """At 360 pixels nothing scrolls sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site[1]}/review/{address}")
    # Asked in the page: a box at a time from here takes a minute.
    assert page.evaluate("document.body.getBoundingClientRect().width") <= 360
    right = (
        "[...document.querySelectorAll('form *, main *')].map(e => e.getBoundingClientRect().right)"
    )
    assert page.evaluate(f"{right}.filter(edge => edge > 361)") == []


def test_the_keyboard_alone(site, keyed):
    """a, e, m, r and s do what the buttons do; Esc leaves a cell; letters in a cell are letters."""
    keyed.goto(f"{site[1]}/review/p/paper-2020-cameras")
    keyed.keyboard.press("m")
    assert keyed.evaluate("document.activeElement.className") == "merge"
    keyed.keyboard.type("a")
    keyed.keyboard.press("Backspace")
    keyed.keyboard.press("Escape")
    keyed.keyboard.press("e")
    assert keyed.evaluate("document.activeElement.name") == "c:sources:0:id"
    keyed.keyboard.press("Escape")
    keyed.keyboard.press("r")
    assert keyed.evaluate("document.activeElement.name") == "reason"
    keyed.keyboard.press("Escape")
    with keyed.expect_navigation():
        keyed.keyboard.press("a")
    assert decision(site[0]).verdict == "accepted"
    with keyed.expect_navigation():
        keyed.keyboard.press("s")
    assert decision(site[0], "zz") is None
    assert keyed.said == []


def test_the_words_behind_a_cell(site, keyed):
    """The words that led to the cell in focus are marked in the sentence, and no others."""
    keyed.goto(f"{site[1]}/review/p/paper-2020-cameras")
    keyed.locator("[name='c:claims:0:value']").focus()
    assert keyed.locator(".piece.led").all_inner_texts() == ["25 million"]
    keyed.locator("[name='c:claims:1:hedge']").focus()
    assert keyed.locator(".piece.led").all_inner_texts() == ["reportedly"]
    keyed.locator("[name='c:engagements:0:label']").focus()
    assert keyed.locator(".piece.led").count() == 0


def test_the_tab_key_reaches_everything(site, keyed):
    """The first stop skips to the content; from there on each cell is reached in order."""
    keyed.goto(f"{site[1]}/review/p/paper-2020-cameras")
    keyed.keyboard.press("Tab")
    assert keyed.evaluate("document.activeElement.className") == "skip"
    keyed.keyboard.press("Enter")
    keyed.keyboard.press("Tab")
    assert keyed.evaluate("document.activeElement.name") == "c:sources:0:id"
