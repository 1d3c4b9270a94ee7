"""The built atlas in a real browser: it opens, fits a phone, and leads from a sentence to its source."""

import csv
import json
import re
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from in_browser import IN_BROWSER
from left_out import without
from small_case import small_study
from tertius.atlas.build import build_atlas
from tertius.atlas.search import Found, search_script

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "atlas"
    build_atlas(small_study(), folder)
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *a: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


DESK = {"width": 1200, "height": 900}
PHONE = {"width": 360, "height": 740}


@contextmanager
def opened(browser):
    """Yield a new page that notes what it says."""
    page = browser.new_page(viewport=DESK)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    page.close()


@pytest.fixture
def page(browser):
    """A page of its own, with nothing that another left behind."""
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="module")
def tab(browser):
    with opened(browser) as page:
        yield page


@pytest.fixture
def shown(tab):
    """The page on which one address after another is shown: to open it takes four times as long as to show one."""
    tab.said.clear()
    tab.set_viewport_size(DESK)
    tab.emulate_media(color_scheme="light")
    return tab


ADDRESSES = [
    "index.html",
    "matrix.html",
    "positions.html",
    "figures.html",
    "promises.html",
    "perceptions.html",
    "dependence.html",
    "coverage.html",
    "methods.html",
    "search.html",
    "timeline.html",
    "findings/index.html",
    "sources/index.html",
    "actors/index.html",
    "findings/russia-leads-oil-gas.html",
    "sectors/srb-rail.html",
    "actors/nis.html",
    "powers/index.html",
    "powers/chn.html",
    "sources/wire-2014.html",
    "engagements/nis-sale.html",
    "issues/kosovo-independence.html",
    "tensions.html",
    "network.html",
    "map.html",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_a_phone(site, shown, address):
    """At 360 pixels no page scrolls sideways, and none complains."""
    shown.set_viewport_size(PHONE)
    shown.goto(f"{site[1]}/{address}")
    width = shown.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{address} is {width} pixels wide"
    assert shown.said == []


WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}

CONTRAST = WCAG | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""The one rule whose answer depends on the colours of a scheme."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_open_to_everybody(site, shown, address):
    """Axe finds no violation of WCAG 2.1 A and AA on any kind of page, and enough contrast in the dark too."""
    from axe_playwright_python.sync_playwright import Axe

    shown.goto(f"{site[1]}/{address}")
    for scheme, rules in (("light", WCAG), ("dark", CONTRAST)):
        shown.emulate_media(color_scheme=scheme)
        found = Axe().run(shown, options=rules).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_from_a_sentence_to_its_source(site, page):
    """A reader clicks from the first page to a finding, and from a claim under it to its source."""
    page.goto(f"{site[1]}/index.html")
    page.get_by_role("main").get_by_role("link", name="Russia", exact=False).first.click()
    assert "/findings/" in page.url
    page.locator("main a[href*='sources/']").first.click()
    assert "/sources/" in page.url
    assert page.get_by_role("heading", level=1).inner_text()


def test_it_opens_from_disk(site, page):
    """Without a server the first page shows its findings, its style and its chart."""
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"file://{site[0]}/index.html")
    assert page.locator("main svg").count() >= 1
    font = page.evaluate("getComputedStyle(document.body).fontSize")
    assert font != ""
    assert all(url.startswith("file://") for url in requested)
    assert page.said == []


def test_the_keyboard_reaches_the_content(site, page):
    """The first tab stop is a link that skips to the main content."""
    page.goto(f"{site[1]}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")


def test_verdicts_are_told_in_words(site, page):
    """A finding's verdict stands on its page in words, not in colour alone."""
    page.goto(f"{site[1]}/findings/china-leads-rail.html")
    assert "the evidence speaks against it." in page.get_by_role("main").inner_text().lower()


def test_printed_pages_have_no_navigation(site, page):
    """On paper the navigation is gone."""
    page.goto(f"{site[1]}/findings/china-leads-rail.html")
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()


def test_a_reader_ticks_a_source_off_and_sees_what_falls(site, page):
    """With each source ticked off, a finding's page says what it comes to, as a world without it does."""
    _, base = site
    study = small_study()
    result = study.result("russia-liked-better")
    page.goto(f"{base}/findings/{result.id}.html")
    page.wait_for_selector("#leaving:not([hidden])")
    assert "All sources count: supported" in page.inner_text("#leaving-said")
    page.locator("#leaving input").first.check()
    assert "open" in page.inner_text("#leaving-said")
    alone = [r for r in study.results if any(f.origins == ("poll-2019",) for f in r.flips)]
    listed = page.locator("#leaving-others a").all_inner_texts()
    assert sorted(listed) == sorted(r.statement for r in alone if r.id != result.id)
    page.click("#leaving-none")
    assert "All sources count: supported" in page.inner_text("#leaving-said")
    assert page.said == []


def test_sets_of_sources_fall_as_they_do_when_computed(site, page):
    """For every finding with up to three sources, every set of them shows the verdict computed without it."""
    from tertius.atlas.leave_out import LETTERS
    from tertius.sensitivity.outcomes import OutcomeCache

    _, base = site
    study = small_study()
    page.goto(f"{base}/findings/russia-liked-better.html")
    told = page.evaluate("TERTIUS_LEAVING.findings")
    checked = 0
    for finding in told:
        players = study.oracles[finding["id"]].players
        if not 0 < len(players) <= 3:
            continue
        oracle = OutcomeCache(players, study.oracles[finding["id"]].rows)
        sets = [oracle.origins(mask) for mask in range(1 << len(players))]
        computed = without(study.verdicts, {finding["id"]: sets})[finding["id"]]
        said = [LETTERS[computed[one].state or computed[one].verdict] for one in sets]
        assert finding["told"] == "".join(said)
        checked += 1
    assert checked > 5


def test_a_view_of_the_findings_can_be_shared(site, page):
    """What a reader narrows the list to stands in the address, which shows the same list again."""
    _, base = site
    page.goto(f"{base}/findings/index.html")
    rows = page.locator("#findings tbody tr:not(.section):visible")
    assert rows.count() == len(small_study().results)
    page.locator("#filters select[name=verdict]").select_option("fails")
    page.locator("#filters select[name=domain]").select_option("economy")
    against = [r.statement for r in small_study().results if r.verdict == "fails"]
    assert (
        page.locator("#findings tbody tr:not(.section):visible th a").all_inner_texts() == against
    )
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert (
        page.locator("#findings tbody tr:not(.section):visible th a").all_inner_texts() == against
    )
    page.get_by_role("button", name="Show all").click()
    assert rows.count() == len(small_study().results)
    assert page.said == []


def test_a_table_is_sorted_and_taken_along(site, page):
    """A click on a column's head sorts by it; what is downloaded are the rows as they are shown."""
    page.goto(f"{site[1]}/actors/index.html")
    page.get_by_role("button", name="named in").click()
    shown = [int(text) for text in page.locator("table.list td.n").all_inner_texts()]
    assert shown == sorted(shown)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this table").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert [int(row["named in"]) for row in csv.DictReader(text.splitlines())] == shown


@pytest.mark.parametrize("asked", ["Vucic", "Вучић", "Vučića", "武契奇", "wuqiqi", "Vucih", "vuči"])
def test_search_finds_a_name_however_it_is_written(page, searchable, asked):
    """The president of Serbia is found first, from disk, by every spelling, ending and script."""
    page.goto(f"file://{searchable}/search.html#q={quote(asked)}")
    assert page.locator("#hits a").first.inner_text() == "Aleksandar Vučić"
    assert page.said == []


@pytest.fixture(scope="module")
def searchable(site, tmp_path_factory):
    """The page of the search with an index of a few things in place of the small case's own."""
    folder = tmp_path_factory.mktemp("search") / "atlas"
    shutil.copytree(site[0], folder, ignore=shutil.ignore_patterns("findings", "sources", "actors"))
    things = [
        Found("actor", "Huawei", "actors/huawei.html", ("华为",)),
        Found("actor", "Aleksandar Vučić", "actors/v.html", ("亚历山大·武契奇",)),
        Found("actor", "Vuk Jeremić", "actors/j.html"),
        Found("actor", "Bank of China", "actors/bank.html"),
        Found("actor", "Raiffeisen", "actors/r.html"),
        Found("actor", "Zijin Mining", "actors/zijin.html", id="zijin"),
        Found("engagement", "The 5G network", "engagements/5g.html"),
        Found("engagement", "A loan for a mine", "engagements/loan.html", id="loan"),
        Found("finding", "The miner prospers", "findings/p.html", rests_on=("zijin", "loan")),
        Found("finding", "China's main client", "findings/c.html"),
    ]
    (folder / "search.js").write_text(search_script(things), encoding="utf-8")
    return folder


def hits(page, searchable, asked):
    """Return what the search says of what is asked, and what it lists."""
    page.goto(f"file://{searchable}/search.html#q={quote(asked)}")
    said = page.locator("#found").inner_text()
    listed = page.locator("#hits a").all_inner_texts()
    assert page.said == []
    return said, listed


NOTHING = "Nothing in this atlas is called so."
SOME = "Nothing in this atlas has all of these words. What has some of them, the best first:"


@pytest.mark.parametrize(
    ("asked", "said", "listed"),
    [
        ("asdfgh", NOTHING, []),
        ("banana", NOTHING, []),
        ("climate", NOTHING, []),
        (
            "Raifeisen",
            "Nothing in this atlas is called Raifeisen. Did you mean: Raiffeisen?",
            ["Raiffeisen"],
        ),
        (
            "Bnak",
            "Nothing in this atlas is called Bnak. Did you mean: Bank?",
            ["Bank of China"],
        ),
        ("5G", "1 found", ["The 5G network"]),
        ("network loan", SOME, ["The 5G network", "A loan for a mine"]),
        ("loan Kosovo", SOME, ["A loan for a mine"]),
        ("mine loan", "2 found", ["A loan for a mine", "The miner prospers"]),
        ("Zijin", "2 found", ["Zijin Mining", "The miner prospers"]),
    ],
)
def test_search_lists_what_is_called_so_and_says_what_else_it_offers(
    page, searchable, asked, said, listed
):
    """Nothing far from the word is listed, the near is told as near, and words that do not meet are told so."""
    assert hits(page, searchable, asked) == (said, listed)


def test_a_finding_is_found_by_what_it_rests_on(page, searchable):
    """A finding whose sentence does not name an actor stands below it, with the reason."""
    hits(page, searchable, "Zijin")
    below = page.locator("#hits li").last.inner_text()
    assert below == "The miner prospers finding · rests on what is said of: Zijin Mining"


def test_the_menu_folds_on_a_phone(site, page):
    """On a phone the pages of the atlas lie behind one button, which says whether they are shown."""
    page.set_viewport_size(PHONE)
    page.goto(f"{site[1]}/index.html")
    menu = page.get_by_role("button", name="Menu")
    assert not page.locator("#pages").is_visible()
    menu.click()
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("link", name="Search").is_visible()


def test_a_finding_takes_little_room_in_the_list_on_a_phone(site, page):
    """On a phone what is said of a finding runs on in its lines, and of an open one what is not counted is left out."""
    page.set_viewport_size(PHONE)
    page.goto(f"{site[1]}/findings/index.html")
    cells = page.evaluate(
        """[...document.querySelectorAll('#findings tr[data-verdict]')].map(row =>
            [row.dataset.verdict, [...row.querySelectorAll('td')].map(cell => cell.getClientRects().length)])"""
    )
    assert {verdict for verdict, _ in cells} == {"holds", "fails", "open"}
    for verdict, lines in cells:
        shown = [count > 0 for count in lines]
        assert shown == ([True, True, False, False] if verdict == "open" else [True] * 4)
    assert any(count > 1 for _, lines in cells for count in lines), "a cell runs over two lines"


def test_a_map_opens_on_its_middle_on_a_phone(site, page):
    """Wider than the screen, the map shows the host first, and says that it goes on to both sides."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site[1]}/map.html")
    box = page.locator("[data-start=middle]")
    left, past = box.evaluate("b => [b.scrollLeft, b.scrollWidth - b.clientWidth]")
    assert past > 100
    assert abs(left - past / 2) <= 1
    assert "both sides" in box.get_attribute("data-hint")


def test_a_picture_a_little_wider_than_a_phone_is_drawn_smaller(site, page):
    """Nobody scrolls for the edge of a picture: that of promises fits a narrow phone whole, and no hint stands above it."""
    page.set_viewport_size({"width": 350, "height": 740})
    page.goto(f"{site[1]}/promises.html")
    box = page.locator(".chart .scroll").first
    assert box.evaluate("b => [b.scrollWidth - b.clientWidth, b.className]") == [0, "scroll fitted"]


PICTURED = """() => Array.from(document.querySelectorAll("main svg")).map(svg => {
  const words = Array.from(svg.querySelectorAll("text")).filter(one => one.textContent.trim());
  const box = svg.closest(".scroll") || svg.parentElement, left = box.getBoundingClientRect().left;
  return {
    sizes: words.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a),
    past: box.scrollWidth - box.clientWidth,
    cut: words.filter(one => one.getBoundingClientRect().left < left).map(one => one.textContent),
  };
}).filter(one => one.sizes.length)"""

LEGIBLE = 9.9
"""The size of letters, in pixels, below which a phone has to be held to the eye."""

SCROLLED = ("map.html", "network.html")
"""What lies between two places does not grow narrower, and scrolls in its box."""


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a not in SCROLLED])
def test_a_picture_is_read_on_a_phone(site, shown, address):
    """At 390 pixels every picture is shown whole, its names from their first letter, in letters that can be read."""
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.goto(f"{site[1]}/{address}")
    for picture in shown.evaluate(PICTURED):
        assert min(picture["sizes"]) >= LEGIBLE
        assert picture["past"] <= 0
        assert picture["cut"] == []


AIMED = "main input[type=checkbox], main .sort, main thead a, main .leads a"
"""What stands alone to be pressed or ticked, and is no word of a sentence."""


@pytest.mark.parametrize(
    "address", ["findings/russia-liked-better.html", "actors/index.html", "matrix.html"]
)
def test_a_finger_hits_what_it_aims_at(site, shown, address):
    """Boxes to tick, heads to sort by and links of a cell are 24 pixels broad and high at the least."""
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.goto(f"{site[1]}/{address}")
    sizes = shown.locator(AIMED).evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => [one.offsetWidth, one.offsetHeight])"
    )
    assert sizes
    assert min(min(size) for size in sizes) >= 24


def test_a_table_that_scrolls_gives_a_sentence_its_breadth(site, shown):
    """On a phone a column of sentences off the screen makes no row of a table as high as the screen."""
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.goto(f"{site[1]}/network.html")
    cell = shown.locator(".scroll.wide table td:last-child").first
    cell.evaluate("cell => { cell.textContent = 'said in a poll of the year before; '.repeat(6); }")
    assert cell.evaluate("cell => cell.closest('tr').offsetHeight") < 844 / 4


@pytest.mark.parametrize("address", ["timeline.html", "network.html"])
def test_a_tall_picture_begins_where_it_stands_in_print(site, shown, address):
    """A picture that fills a page is not moved to the next as a whole, which would leave the first blank."""
    shown.goto(f"{site[1]}/{address}")
    shown.emulate_media(media="print")
    broken = shown.locator("figure.chart").evaluate_all(
        "all => all.map(one => getComputedStyle(one).breakInside)"
    )
    shown.emulate_media(media="screen")
    assert set(broken) == {"auto"}


@pytest.fixture(scope="module")
def russian(tmp_path_factory):
    """The folder of an atlas in English and Russian, opened from the disk."""
    folder = tmp_path_factory.mktemp("languages") / "atlas"
    build_atlas(small_study(), folder, languages=("ru",))
    return folder


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_in_another_language_fits_a_phone(russian, shown, address):
    """With its longer words too no page scrolls sideways, none complains, and its scripts speak its language."""
    shown.set_viewport_size(PHONE)
    shown.goto((russian / "ru" / address).as_uri())
    width = shown.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{address} is {width} pixels wide"
    assert shown.said == []
    hints = shown.locator(".wide").evaluate_all("all => all.map(one => one.dataset.hint)")
    assert not [hint for hint in hints if not hint.endswith("→") or "The " in hint]
    made = shown.get_by_role("button").all_inner_texts()
    assert not [text for text in made if "ownload" in text or "Show" in text]


def test_a_reader_changes_the_language_of_a_page(russian, page):
    """On a phone the languages stand beside the menu, and each leads to the same page; search speaks there too."""
    page.set_viewport_size(PHONE)
    page.goto((russian / "promises.html").as_uri())
    page.get_by_role("link", name="русский").click()
    assert page.url == (russian / "ru/promises.html").as_uri()
    assert page.locator("h1").inner_text() == "Обещано, начато и выполнено"
    assert not page.locator("#pages").is_visible()
    page.get_by_role("button", name="Меню").click()
    page.get_by_role("link", name="Поиск").click()
    page.get_by_role("searchbox").fill("Russian Railways")
    assert page.locator("#hits a").first.get_attribute("href") == "actors/russian-railways.html"
    assert re.fullmatch(r"[^A-Za-z]*[а-я]+[^A-Za-z]*", page.locator("#found").inner_text())
    page.get_by_role("link", name="English").click()
    assert page.url.split("#")[0].split("?")[0] == (russian / "search.html").as_uri()


def test_a_network_is_narrowed_with_its_table_and_taken_along(site, page):
    """A power and a year narrow drawing and table alike; the address keeps them; what is taken is what is shown."""
    page.goto(f"{site[1]}/network.html")
    rows, lines = page.locator("table.list tbody tr:visible"), page.locator("svg [data-ends]")
    every = rows.count()
    assert every == lines.count() > 10
    page.locator("#narrow select[name=power]").select_option("CHN")
    page.locator("#narrow select[name=year]").select_option("2016")
    kept = rows.count()
    assert 0 < kept < every
    assert page.locator("svg [data-ends]:not([hidden])").count() == kept
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this picture (SVG)").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").count("data-ends") == kept
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    assert len(json.loads(Path(download.value.path()).read_text(encoding="utf-8"))) == kept
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.goto(page.url.replace("power=CHN", "power=RUS"))
    assert "of" in page.inner_text("#narrowed")
    assert page.said == []


def test_a_long_table_begins_with_some_of_its_rows(site, page):
    """Past a number of rows the others come when asked for, sorted or not, and where a sign leads to one of them."""
    folder, address = site
    script = (folder / "static" / "narrow.js").read_text(encoding="utf-8")
    shorter = script.replace("MOST = 300", "MOST = 3")
    assert shorter != script
    page.route("**/narrow.js", lambda route: route.fulfill(body=shorter))
    page.goto(f"{address}/network.html")
    rows, more = page.locator("table.list tbody tr:visible"), page.locator("button.more")
    every = page.locator("table.list tbody tr").count()
    first = rows.first.inner_text()
    assert rows.count() == 3
    assert more.inner_text() == f"Show all {every} rows"
    page.locator("table.list th button").first.click()
    page.locator("table.list th button").first.click()
    assert rows.count() == 3
    assert rows.first.inner_text() != first
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    assert len(json.loads(Path(download.value.path()).read_text(encoding="utf-8"))) == every
    more.click()
    assert rows.count() == every
    assert not more.is_visible()
    page.goto(f"{address}/map.html")
    page.locator("#narrow select[name=power]").select_option("CHN")
    page.locator("#narrow button[type=reset]").click()
    last = page.locator("table.list tbody tr[id]").last.get_attribute("id")
    assert not page.locator(f"[id='{last}']").is_visible()
    page.evaluate("where => { location.hash = where; }", last)
    page.wait_for_function("where => document.getElementById(where).offsetHeight > 0", arg=last)
    assert page.said == []


def test_the_timelines_of_domains_stand_side_by_side_on_a_desk(site, page):
    """Where there is room domains stand beside each other, and one whose table is opened takes the whole breadth."""
    page.set_viewport_size(DESK)
    page.goto(f"{site[1]}/timeline.html")
    first, second = page.locator(".domains section").all()[:2]
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    narrow = first.bounding_box()["width"]
    first.locator("summary").click()
    assert first.bounding_box()["width"] > 2 * narrow
    assert second.bounding_box()["y"] > first.bounding_box()["y"]


def test_the_timeline_is_narrowed_with_its_tables(site, page):
    """Of the engagements of Russia alone every bar leads to one that its table shows, and no other is drawn."""
    page.goto(f"{site[1]}/timeline.html")
    page.locator("#narrow select[name=power]").select_option("RUS")
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
    rows = page.locator("table.list tbody tr:visible th a")
    listed = {link.get_attribute("href") for link in rows.all()}
    bars = page.locator("figure svg a:not([hidden])")
    drawn = {bar.get_attribute("xlink:href") or bar.get_attribute("href") for bar in bars.all()}
    assert 0 < len(drawn) <= len(listed)
    assert drawn <= listed
    assert page.locator("figure svg a[hidden]").count() > 0
    assert page.said == []


def test_the_menu_stands_on_one_line_of_a_desktop(site, page):
    """At 1280 pixels every page of the atlas is named on one line, with the search above it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site[1]}/index.html")
    tops = page.evaluate("Array.from(document.querySelectorAll('#pages a'), a => a.offsetTop)")
    assert len(set(tops)) == 1


def test_a_claim_leads_to_the_stored_text_where_the_review_is_served(site, page):
    """On this machine a claim whose source is stored has a link to its place in the text; elsewhere it has none."""
    folder, address = site
    stored = '<span data-stored="a paper &amp; more" data-row="vote-purpose"></span>'
    body = (folder / "sources" / "index.html").read_text(encoding="utf-8")
    for host, links in (
        (address, ["/review/code?source=a%20paper%20%26%20more&row=vote-purpose#marked"]),
        ("http://atlas.example", []),
    ):
        page.route(
            f"{host}/sources/index.html",
            lambda route: route.fulfill(
                body=body.replace("</main>", f"{stored}</main>"), content_type="text/html"
            ),
        )
        page.route(
            "http://atlas.example/static/*",
            lambda route: route.fulfill(
                path=folder / "static" / route.request.url.rpartition("/")[2]
            ),
        )
        page.goto(f"{host}/sources/index.html")
        page.wait_for_function("document.readyState === 'complete'")
        found = page.locator("[data-stored] a").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        assert found == links
