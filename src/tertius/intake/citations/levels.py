"""How sure a reading is: three levels, each worth the share of readings that were right.

The shares are those of `python benchmarks/references.py` on the tagged references of AnyStyle and
GROBID (2,061 of 2,319; 594 of 771; 67 of 189 on every fourth and every sixteenth entry that was not
used while the reader was written), over authors, titles, containers, dates, pages and links.
"""

SURE = 0.89
"""What shows by its own form: a date, a link, pages behind their sign, a title in quotes."""
LIKELY = 0.77
"""What its place shows: authors at the head, a container behind the title, a town before its press."""
DOUBTFUL = 0.35
"""What is left where nothing else explains it: a title without quotes, a lone year, a town by itself."""
LEVELS = {"sure": SURE, "likely": LIKELY, "doubtful": DOUBTFUL}


def level_of(worth: float) -> str:
    """Return the name of a level."""
    return next(name for name, least in LEVELS.items() if worth >= least)
