"""Write every reference page into the folder that is named."""

import sys
from pathlib import Path

from tertius.case.write import write_atomically
from tertius.reference.pages import reference_pages


def main(folder: Path) -> None:
    """Write every reference page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        write_atomically(folder / name, text.encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
