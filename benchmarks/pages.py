"""How heavy the first page is, how soon it shows its content, and how long pages take to narrow.

Builds the atlas of the Serbia case, and of a case of 5,000 engagements, and opens their pages in
Chromium, which is slowed four times: about what a phone is slower than this machine. Run it with
`python benchmarks/pages.py`, or with all others by `make bench`; an atlas that is built already is
measured alone with `python benchmarks/pages.py FOLDER`.
"""

import gzip
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import SERBIA, large_case

from tertius.atlas.build import build_atlas
from tertius.case.read import read_case
from tertius.findings.read import read_findings
from tertius.measures import measure_columns
from tertius.study.run import run_study

SLOWER = 4
RUNS = 5
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
NARROWED = ("findings/index.html", "timeline.html", "map.html", "network.html")

FIRST = """() => Object.fromEntries(performance.getEntriesByType("paint").map(p => [p.name, p.startTime]))"""
NARROW = """() => {
  const form = document.querySelector("form.filters");
  const taken = [];
  for (const select of form.querySelectorAll("select")) {
    for (const place of [1, 0]) {
      if (select.options.length < 2) continue;
      const begun = performance.now();
      select.selectedIndex = place;
      select.dispatchEvent(new Event("change", {bubbles: true}));
      document.body.getBoundingClientRect();
      taken.push(performance.now() - begun);
    }
  }
  return taken;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def weigh(folder: Path, name: str = "index.html") -> tuple[int, int]:
    """Return the bytes of a page with its style and scripts as they are sent, compressed and not."""
    page = folder / name
    named = re.findall(r'(?:href|src)="([^"]+\.(?:css|js))"', page.read_text(encoding="utf-8"))
    files = [page, *((page.parent / one).resolve() for one in dict.fromkeys(named))]
    data = [one.read_bytes() for one in files]
    return sum(len(gzip.compress(one)) for one in data), sum(map(len, data))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and yield its address."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser: Any, address: str, slower: int = SLOWER) -> Any:
    """Open a page as on a slow phone that was never there before."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    return page


def measure(folder: Path) -> None:
    """Print what an atlas weighs and how fast its pages are."""
    from playwright.sync_api import sync_playwright

    sent, whole = weigh(folder)
    print(
        f"  first page with style and scripts {sent / 1000:>8.1f} kB compressed, {whole / 1000:.1f} kB"
    )
    sizes = sorted(((p.stat().st_size, p) for p in folder.rglob("*.html")), reverse=True)
    print(f"  largest page {sizes[0][0] / 1e6:>29.1f} MB, {sizes[0][1].relative_to(folder)}")
    with sync_playwright() as playwright, served(folder) as site:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        firsts = []
        for _ in range(RUNS):
            page = opened(browser, f"{site}/index.html")
            firsts.append(page.evaluate(FIRST)["first-contentful-paint"])
            page.context.close()
        print(
            f"  first content, {SLOWER} times slower {min(firsts):>15.0f} ms at best of {RUNS}, {max(firsts):.0f} at worst"
        )
        for name in NARROWED:
            page = opened(browser, f"{site}/{name}", slower=1)
            taken = page.evaluate(NARROW)
            rows = page.locator("tbody tr").count()
            print(f"  narrowing {name:<22}{max(taken):>9.0f} ms at most, {rows:,} rows")
            page.context.close()
        browser.close()


def build(case_folder: Path, folder: Path) -> None:
    """Write the atlas of a case, without what would change its findings."""
    case, _ = read_case(case_folder)
    assert case is not None
    study = run_study(case, read_findings(case, measure_columns())[0], with_flips=False)
    begun = perf_counter()
    count = build_atlas(study, folder)
    print(f"  {count:,} pages written in {perf_counter() - begun:.1f}s")


def main() -> None:
    """Measure the atlas of the Serbia case and that of a large one; or those that are named."""
    if CHROMIUM is None:
        print("Chromium is not on the path.")
        return
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as made:
        large = Path(made) / "large"
        large_case(large)
        for name, case in (("Serbia", SERBIA), ("5,000 engagements", large)):
            print(name)
            build(case, Path(made) / f"atlas-{case.name}")
            measure(Path(made) / f"atlas-{case.name}")


if __name__ == "__main__":
    main()
