"""A process that replaces a folder and is killed at one moment after another; run as a program by test_replace.

For each moment it prints what stands in the folder after the kill, and after the build that follows.
"""

import json
import os
import sys
from pathlib import Path

from tertius.publish import replace

EVENTS = ("open", "os.", "shutil.", "ctypes.call", "ctypes.dlsym")
"""What a process does to files announces itself under these names."""

PAGES = {
    "old": ("a.html", "sub/b.html", "gone/c.html"),
    "new": ("a.html", "sub/b.html", "more/d.html"),
}
OTHERS = {"CNAME": "mine", "sub/note.txt": "mine too", ".git/config": "and mine"}


def build(out: Path, age: str) -> None:
    with replace.replaced(out) as folder:
        for name in PAGES[age]:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(age, encoding="utf-8")


def build_killed(out: Path, moment: int) -> bool:
    """Build in a process of its own that ends at its n-th step without any word; say whether it did."""
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, _: tuple[object, ...]) -> None:
            nonlocal steps
            if event.startswith(EVENTS):
                steps += 1
                if steps == moment:
                    os._exit(9)

        sys.addaudithook(count)
        build(out, "new")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder but the manifest, which is as long as its list, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "tertius-manifest.json"
    }


def begin(out: Path) -> None:
    build(out, "old")
    for name, text in OTHERS.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")


def main(place: Path, way: str) -> None:
    if way == "in two steps":
        replace._exchange = lambda one, other: False
    moment, killed = 0, True
    while killed:
        moment += 1
        out = place / str(moment) / "site"
        out.parent.mkdir()
        begin(out)
        killed = build_killed(out, moment)
        after = contents(out)
        build(out, "new")
        beside = sorted(path.name for path in out.parent.iterdir())
        print(json.dumps([killed, after, contents(out), beside]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
