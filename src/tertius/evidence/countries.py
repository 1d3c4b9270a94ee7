"""Names of countries in the languages that sources are read in, from CLDR, with the code of each."""

from functools import cache

from tertius.evidence.codes import BLOCS, UNLISTED, code_named
from tertius.evidence.fold import plain

LANGUAGES = ("en", "de", "fr", "es", "ru", "sr", "sr_Latn", "zh")
"""English, French, German, Spanish, Russian, Chinese, and Serbian in both its scripts."""
SHORT = {
    "UK": "GBR",
    "Britain": "GBR",
    "US": "USA",
    "U.S.": "USA",
    "PRC": "CHN",
    "Burma": "MMR",
    "Czech Republic": "CZE",
    "Turkey": "TUR",
    "Macedonia": "MKD",
    "Swaziland": "SWZ",
    "Cape Verde": "CPV",
    "Ivory Coast": "CIV",
    "East Timor": "TLS",
    "DR Congo": "COD",
    "Congo-Kinshasa": "COD",
    "Congo-Brazzaville": "COG",
    "Bosnia": "BIH",
    "Republika Srpska": "BA-SRP",
}
"""Names in common use that CLDR does not list as such."""


def plain_name(text: str) -> str:
    """Return a name without case, accents and marks, so that two spellings of it are one."""
    letters = plain(text.casefold())
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())


@cache
def names_of(language: str) -> dict[str, list[str]]:
    """Return what each country is called in a language of CLDR, by its code."""
    import pycountry
    from babel import Locale

    alpha_3 = {one.alpha_2: one.alpha_3 for one in pycountry.countries} | {"XK": "XKX"}
    return {
        alpha_3[region]: [str(name)]
        for region, name in Locale.parse(language).territories.items()
        if region in alpha_3
    }


@cache
def codes_by_name() -> dict[str, str]:
    """Return the code of each country and bloc by its plain name in any of the languages.

    A name that means two countries in two languages stands for none.
    """
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for language in LANGUAGES:
        for code, names in names_of(language).items():
            for name in map(plain_name, names):
                if found.setdefault(name, code) != code:
                    doubled.add(name)
    own = {plain_name(name): code for name, code in SHORT.items()}
    own |= {plain_name(name): code for code, name in (BLOCS | UNLISTED).items()}
    return {name: code for name, code in found.items() if name not in doubled} | own


def code_meant(text: str) -> str | None:
    """Return the code that a text means: a code, or a country's name in one of the languages; None where none."""
    return code_named(text) or codes_by_name().get(plain_name(text))
