"""The atlas as files: complete, linked and escaped."""

import csv
import io
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from small_case import FOLDER, small_study
from tertius.atlas import build as atlas_build
from tertius.atlas.build import build_atlas
from tertius.atlas.index import answers
from tertius.errors import CaseError, TertiusError
from tertius.present.labels import Labels
from tertius.publish import build
from tertius.publish.build import publish
from tertius.study.open import check_case
from tertius.study.run import run_study


class Links(HTMLParser):
    """The links, anchors and scripts of a page."""

    def __init__(self, text):
        super().__init__()
        self.hrefs, self.ids, self.scripts, self.loaded = [], set(), 0, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.hrefs.append(found["href"])
        if tag in ("link", "img", "iframe", "source") or found.get("src"):
            self.loaded.append(found.get("href") or found.get("src"))
        self.scripts += tag == "script"
        if found.get("id"):
            self.ids.add(found["id"])


def pages(folder):
    return {
        path: Links(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))
    }


def test_every_link_inside_the_atlas_resolves(atlas):
    """Each relative link leads to a page that exists, and each anchor to an id on it."""
    found, seen = pages(atlas), 0
    for path, links in found.items():
        for href in links.hrefs:
            if href.startswith(("http://", "https://", "mailto:")):
                continue
            address, _, anchor = href.partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target in found, f"{path.name} links to {href}"
            if "=" in anchor:  # a view of the list of findings, or of the timeline
                assert target.name in ("index.html", "timeline.html")
                continue
            assert not anchor or anchor in found[target].ids, f"{path.name} links to {href}"
            seen += 1
    assert seen > 100


def test_on_long_pages_a_line_leads_to_each_claim(tmp_path, monkeypatch):
    """Where no page may hold more than two claims in full, each still stands whole somewhere, and lines lead to it."""
    monkeypatch.setattr(atlas_build, "MOST_WHOLE", 2)
    monkeypatch.setattr(atlas_build, "MOST_TOLD", 1)
    folder = tmp_path / "atlas"
    build_atlas(small_study(), folder)
    test_every_link_inside_the_atlas_resolves(folder)
    labels = Labels(small_study())
    shown = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    for row in (*labels.current("claims"), *labels.current("observations")):
        whole = f'<p class="id"><code>{row.id}</code></p>'
        address, _, anchor = (labels.whole_at(row.id) or "").partition("#")
        if address:
            text = shown[folder / address]
            assert f'id="{anchor}"' in text, row.id
            assert whole in text, row.id
        assert any(whole in text for text in shown.values()), row.id
    source = (folder / "sources" / "gazette-2009.html").read_text(encoding="utf-8")
    assert source.count('<p class="short">') == len(labels.by_source["gazette-2009"]) > 2


def test_pages_load_nothing_from_elsewhere(atlas):
    """Pages load stylesheet and scripts from beside them, and their policy allows nothing else."""
    for path, links in pages(atlas).items():
        text = path.read_text(encoding="utf-8")
        assert text.count("<script ") == links.scripts == len(re.findall(r"<script src=", text))
        assert re.search(r'Content-Security-Policy" content="default-src &#39;none&#39;', text), (
            path
        )
        assert not re.search(r"""\son[a-z]+=["']""", text), path
        assert all(not address.startswith(("http", "//")) for address in links.loaded), path


def test_searches_that_carry_a_finding_are_counted_as_such(atlas):
    """A finding that rests on a search alone counts no claim: what was looked for in vain is no statement."""
    study = small_study()
    labels = Labels(study)
    counted = 0
    for result in study.results:
        text = (atlas / labels.page_of("findings", result.id)).read_text(encoding="utf-8")
        ((claims, searches),) = re.findall(
            r'<a href="#rests-on">(?:(\d+) claims?)?(?:, )?(?:(\d+) search(?:es)?)?</a>', text
        )
        assert int(searches or 0) == len(labels.searches(result.rests_on))
        assert int(claims or 0) + int(searches or 0) == len(result.rests_on)
        assert claims != "0" or not searches
        counted += bool(searches)
    assert counted


def test_every_finding_source_actor_and_engagement_has_its_page(atlas):
    """There is a page for each finding, source, actor and engagement of the case."""
    study = small_study()
    found = pages(atlas)
    for kind, count in (
        ("findings", len(study.results) + 1),
        ("sources", len(study.case.sources) + 1),
        ("actors", len(study.case.rows("actors")) + 1),
        ("engagements", len(study.case.rows("engagements"))),
    ):
        assert sum(path.parent.name == kind for path in found) == count


def test_a_finding_page_shows_its_chain_down_to_sources(atlas):
    """Every claim that a finding rests on, or that speaks against it, is on its page with its sources."""
    study = small_study()
    for result in study.results:
        text = (atlas / "findings" / f"{result.id}.html").read_text(encoding="utf-8")
        for name in (*result.rests_on, *result.against):
            assert name in text, (result.id, name)
        for source in result.sources:
            assert f"sources/{source}" in text, (result.id, source)


def test_each_picture_says_which_sources_it_rests_on(atlas):
    """Below a finding's picture stands its source, linked; below each of the first page three, and how many more."""
    page = (atlas / "findings" / "russia-liked-better.html").read_text(encoding="utf-8")
    caption = page.partition("<figcaption>")[2].partition("</figcaption>")[0]
    line = caption.partition('<span class="sourced">Source: ')[2]
    assert Links(line).hrefs == ["../sources/poll-2019.html"]
    assert "What people think of the powers" in line
    first = (atlas / "index.html").read_text(encoding="utf-8")
    below = [part.partition("</p>")[0] for part in first.split("Sources: ")[1:]]
    assert [len(Links(line).hrefs) for line in below] == [4, 4, 4]
    assert [re.search(r"(\d+) more", line)[1] for line in below] == ["6", "5", "1"]


def test_nobody_has_to_read_a_condition_as_it_is_written(atlas):
    """On the page of a computed finding, SQL stands in one place alone, which is folded away."""
    for result in small_study().results:
        text = (atlas / "findings" / f"{result.id}.html").read_text(encoding="utf-8")
        shown = re.sub(r'<details class="written">.*?</details>', "", text, flags=re.DOTALL)
        assert not re.search(r"<code>[^<]*( = |&#39;|&gt;)[^<]*</code>", shown), result.id
        if result.expect:
            assert '<details class="written">' in text


def test_the_first_page_answers_with_the_findings_that_the_case_names(tmp_path):
    """Where case.yml names findings, they stand first in its order; without, the best carried that hold."""
    study = small_study()
    chosen = ("vote-was-thanks", "china-leads-rail")
    settings = study.case.settings.model_copy(update={"answer": chosen})
    named = replace(study, case=replace(study.case, settings=settings))
    assert [result.id for result in answers(named)] == [*chosen]
    best = answers(study)
    assert len({result.section for result in best[:4]}) == 4
    assert len(best) == 5
    assert {result.verdict for result in best} == {"holds"}


def changed(tmp_path, table, row, **cells):
    folder = tmp_path / "case"
    shutil.copytree(FOLDER, folder)
    change(folder, table, row, **cells)
    return folder


def change(folder, table, row, **cells):
    path = folder / f"{table}.csv"
    header, *records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    for record in records:
        if record[0] == row:
            for name, value in cells.items():
                record[header.index(name)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *records])


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The atlas of a case whose cells hold markup, and one of whose sources has a script as its address."""
    folder = changed(tmp_path_factory.mktemp("hostile"), "actors", "nis", name=HOSTILE)
    change(folder, "engagements", "nis-sale", label=HOSTILE)
    change(folder, "places", "belgrade", name=HOSTILE)
    sources = folder / "sources.json"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        re.sub(r'"title"', '"URL": "javascript:alert(1)", "title"', text, count=1), encoding="utf-8"
    )
    case, compiled, _ = check_case(folder)
    build_atlas(run_study(case, compiled), folder.parent / "out")
    return folder.parent / "out"


def test_the_text_of_a_case_is_shown_as_text(hostile):
    """Markup and template code in a case's cells appear on pages as written and run nowhere."""
    for path in hostile.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>" not in text, path
        assert "<img" not in text, path
    for name in ("actors/nis", "engagements/nis-sale", "network", "map", "timeline"):
        assert "{{ 7*7 }}" in (hostile / f"{name}.html").read_text(encoding="utf-8")


def test_only_web_links_become_links(hostile):
    """A source's address that is no web address is never a link."""
    written = list(hostile.rglob("*.html"))
    assert len(written) > 50
    for path in written:
        assert "javascript:" not in path.read_text(encoding="utf-8"), path


def test_an_atlas_is_written_into_a_new_folder(tmp_path):
    """Pages are written among nobody's files."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(TertiusError, match="is not empty"):
        build_atlas(small_study(), folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_nothing_is_written_into_the_case(tmp_path, monkeypatch):
    """An output folder inside the case is refused, and the case stays as it was."""
    monkeypatch.setattr(build, "run_study", lambda *_, **__: small_study())
    folder = Path(shutil.copytree(FOLDER, tmp_path / "case"))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(TertiusError, match="inside the case"):
        publish(folder, folder / "out")
    publish(folder, tmp_path / "out")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_case_with_problems_is_not_built(tmp_path):
    """A problem that blocks stops the build with its message, and nothing is written."""
    folder = changed(tmp_path, "engagements", "nis-sale", start="2019-13")
    with pytest.raises(CaseError, match=r'engagements.csv:\d+ start: "2019-13" is not a date'):
        publish(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_it_is_not_said_of_a_person(atlas):
    """An actor's page calls a person a person, and anything else it."""
    person, company = (
        (atlas / "actors" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("ana-maric", "nis")
    )
    assert "Nothing in this evidence names this person." in person
    assert "Engagements that it takes part in" in company


def test_what_was_withdrawn_is_told_with_its_day_and_reason(small):
    """The page on methods names each withdrawn claim: what it said, since when it does not count, and why."""
    small.set("claims", "nis-sale-amount-by-tabloid", "status", "deprecated")
    small.set("claims", "nis-sale-amount-by-tabloid", "reason", "A guess.")
    small.set("claims", "nis-sale-amount-by-tabloid", "deprecated_on", "2020-03-02")
    out = small.path.parent / "out"
    page = (publish(small.path, out).atlas / "methods.html").read_text("utf-8")
    said = " ".join(
        re.sub(r"<[^>]+>", " ", page.split('id="withdrawn"')[1].split("</ul>")[0]).split()
    )
    assert said.endswith("amount: about EUR 350 million. Withdrawn: 2020-03-02. A guess.")
    linked = re.findall(r'href="(\.\./[^"]+)"', page.split('id="data"')[1].split("</p>")[0])
    assert len(linked) == 3
    assert all((out / "atlas" / address).is_file() for address in linked)
