"""Everything that is timed and counted, one part after the other: `make bench`."""

import sys
from importlib import import_module

PARTS = (
    "bench",
    "pages",
    "read_text",
    "papers",
    "notes",
    "references",
    "proposals",
    "news_texts",
    "bibliography",
    "names",
    "worlds",
    "chance",
    "portfolio",
    "votes",
)


def main() -> None:
    """Run every part, or those named as arguments."""
    for name in sys.argv[1:] or PARTS:
        print(f"== {name}")
        import_module(name).main()


if __name__ == "__main__":
    main()
