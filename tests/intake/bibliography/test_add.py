"""Bibliographies into a case: what goes in, what is passed over, what is proposed, what is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from small_case import SERBIA
from tertius.case.read import read_case
from tertius.cli.main import app
from tertius.errors import TertiusError
from tertius.intake.bibliography.add import add_bibliography
from tertius.intake.bibliography.faults import BibliographyError

SOURCES = (SERBIA / "sources.json").read_bytes()
ENTRIES = json.loads(SOURCES)
ARTICLE = {
    "id": "petrovic2019",
    "type": "article-journal",
    "title": "Gas and the State in Serbia",
    "author": [{"family": "Petrović", "given": "Ana"}],
    "issued": {"date-parts": [[2019, 3]]},
    "DOI": "10.1234/Gas.7",
    "URL": "https://www.example.org/gas/?utm_source=x&id=7#top",
}


@pytest.fixture
def inbox(monkeypatch):
    """Stands in for the inbox: what was put there."""
    held = []
    monkeypatch.setattr(
        "tertius.intake.bibliography.add.put", lambda folder, proposals: held.extend(proposals)
    )
    return held


@pytest.fixture
def add(tmp_path, inbox):
    """Adds entries to a case that has others, and says what came of it."""

    def added(new, *, to=(), name="new.json"):
        text = new if isinstance(new, str) else json.dumps(new)
        return add_bytes(tmp_path, text.encode(), written(to), name)

    return added


def written(entries):
    return (json.dumps(list(entries), indent=2, ensure_ascii=False) + "\n").encode()


def add_bytes(folder, data, sources, name="new.json"):
    (folder / "sources.json").write_bytes(sources)
    (folder / name).write_bytes(data)
    return add_bibliography(folder, folder / name)


def sources_of(folder):
    return json.loads((folder / "sources.json").read_bytes())


def test_own_export_changes_nothing(tmp_path, inbox):
    """A case's own sources come back without a byte changed and with nothing to decide."""
    added = add_bytes(tmp_path, SOURCES, SOURCES)
    assert (tmp_path / "sources.json").read_bytes() == SOURCES
    assert (added.new, added.known, inbox) == ([], len(ENTRIES), [])


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, len(ENTRIES) - 1)), st.sampled_from([2, 1, "\t", None]))
def test_entries_return_to_their_places(tmp_path_factory, gone, indent):
    """Whatever entries are taken out of a sorted file, adding them gives the same bytes, in each layout."""
    folder = tmp_path_factory.mktemp("case")
    whole = json.dumps(ENTRIES, indent=indent, ensure_ascii=False).encode()
    part = [entry for place, entry in enumerate(ENTRIES) if place not in gone]
    if len(part) < 2:
        return
    left = json.dumps(part, indent=indent, ensure_ascii=False).encode()
    added = add_bytes(folder, SOURCES, left)
    assert len(added.new) == len(gone)
    assert (folder / "sources.json").read_bytes() == whole


def through_zotero(entry, number):
    """An entry as Zotero gives it back: no field that it has no place for, and an id of its own."""
    kept = {k: v for k, v in entry.items() if k not in ("custom", "genre")}
    return {**kept, "id": f"http://zotero.org/users/7/items/{number:08X}"}


def test_round_trip_through_zotero_changes_nothing(tmp_path, inbox):
    """Imported into Zotero and exported again, entries lack `custom` and their ids, and are known all the same."""
    back = [through_zotero(entry, number) for number, entry in enumerate(ENTRIES)]
    added = add_bytes(tmp_path, json.dumps(back, indent="\t").encode(), SOURCES)
    assert (tmp_path / "sources.json").read_bytes() == SOURCES
    assert (added.new, added.known, inbox) == ([], len(ENTRIES), [])


def test_nothing_of_an_entry_is_lost(add, tmp_path):
    """Unknown fields, notes with citation keys, foreign `custom` fields and replaced ids all stay."""
    entry = {
        **ARTICLE,
        "id": "http://zotero.org/users/1/items/ABCD",
        "note": "Citation Key: gas\nread twice",
        "shelf-mark": {"x": [1, 2]},
        "custom": {"mood": "good"},
    }
    added = add([entry])
    (kept,) = sources_of(tmp_path)
    assert added.new == ["petrovic-gas-state-serbia-2019"]
    assert kept == {
        **{key: value for key, value in entry.items() if key != "custom"},
        "id": "petrovic-gas-state-serbia-2019",
        "imported": {"id": entry["id"], "custom": {"mood": "good"}},
    }
    again = add([entry], to=[kept])
    assert (again.new, again.known) == ([], 1)


def test_key_that_fits_is_kept(add, tmp_path):
    """A citation key stays the id, also one with capitals and dots."""
    add([{**ARTICLE, "id": "Petrovic.2019:gas"}])
    assert [entry["id"] for entry in sources_of(tmp_path)] == ["Petrovic.2019:gas"]


def test_made_ids_differ(add, tmp_path):
    """Entries of one author, title and year get ids apart, and none that is taken."""
    bare = {"type": "webpage", "title": "About", "author": [{"literal": "RUSI"}]}
    others = [{**bare, "URL": f"https://rusi.org/{n}", "volume": str(n)} for n in range(3)]
    far = [{**each, "issued": {"date-parts": [[2000 + 5 * n]]}} for n, each in enumerate(others)]
    taken = {"id": "rusi-about-2000", "type": "book", "title": "Else"}
    added = add(far, to=[taken])
    assert added.new == ["rusi-about-2000-2", "rusi-about-2005", "rusi-about-2010"]


def test_changed_entry_is_proposed_and_not_overwritten(add, tmp_path, inbox):
    """One id with another title leaves the case as it is, and proposes the case's entry with the new title."""
    old = {**ARTICLE, "custom": {"outlet": "gazette"}}
    added = add([{**ARTICLE, "title": "Gas and Power"}], to=[old])
    assert added.changed == ["petrovic2019"]
    assert sources_of(tmp_path) == [old]
    (proposal,) = inbox
    assert proposal.proposer == "bibliography"
    assert proposal.rows == {"sources": ({**old, "title": "Gas and Power"},)}
    assert [reason.column for reason in proposal.reasons] == ["title"]
    assert "Gas and the State in Serbia" in proposal.reasons[0].why


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"DOI": "https://doi.org/10.1234/gas.7", "title": "X", "URL": ""}, "DOI"),
        ({"DOI": "", "title": "X", "URL": "http://example.org/gas?id=7"}, "URL"),
        (
            {
                "DOI": "",
                "title": "X",
                "URL": "https://web.archive.org/web/2020/https://example.org/gas?id=7",
            },
            "URL",
        ),
        (
            {
                "DOI": "",
                "URL": "",
                "title": "Gas &amp; the state in SERBIA".replace("&amp;", "and"),
            },
            "title",
        ),
        ({"DOI": "", "URL": "", "issued": {"date-parts": [["2020"]]}}, "title"),
        (
            {
                "DOI": "",
                "URL": "",
                "title": "Гас анд тхе Стате ин Сербиа",
                "author": [{"family": "Петровић"}],
            },
            "title",
        ),
    ],
)
def test_likely_duplicates_are_proposed(add, tmp_path, inbox, change, column):
    """The same DOI, link, or title with year and author, in any spelling and script, asks a person."""
    added = add([{**ARTICLE, "id": "other", **change}], to=[ARTICLE])
    assert added.twins == [("other", "petrovic2019")]
    assert sources_of(tmp_path) == [ARTICLE]
    assert inbox[0].reasons[0].column == column


@pytest.mark.parametrize(
    "change",
    [
        {"issued": {"date-parts": [[2021]]}},
        {"author": [{"family": "Jovanović"}]},
        {"title": "Oil and the State in Serbia"},
        {"URL": "https://www.example.org/"},
    ],
)
def test_unlike_entries_go_in(add, tmp_path, inbox, change):
    """Two years apart, another author, another title, or only the site in common is no duplicate."""
    bare = {key: value for key, value in ARTICLE.items() if key not in ("DOI", "URL")}
    other = {**bare, "id": "other", **change}
    if "URL" in change:
        other["title"] = "Something else"
        bare["URL"] = "https://example.org"
    assert add([other], to=[bare]).new == ["other"]
    assert inbox == []


def test_duplicates_inside_a_file_are_proposed(add, inbox):
    """Of two entries with one DOI in one file the first goes in and the second is proposed, once."""
    second = {**ARTICLE, "id": "second", "title": "Otherwise"}
    added = add([ARTICLE, second, second])
    assert added.new == ["petrovic2019"]
    assert len(inbox) == 1


def test_proposals_keep_their_ids(add, inbox):
    """Adding a file again makes the same proposals, so that a decision on them stands."""
    for _ in range(2):
        add([{**ARTICLE, "id": "other"}], to=[ARTICLE])
    assert inbox[0] == inbox[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"id": "a",\n "type":}]', ":2: is not JSON here"),
        ('[{"id": "a"}]', "type"),
        ('[{"id": "a", "type": "book", "issued": {"date-parts": [[2019, 13]]}}]', "no date"),
        ('[{"id": "a", "type": "book", "volume": 1e999}]', "number that is none"),
        ('["a"]', "no list of CSL-JSON entries"),
        ('[{"id": "a", "type": "book", "x": ' + "[" * 900 + "]" * 900 + "}]", "nested too deeply"),
        ("once upon a time", "no bibliography"),
        ("", "no bibliography"),
        ("@book{a,\n title={x},\n year 2019}", ":3: is not BibTeX here"),
        ("@book{a, title={" + "{" * 5000 + "}" * 5000 + "}}", "nested deeper"),
        ("TY  - JOUR\nTI  - A", "is not ended"),
    ],
)
def test_bad_files_are_refused_whole(add, tmp_path, text, said):
    """A file with a fault is refused with the place of it, and the case stays as it was."""
    with pytest.raises(TertiusError) as refused:
        add(text, to=[ARTICLE])
    assert said in str(refused.value)
    assert "Nothing was written" in str(refused.value)
    assert (tmp_path / "sources.json").read_bytes() == written([ARTICLE])


GOOD = {
    "json": '{"id": "good", "type": "book", "title": "Good"}',
    "bib": "@book{good, title={Good}}",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'[{{"id": "a"}}, {GOOD["json"]}]', "entry 1"),
        (f'[{GOOD["json"]}, {{"id": "good", "type": "map"}}]', "has the id of entry 1"),
        (
            f'[{{"id": "a", "type": "book", "x": {"[" * 900 + "]" * 900}}}, {GOOD["json"]}]',
            "nested",
        ),
        (f"@book{{b,\n title={{y}}\n{GOOD['bib']}", ":1: the entry"),
        (f"{GOOD['bib']},\n year=2019\n}}", ":2:"),
        (f"{GOOD['bib']}\n@book{{a,\n title={{x}},\n year 2019}}", ":4: is not BibTeX here"),
        (f"{GOOD['bib']}\n@book{{good, title={{y}}}}", ":2: the key"),
        (f"@book{{a, title={{{'{' * 500 + '}' * 500}}}}}\n{GOOD['bib']}", "nested deeper"),
        ("TY  - JOUR\nTI  - A\nTY  - BOOK\nID  - good\nTI  - Good\nER  - ", ":1: begins an entry"),
        ("TY  - BOOK\nID  - good\nTI  - Good\nER  - \nTI  - lost\nAU  - x", ":5:"),
    ],
)
def test_good_entries_come_in_and_bad_ones_are_listed(add, tmp_path, text, said):
    """Beside an entry with a fault the good one goes in; the faulty one is named with its place."""
    added = add(text, to=[ARTICLE])
    assert added.new == ["good"]
    assert [entry["id"] for entry in sources_of(tmp_path)] == ["good", "petrovic2019"]
    (left,) = added.left_out
    assert said in left


def test_command_lists_what_is_left_out(add, tmp_path):
    """The command names each place that is left out, counts them, and exits with 1."""
    add([], to=[])
    (tmp_path / "new.bib").write_text(f"{GOOD['bib']}\n@book{{b,\n title={{y}}\n")
    done = CliRunner().invoke(app, ["add", str(tmp_path), "bibliography", f"{tmp_path}/new.bib"])
    assert done.exit_code == 1
    assert 'left out: new.bib:2: the entry "@book{b," is not closed' in done.output
    assert "1 added to sources.json" in done.output
    assert "1 place of new.bib left out" in done.output


def test_the_key_that_the_analyst_gave_is_the_id(add):
    """Beside a number or an address as id, `citation-key` names the entry; the id stays under `imported`."""
    entries = [
        {**ARTICLE, "id": 23083, "citation-key": "brun2012"},
        {
            "type": "book",
            "title": "B",
            "id": "http://zotero.org/users/1/items/X",
            "citation-key": "b",
        },
        {"type": "book", "title": "C", "id": "own", "citation-key": "other"},
    ]
    assert add(entries).new == ["brun2012", "b", "own"]


@pytest.mark.parametrize(
    "written_as", ["doi:10.1/x", "DOI 10.1/x", "https://doi.org/10.1/x", "10.1/x"]
)
def test_a_doi_is_its_number(add, tmp_path, written_as):
    """What stands before a DOI is no part of it, and makes the entry of the case no other."""
    entry = {"id": "a", "type": "book", "title": "A\t \tB", "DOI": written_as}
    add([entry])
    (kept,) = sources_of(tmp_path)
    assert (kept["DOI"], kept["title"]) == ("10.1/x", "A B")
    assert add([entry], to=[kept]).known == 1


def article(name, title, author, page, link="https://e.org/issue-4.pdf"):
    return {
        "id": name, "type": "article-journal", "title": title, "page": page, "URL": link,
        "author": [{"family": author}],
    }  # fmt: skip


def test_articles_of_one_issue_are_no_duplicates(add):
    """Articles that share the link of their issue go in; one with a title, or page, of another asks."""
    issue = [
        article("a", "News from the editor", "Brun", "1-2"),
        article("b", "On lenders", "Brun", "3-9"),
        article("c", "Notices", "Gale", ""),
    ]
    again = article("d", "On the lenders", "Brun", "3-9")
    added = add([*issue, again])
    assert added.new == ["a", "b", "c"]
    assert added.twins == [("d", "b")]


def test_command_says_what_came_of_it(add, tmp_path, inbox):
    """The command names what was added, known, changed and doubtful, and where to decide."""
    add([], to=[ARTICLE])
    new = [ARTICLE, {**ARTICLE, "id": "other"}, {"id": "n", "type": "book", "title": "New"}]
    (tmp_path / "new.json").write_text(json.dumps(new))
    done = CliRunner().invoke(app, ["add", str(tmp_path), "bibliography", f"{tmp_path}/new.json"])
    assert done.exit_code == 0
    assert "1 added to sources.json, 1 there already, 0 changed and 1 possible" in done.output
    assert "other: may be petrovic2019" in done.output


@pytest.mark.parametrize(
    ("dataset", "file", "said"),
    [("polls", "new.json", "Known are: bibliography"), ("bibliography", "no.json", "not a file")],
)
def test_command_refuses_what_it_does_not_know(tmp_path, dataset, file, said):
    """Another dataset, or a file that is not there, is refused with what can be named."""
    (tmp_path / "new.json").write_text("[]")
    done = CliRunner().invoke(app, ["add", str(tmp_path), dataset, str(tmp_path / file)])
    assert said in str(done.exception)


def test_wrong_encoding_names_the_line(tmp_path):
    """A file in Windows' letters is refused with the line of the first byte that is not UTF-8."""
    with pytest.raises(BibliographyError, match=r":2: holds a letter that is not written as UTF-8"):
        add_bytes(tmp_path, b"TY  - JOUR\nTI  - caf\xe9\nER  - ", written([]), "new.ris")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='@{}(),=#"\\%abTYER -\n', max_size=300))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    """No text makes reading fail otherwise than by saying so."""
    folder = tmp_path_factory.mktemp("case")
    try:
        add_bytes(folder, text.encode(), written([]))
    except TertiusError:
        assert sources_of(folder) == []


def test_what_was_added_can_be_checked(add, tmp_path):
    """A case reads its sources after an addition."""
    add([{**entry, "id": f"n-{entry['id']}"} for entry in ENTRIES[:40]])
    assert not [p for p in read_case(tmp_path)[1] if p.file == "sources.json"]
    assert len(sources_of(tmp_path)) == 40
