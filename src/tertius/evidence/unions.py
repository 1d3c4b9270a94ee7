"""Who was a member of the European Union, and of the Communities before it, when."""

from datetime import date

JOINED: dict[date, tuple[str, ...]] = {
    date(1958, 1, 1): ("BEL", "DEU", "FRA", "ITA", "LUX", "NLD"),
    date(1973, 1, 1): ("DNK", "GBR", "IRL"),
    date(1981, 1, 1): ("GRC",),
    date(1986, 1, 1): ("ESP", "PRT"),
    date(1995, 1, 1): ("AUT", "FIN", "SWE"),
    date(2004, 5, 1): (
        "CYP",
        "CZE",
        "EST",
        "HUN",
        "LTU",
        "LVA",
        "MLT",
        "POL",
        "SVK",
        "SVN",
    ),
    date(2007, 1, 1): ("BGR", "ROU"),
    date(2013, 7, 1): ("HRV",),
}
"""The day on which each treaty of Rome or of accession took effect, and for whom."""

LEFT = {"GBR": date(2020, 1, 31)}
"""The last day of a membership that ended."""


def eu_members(day: date) -> frozenset[str]:
    """Return the codes of the member states on a day."""
    return frozenset(
        member
        for joined, members in JOINED.items()
        for member in members
        if joined <= day and (member not in LEFT or day <= LEFT[member])
    )
