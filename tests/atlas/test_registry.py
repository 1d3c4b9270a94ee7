"""The pages of the atlas enter themselves, and the menu of every page follows."""

from itertools import pairwise

import pytest

from small_case import serbia_study, small_study
from tertius.atlas import page, registry
from tertius.atlas.build import build_atlas
from tertius.present import vega


def test_a_page_that_enters_itself_is_built_and_stands_in_every_menu(tmp_path, monkeypatch):
    """A function under `@pages` is all that a new page needs: it is written, linked and listed in its place."""
    menu = [entry for entry in registry.entries() if entry.menu]
    before, after = next(
        (one, other)
        for one, other in pairwise(menu)
        if one.place + 1 not in page.ENTRIES and one.place + 1 < other.place
    )
    monkeypatch.setattr(page, "ENTRIES", dict(page.ENTRIES))
    monkeypatch.setattr(registry, "ENTRIES", page.ENTRIES)

    @page.pages(
        place=before.place + 1,
        address="new.html",
        menu="New",
        title="Newly",
        summary="what is new.",
    )
    def new(study, labels):
        return page.Page("new.html", "base.html", "Newly", {})

    registry.entries.cache_clear()
    try:
        build_atlas(small_study(), tmp_path / "atlas")
    finally:
        registry.entries.cache_clear()
    methods, first = (
        (tmp_path / "atlas" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("methods", "index")
    )
    assert "Newly · " in (tmp_path / "atlas" / "new.html").read_text(encoding="utf-8")
    assert methods.index(f">{before.menu}</a>") < methods.index(
        '<li><a href="new.html">New</a></li>'
    )
    assert methods.index(">New</a>") < methods.index(f">{after.menu}</a>")
    assert '<li><a href="new.html">Newly</a>: what is new.</li>' in first


def test_the_menu_has_its_order():
    """Pages stand in the order of their places, each its own, and no two words of the menu are alike."""
    places = [entry.place for entry in registry.entries()]
    assert places == sorted(set(places))
    words = [entry.menu for entry in registry.entries() if entry.menu]
    assert len(words) == len(set(words)) > 1


def test_a_page_is_called_alike_where_it_is_listed_and_where_it_stands():
    """The first page and the menu lead to pages that exist, and name them as they name themselves."""
    made = {one.address: one.title for one in registry.all_pages(small_study())}
    for entry in registry.entries():
        assert not entry.address or entry.address in made
        assert not entry.title or made[entry.address] == entry.title


def test_two_pages_cannot_stand_in_one_place():
    """A second page in a place is refused, since their order would hang on names of files."""
    taken = registry.entries()[0].place
    with pytest.raises(ValueError, match=f"two pages of the atlas stand in place {taken}"):
        page.pages(place=taken)(lambda study, labels: ())


@pytest.mark.xdist_group("serbia")
def test_nothing_is_drawn_before_pages_are_written(monkeypatch):
    """Pages are made without a drawing: once this process has drawn, it would have to write all of them alone."""
    monkeypatch.setattr(vega, "_drawing", [])
    assert len(list(registry.all_pages(serbia_study()))) > 500
    assert not vega.has_drawn()
