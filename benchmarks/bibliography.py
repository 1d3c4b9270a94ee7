"""How long bibliographies take into a case, by format and size, and how long two coders take to compare.

The entries are made here: articles with two authors, title, journal, year, DOI and link, every tenth
a possible duplicate of the one before. Proposals are made and counted, and not written. Run it with
`python benchmarks/bibliography.py`, or with all others by `make bench`.
"""

import json
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

from tertius.case.coders.agreement import agree
from tertius.intake.bibliography.add import add_bibliography

SERBIA = Path(__file__).parent.parent / "cases" / "serbia"
SIZES = (5_000, 50_000)
RANDOM = 7_919


def entries(number: int) -> list[dict[str, Any]]:
    """Entries of a bibliography, every tenth with the DOI of the one before."""
    return [
        {
            "id": f"key{place}",
            "type": "article-journal",
            "title": f"Study {place * RANDOM % number} of Serbia, its Gas and its Neighbours",
            "author": [
                {"family": f"Petrović{place % 997}", "given": "Ana"},
                {"family": "Smith", "given": "J."},
            ],
            "container-title": "Journal of Things",
            "issued": {"date-parts": [[1990 + place % 30]]},
            "DOI": f"10.1000/{place - (place % 10 == 9)}",
            "URL": f"https://example.org/{place}",
        }
        for place in range(number)
    ]


def as_bibtex(items: Iterable[dict[str, Any]]) -> str:
    """The entries as BibTeX."""
    return "".join(
        f"@article{{{item['id']},\n  author = {{{_authors(item, ' and ')}}},\n  title = {{{item['title']}}},\n"
        f"  journal = {{{item['container-title']}}},\n  year = {{{_year(item)}}},\n"
        f"  doi = {{{item['DOI']}}},\n  url = {{{item['URL']}}}\n}}\n"
        for item in items
    )


def as_ris(items: Iterable[dict[str, Any]]) -> str:
    """The entries as RIS."""
    return "".join(
        f"TY  - JOUR\nID  - {item['id']}\nTI  - {item['title']}\nT2  - {item['container-title']}\n"
        f"AU  - {_authors(item, chr(10) + 'AU  - ')}\nPY  - {_year(item)}\nDO  - {item['DOI']}\n"
        f"UR  - {item['URL']}\nER  - \n\n"
        for item in items
    )


def _authors(item: dict[str, Any], between: str) -> str:
    return between.join(f"{person['family']}, {person['given']}" for person in item["author"])


def _year(item: dict[str, Any]) -> int:
    return int(item["issued"]["date-parts"][0][0])


FORMATS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "json": json.dumps,
    "bib": as_bibtex,
    "ris": as_ris,
}


def time_adding(folder: Path, suffix: str, number: int) -> None:
    """Print how long a bibliography takes into an empty case, and a second time."""
    path = folder / f"new.{suffix}"
    path.write_text(FORMATS[suffix](entries(number)), encoding="utf-8")
    (folder / "sources.json").write_text("[]\n", encoding="utf-8")
    for which in ("first", "again"):
        begun = perf_counter()
        added = add_bibliography(folder, path)
        print(
            f"  {suffix:<5}{number:>7,} entries {which:<6}{perf_counter() - begun:>7.2f}s"
            f"  {len(added.new):>6,} new {added.known:>6,} known {len(added.twins):>5,} proposed"
        )


def time_agreement(folder: Path) -> None:
    """Print how long two cases take to compare: Serbia, and Serbia grown ten times."""
    from bench import count_rows, grow

    grow(SERBIA, folder / "grown")
    for case in (SERBIA, folder / "grown"):
        shutil.copytree(case, folder / f"{case.name}-b")
        begun = perf_counter()
        found = agree(case, folder / f"{case.name}-b")
        print(
            f"  agree {count_rows(case):>7,} rows in each {perf_counter() - begun:>7.2f}s"
            f"  {sum(table.compared for table in found.tables):,} pairs"
        )


def main() -> None:
    """Time bibliographies of each format and size, and the comparison of two coders."""
    inbox = ModuleType("tertius.case.proposals.inbox")
    inbox.put = lambda folder, proposals: None  # type: ignore[attr-defined]
    before = sys.modules.get("tertius.case.proposals.inbox")
    sys.modules["tertius.case.proposals.inbox"] = inbox
    print("Bibliographies")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FORMATS:
            for number in SIZES:
                time_adding(Path(folder), suffix, number)
        time_agreement(Path(folder))
    if before is None:
        del sys.modules["tertius.case.proposals.inbox"]
    else:
        sys.modules["tertius.case.proposals.inbox"] = before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(f"  most memory {most:,.0f} MiB, pandoc's aside")


if __name__ == "__main__":
    main()
