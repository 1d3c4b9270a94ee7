"""The sheet of sources comes back: what it shows is edited, and what it does not show is kept."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.case.workbook.read import import_workbook
from tertius.case.workbook.sources import NAMES, edited, record_of
from workbooks import at, brought_back, changed, exported, put, refused, small_book


def items(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of sources.json by id."""
    return {one["id"]: one for one in json.loads((folder / "sources.json").read_text("utf-8"))}


def added(**cells: str) -> Any:
    """A change that adds a line to the sheet of sources."""
    return lambda book: book["sources"].append([cells.get(name) for name in NAMES])


def test_what_was_edited_comes_back(small: Any):
    """Title, date, outlet, link and people are written into the entry; every other byte of the file stays."""

    def change(book: Any) -> None:
        for column, cell in {
            "title": "Kredit za prugu", "date": "2014-03", "outlet": "tabloid", "url": "https://example.org/1",
            "author": "Marić, Ana; Tanjug", "accessed": "2020-01-02", "derived_from": None,
        }.items():  # fmt: skip
            at(book, "sources", "daily-2014", column).value = cell

    before = (small.path / "sources.json").read_text("utf-8")
    entries = items(small.path)
    assert brought_back(small.path, changed(small_book(), change)) == [
        "sources: 0 added, 1 changed, 0 removed"
    ]
    after = items(small.path)
    assert after.pop("daily-2014") == {
        "id": "daily-2014",
        "type": "article-newspaper",
        "title": "Kredit za prugu",
        "issued": {"date-parts": [[2014, 3]]},
        "language": "sr",
        "custom": {"outlet": "tabloid"},
        "author": [{"family": "Marić", "given": "Ana"}, {"literal": "Tanjug"}],
        "URL": "https://example.org/1",
        "accessed": {"date-parts": [[2020, 1, 2]]},
    }
    entries.pop("daily-2014")
    assert after == entries
    now = (small.path / "sources.json").read_text("utf-8")
    first = before.index('"daily-2014"')
    assert now[:first] == before[:first]
    assert now.endswith(before[before.index('"id": "daily-2017"') :])


def test_nothing_of_what_is_not_shown_is_lost(small: Any):
    """Keys, hashes, particles of names and words for a date stay in an entry of which something else changes."""
    entry = {
        "id": "zotero",
        "type": "book",
        "citation-key": "amos2017",
        "imported": "http://zotero.org/users/7/items/ABCD1234",
        "title": "Putin's man",
        "abstract": "Long.",
        "author": [
            {"family": "Berg", "given": "A", "non-dropping-particle": "van den"},
            {"family": "Ng", "given": "B"},
        ],
        "issued": {"raw": "Spring, or so"},
        "note": "Citation Key: amos2017\nsecond line",
        "custom": {"archived": {"sha256": "0" * 64, "ending": ".pdf"}, "withheld": "yes"},
    }
    listed = [*items(small.path).values(), entry]
    (small.path / "sources.json").write_text(json.dumps(listed, indent=1), "utf-8")

    def change(book: Any) -> None:
        at(book, "sources", "zotero", "volume").value = "2"
        at(book, "sources", "zotero", "author").value = "Berg, A; Ng, Bo"

    brought_back(small.path, changed(exported(small.path), change))
    author = [entry["author"][0], {"family": "Ng", "given": "Bo"}]
    assert items(small.path)["zotero"] == {**entry, "volume": "2", "author": author}


def test_lines_are_added_and_removed(small: Any):
    """A new line is a new entry in its place, and an entry whose line is gone is taken out, and named."""

    def change(book: Any) -> None:
        added(id="a-new-one", type="webpage", title="New", date="2014/2016")(book)
        book["sources"].delete_rows(at(book, "sources", "poll-2019", "id").row)

    assert brought_back(small.path, changed(small_book(), change)) == [
        "sources: 1 added, 0 changed, 1 removed (poll-2019)"
    ]
    assert list(items(small.path))[:2] == ["a-new-one", "company-page"]
    assert items(small.path)["a-new-one"] == {
        "id": "a-new-one",
        "title": "New",
        "issued": {"date-parts": [[2014], [2016]]},
        "type": "webpage",
    }
    assert "poll-2019" not in items(small.path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("sources", "daily-2014", "date", "last May"),
         'book.xlsx sources daily-2014: has "last May" in `date`, which is not a date.'),
        (put("sources", "daily-2014", "id", "wire-2014"), "book.xlsx sources wire-2014: stands twice. Keep one of the two lines."),
        (put("sources", "daily-2014", "id", "kredit-2014"),
         ("book.xlsx sources kredit-2014: is the line of daily-2014 with another id. Put daily-2014 back, and rename it "
         "where everything follows: tertius rename CASE daily-2014 kredit-2014.")),
        (added(id="new", title="New"), "book.xlsx sources new: is a new source and lacks a type. Write one of CSL's words,"),
        (added(id="a;b", type="book"), "book.xlsx sources a;b id: holds a semicolon or outer space,"),
        (put("sources", "daily-2014", "date", 41928, "General"), 'book.xlsx sources!C3: "41928" is a number, and may be the day number'),
        (lambda b: b["sources"].delete_cols(3), "book.xlsx sources: "),
        (lambda b: b.remove(b["sources"]), "book.xlsx sources: is missing. Put the sheet back;"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named(small: Any, change: Any, said: str):
    """Each fault of a line is named with its source, what was found and what to write, and nothing is written."""
    first, *_, last = refused(small.path, changed(small_book(), change))
    assert first.startswith(said)
    assert last.endswith("Nothing was written.")


def test_what_changed_meanwhile_is_not_undone(small: Any):
    """Where sources.json changed since the workbook was taken out, nothing is written without --replace."""
    book = changed(small_book(), put("sources", "daily-2014", "title", "Another"))
    path = small.path / "sources.json"
    path.write_text(path.read_text("utf-8").replace("About our branch", "On our branch"), "utf-8")
    assert refused(small.path, book)[0].startswith(
        "sources.json changed since book.xlsx was taken out"
    )
    import_workbook(small.path, small.path.parent / "book.xlsx", replace=True)
    assert items(small.path)["daily-2014"]["title"] == "Another"


def test_an_older_workbook_leaves_sources_as_they_are(small: Any):
    """A sheet with the four columns that were there to look ids up is no way back, and that is said."""

    def older(book: Any) -> None:
        book["sources"].delete_cols(5, 12)
        at(book, "sources", "daily-2014", "title").value = "Typed in vain"

    before = (small.path / "sources.json").read_bytes()
    (small.path.parent / "old.xlsx").write_bytes(changed(small_book(), older))
    done = import_workbook(small.path, small.path.parent / "old.xlsx")
    assert (done.changes, (small.path / "sources.json").read_bytes()) == ((), before)
    assert done.notes == (
        "sources: the sheet is of an older workbook, which was no way back. sources.json stays as it is.",
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
VALUES = st.one_of(TEXTS, st.integers(0, 10**6), st.lists(TEXTS, max_size=2), st.none())
ENTRIES = st.dictionaries(
    st.sampled_from(["title", "author", "issued", "volume", "note", "URL", "custom", "x"]), VALUES
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), ENTRIES, max_size=4))
def test_lines_that_say_the_same_change_nothing(entries: dict[str, dict[str, Any]]):
    """Whatever entries hold, their own lines, brought back, leave every byte."""
    listed = [{"id": name, "type": "book", **entry} for name, entry in entries.items()]
    listed = [{k: v for k, v in one.items() if k != "custom"} for one in listed]
    data = json.dumps(listed, indent=2).encode()
    done = edited(data, [record_of(one) for one in listed])
    assert not isinstance(done, list) or all("source" in str(told) for _, told in done)
    assert isinstance(done, list) or (done.data, done.added, done.changed) == (data, 0, 0)
