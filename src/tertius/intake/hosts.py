"""Hosts side by side in public data: for each power what is known, since when, and what is not."""

import csv
import html
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from tertius.case.write import write_atomically
from tertius.errors import CaseError, TertiusError
from tertius.evidence.codes import name_of
from tertius.intake.datasets import datasets
from tertius.intake.datasets.aiddata_places import WORTH
from tertius.intake.datasets.aiddata_whole import DATASET as WHOLE
from tertius.intake.datasets.aiddata_whole import WORTH as BY_YEARS
from tertius.intake.datasets.protocol import Cells, Request
from tertius.intake.datasets.states import regions
from tertius.intake.datasets.unga_votes import ALL, voters
from tertius.intake.profile import profile

COMPARED = {
    ("vote_kappa", ALL): "likeness of votes beyond chance (kappa)",
    ("trade_share", "exports"): "share of exports, percent",
    ("trade_share", "imports"): "share of imports, percent",
    ("finance", WORTH): "loans and grants committed, dollars of 2021",
    ("finance", BY_YEARS): "loans and grants committed in these years, dollars of 2021",
    ("shared_organisations", ""): "organisations shared",
    ("alliance_duties", ""): "kinds of duty in alliances",
}
"""What hosts are compared on: the indicator and qualifier of an observation, and its words."""

WHERE_READ = {("finance", BY_YEARS): WHOLE.id}
"""What is compared only where this dataset is on the disk: another says nearly the same of every host."""

CHANGE = 10
"""How many years back a value is set beside the last one."""

WINDOW = 5
"""Votes are counted over so many sessions, since one session's order is mostly noise."""


@dataclass(frozen=True)
class Compared:
    """Hold one value of one host beside one power, and the same ten years before.

    `value` and `before` are empty where a dataset gives none; `row` is the observation that holds it.
    """

    host: str
    power: str
    what: str
    period: str
    value: str
    low: str
    high: str
    before: str
    before_period: str
    row: str

    @property
    def region(self) -> str:
        """Return the region of the host (M49), empty where it has none."""
        return regions().get(self.host, "")

    @property
    def change(self) -> str:
        """Return by how much the value changed, empty where one of the two is unknown."""
        if not (self.value and self.before):
            return ""
        return f"{float(self.value) - float(self.before):+.2f}"


def compare(
    hosts: Sequence[str],
    powers: tuple[str, ...],
    data: Path,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> list[Compared]:
    """Return every host beside every power on everything in COMPARED, in that order.

    A host that is itself one of the powers is not set beside itself. Raises TertiusError for a
    code that is none, or where no dataset is there.
    """
    hosts = [*dict.fromkeys(hosts)]
    for code in (*hosts, *powers):
        if name_of(code) is None:
            raise CaseError(f"{code!r} is not a code. Write ISO 3166 alpha-3 such as SRB, or EU.")
    read = [one for one in datasets().values() if not one.missing(data)]
    if not read:
        raise TertiusError(f"{data} holds none of the datasets. Name the folder that holds them.")
    rows: list[Compared] = []
    for number, host in enumerate(hosts, start=1):
        say(f"{host}, {number} of {len(hosts)}")
        rows += beside(host, powers, data)
    return rows


def beside(host: str, powers: Sequence[str], data: Path) -> list[Compared]:
    """Return one host beside every power on everything in COMPARED."""
    others = tuple(power for power in powers if power != host)
    asked = Request(host, others, years=WINDOW)
    read = [one for one in datasets().values() if not one.missing(data)]
    now = _last([one.harvest(data, asked).rows for one in read])
    names = [one.id for one in read]
    then = _last([one.harvest(data, replace(asked, back=CHANGE)).rows for one in read])
    return [
        _compared(host, power, key, now.get((power, key)), then.get((power, key)))
        for power in others
        for key in COMPARED
        if WHERE_READ.get(key) in (None, *names)
    ]


FEW = 8
"""Fewer hosts than this are not worth a second process, which reads every file once more."""


def profile_all(
    out: Path,
    asked: Request,
    hosts: Sequence[str],
    data: Path,
    *,
    shareable: bool = False,
    cores: int = 2,
    say: Callable[[str], None] = lambda _: None,
) -> list[Compared]:
    """Write the case of every host and the page that compares them, and return what is compared.

    Each process reads a publisher's file once, whatever the number of hosts.
    """
    tasks = [(out / host.lower(), replace(asked, host=host), data, shareable) for host in hosts]
    rows: list[Compared] = []
    if len(hosts) < FEW or cores < 2:
        made: Iterator[list[Compared]] = map(_make, tasks)
        rows = _gathered(made, hosts, say)
    else:
        with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
            rows = _gathered(pool.map(_make, tasks), hosts, say)
    write_page(rows, out, cases=True)
    return rows


def _make(task: tuple[Path, Request, Path, bool]) -> list[Compared]:
    folder, asked, data, shareable = task
    profile(folder, asked, data, shareable=shareable)
    return beside(asked.host, asked.powers, data)


def _gathered(
    made: Iterable[list[Compared]], hosts: Sequence[str], say: Callable[[str], None]
) -> list[Compared]:
    rows: list[Compared] = []
    for number, (host, own) in enumerate(zip(hosts, made, strict=True), start=1):
        say(f"{host}, {number} of {len(hosts)}")
        rows += own
    return rows


Key = tuple[str, str]


def _last(harvests: Sequence[Mapping[str, list[Cells]]]) -> dict[tuple[str, Key], Cells]:
    """Return for each power and thing compared the observation of the latest period."""
    latest: dict[tuple[str, Key], Cells] = {}
    for rows in harvests:
        for cells in rows.get("observations", []):
            key = (cells["indicator"], cells.get("qualifier", ""))
            place = (cells.get("counterpart", ""), key)
            if key in COMPARED and cells["period"] >= latest.get(place, {}).get("period", ""):
                latest[place] = cells
    return latest


def _compared(host: str, power: str, key: Key, now: Cells | None, then: Cells | None) -> Compared:
    last, before = now or {}, then or {}
    return Compared(
        host=host,
        power=power,
        what=COMPARED[key],
        period=last.get("period", ""),
        value=last.get("value", ""),
        low=last.get("low", ""),
        high=last.get("high", ""),
        before=before.get("value", ""),
        before_period=before.get("period", ""),
        row=last.get("id", ""),
    )


def every_host(data: Path, years: int) -> tuple[str, ...]:
    """Return the states of today that cast a vote in the Assembly in the last years.

    Raises TertiusError where the votes are not on this disk: no other dataset lists all states.
    """
    if missing := datasets()["unga-votes"].missing(data):
        raise TertiusError(
            f"{data} lacks {', '.join(missing)} of unga-votes, by which all states are found. Bring them there, or name hosts."
        )
    return tuple(state for state in voters(data, years) if name_of(state) is not None)


HEAD = (
    "host",
    "region",
    "power",
    "what",
    "period",
    "value",
    "low",
    "high",
    "before",
    "before_period",
    "change",
    "row",
)


def as_csv(rows: Sequence[Compared]) -> str:
    """Return compared rows as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([getattr(row, name) for name in HEAD] for row in rows)
    return buffer.getvalue()


def write_page(rows: Sequence[Compared], folder: Path, *, cases: bool) -> None:
    """Write the page that compares hosts, and its rows as CSV; each number leads to its case's table."""
    write_atomically(folder / "hosts.csv", as_csv(rows).encode("utf-8"))
    write_atomically(folder / "index.html", "".join(_page(rows, cases=cases)).encode("utf-8"))


def _page(rows: Sequence[Compared], *, cases: bool) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hosts in public data</title>'
    yield "<style>body{font:16px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse;margin-bottom:2rem}"
    yield "caption{text-align:left;font-weight:bold}td,th{padding:.2rem .6rem;text-align:right}td:first-child,th:first-child{text-align:left}</style></head><body>"
    yield "<h1>Hosts in public data</h1><p>“no data” is said where no dataset on this disk gives a value: it is no zero. Ranges hold 95 percent of draws; do not rank where they overlap. Each value leads to the table of its case that holds it. Regions are those of the United Nations (M49); beside each stands the middle value of its hosts that have one.</p>"
    regional = regions()
    asked = dict.fromkeys((row.power, row.what) for row in rows)
    yield "<ul>"
    for number, (power, what) in enumerate(asked, start=1):
        yield f'<li><a href="#t{number}">{html.escape(name_of(power) or power)}: {html.escape(what)}</a></li>'
    yield "</ul>"
    for number, (power, what) in enumerate(asked, start=1):
        own = [row for row in rows if (row.power, row.what) == (power, what)]
        known = sum(bool(row.value) for row in own)
        yield f'<table id="t{number}"><caption>{html.escape(name_of(power) or power)}: {html.escape(what)} ({known} of {len(own)} hosts)</caption>'
        yield "<tr><th>host</th><th>period</th><th>value</th><th>range</th><th>ten years before</th><th>change</th></tr>"
        for region in sorted({regional.get(row.host, "") for row in own}):
            inside = [row for row in own if regional.get(row.host, "") == region]
            values = [float(row.value) for row in inside if row.value]
            middle = f"{median(values):,.2f}" if values else "no data"
            yield f'<tr><th scope="rowgroup" colspan="2">{html.escape(region or "no region")}</th><th>{middle}</th><th colspan="3">middle of {len(values)} of {len(inside)}</th></tr>'
            for row in inside:
                yield (
                    "<tr>"
                    + "".join(f"<td>{cell}</td>" for cell in _cells(row, cases=cases))
                    + "</tr>"
                )
        yield "</table>"
    yield "</body></html>"


def _cells(row: Compared, *, cases: bool) -> Iterator[str]:
    yield html.escape(name_of(row.host) or row.host)
    yield row.period
    value = row.value or "no data"
    yield (
        f'<a href="{row.host.lower()}/observations.csv" title="{row.row}">{value}</a>'
        if cases and row.value
        else value
    )
    yield f"{row.low} to {row.high}" if row.low else ""
    yield f"{row.before} ({row.before_period})" if row.before else "no data"
    yield row.change
