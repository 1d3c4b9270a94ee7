"""Codes of hosts and powers: ISO 3166, states that are gone, and the blocs."""

from functools import cache

from tertius.language.told import territory

BLOCS = {
    "EU": "European Union",
    "NATO": "North Atlantic Treaty Organization",
    "UN": "United Nations",
    "EEU": "Eurasian Economic Union",
    "CSTO": "Collective Security Treaty Organization",
}
UNLISTED = {
    "XKX": "Kosovo",
    "SUN": "Soviet Union",
    "YUG": "Yugoslavia",
    "SCG": "Serbia and Montenegro",
}
"""Codes outside today's ISO 3166-1: XKX is in common use, the others are ISO 3166-3."""
SHORT = {
    "BRN": "Brunei",
    "CCK": "Cocos Islands",
    "COD": "DR Congo",
    "FLK": "Falkland Islands",
    "FSM": "Micronesia",
    "MAF": "Saint Martin",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SXM": "Sint Maarten",
    "VAT": "Vatican City",
    "VGB": "British Virgin Islands",
    "VIR": "US Virgin Islands",
}
"""What states are called in a sentence, where ISO 3166 has a name that is turned round or spelled out."""


ALSO = {
    "america": "USA",
    "bosnia": "BIH",
    "britain": "GBR",
    "burma": "MMR",
    "cape verde": "CPV",
    "czechia": "CZE",
    "dprk": "PRK",
    "drc": "COD",
    "dr congo": "COD",
    "emirates": "ARE",
    "great britain": "GBR",
    "holland": "NLD",
    "ivory coast": "CIV",
    "kos": "XKX",
    "macedonia": "MKD",
    "north korea": "PRK",
    "prc": "CHN",
    "russia": "RUS",
    "south korea": "KOR",
    "swaziland": "SWZ",
    "turkey": "TUR",
    "uae": "ARE",
    "uk": "GBR",
    "u.k.": "GBR",
    "us": "USA",
    "u.s.": "USA",
    "ussr": "SUN",
    "vatican": "VAT",
}
"""What states are called beside their names on the lists."""


@cache
def name_of(code: str) -> str | None:
    """Return the short English name behind a code; None where the code is unknown.

    Accepts ISO 3166-1 alpha-3 (`SRB`), ISO 3166-2 (`BA-SRP`), `XKX`, the states of ISO 3166-3
    and the blocs of this file.
    """
    import pycountry

    if name := BLOCS.get(code) or UNLISTED.get(code) or SHORT.get(code):
        return name
    if (
        code != code.upper()
    ):  # the lists are looked up in any case, and codes are compared as written
        return None
    if country := pycountry.countries.get(alpha_3=code):
        return str(getattr(country, "common_name", country.name))
    if part := pycountry.subdivisions.get(code=code):
        return str(part.name).split(";")[0]
    if gone := pycountry.historic_countries.get(alpha_3=code):
        return str(gone.name)
    return None


UNIONS = ("EU", "NATO")
"""The blocs that a sentence calls by their letters."""


def called(code: str) -> str:
    """Return what the side behind a code is called in a sentence; the code where nothing else is known."""
    name = code if code in UNIONS else name_of(code)
    return territory(code, name) if name else code


def code_named(text: str) -> str | None:
    """Return the code that a text means: one in other letters, a code of two letters, or a name.

    None where it means none: names are taken as they are listed, and not guessed at.
    """
    import pycountry

    wanted = text.strip()
    if name_of(wanted.upper()):
        return wanted.upper()
    for code, name in (BLOCS | UNLISTED | SHORT).items():
        if name.lower() == wanted.lower():
            return code
    if other := ALSO.get(wanted.lower()):
        return other
    try:
        return str(pycountry.countries.lookup(wanted).alpha_3)
    except LookupError:
        return None


def code_of_actor(actor: str) -> str:
    """Return the code of a state or bloc whose actor id is given: `rus` stands for `RUS`."""
    return actor.upper()
