"""Which currency somebody means: by code, sign or name; where two can be meant, both are named."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from tertius.evidence.months import LANGUAGES, folded

SIGNS = {
    "€": "EUR", "us$": "USD", "$us": "USD", "u.s.$": "USD", "$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "nt$": "TWD", "£": "GBP", "₽": "RUB", "₹": "INR",
    "₴": "UAH", "₺": "TRY", "₩": "KRW", "₸": "KZT", "₦": "NGN", "₫": "VND", "฿": "THB", "₪": "ILS", "₱": "PHP",
    "₾": "GEL", "₼": "AZN", "֏": "AMD", "zł": "PLN", "kč": "CZK", "rmb": "CNY", "cn¥": "CNY", "元": "CNY", "人民币": "CNY",
    "km": "BAM", "ksh": "KES", "rm": "MYR", "rp": "IDR", "tk": "BDT",
}  # fmt: skip
"""Signs that mean one currency. A bare $ is the United States' dollar, as in the papers that are read here."""
NAMES = {
    "CNY": "yuan|renminbi|юань|юаня|юаней|juan|juana|јуан|јуана",
    "EUR": "euro|euros|eur|евро|evra|evro|евра|evri|欧元",
    "USD": "us dollar|us dollars|u.s. dollars|united states dollars|american dollars|us-dollar|dollar|dollars|dolares"
    "|dolar|dolara|долар|долара|доллар|доллара|долларов|долларов сша|dollars americains|dolares estadounidenses|美元",
    "GBP": "pounds sterling|pound sterling|british pounds|sterling|英镑",
    "RUB": "rouble|roubles|ruble|rubles|rubel|rublo|rublos|рубль|рубля|рублей|rublja|rubalja|рубаља|卢布",
    "CHF": "swiss franc|swiss francs|schweizer franken",
    "HUF": "forint|forints",
    "PLN": "zloty|zlotys",
    "BAM": "convertible marks|convertible mark|konvertibilna marka|konvertibilnih maraka",
    "KZT": "tenge",
    "UAH": "hryvnia|hryvnias",
    "GEL": "lari",
    "TRY": "turkish lira|turkish liras",
    "RSD": "serbian dinar|serbian dinars",
    "ALL": "lek|leke",
    "BDT": "taka",
    "THB": "baht",
    "VND": "dong",
    "MMK": "kyat",
    "ETB": "birr",
    "NGN": "naira",
    "GHS": "cedi|cedis",
    "ZMW": "kwacha zambian|zambian kwacha",
    "JPY": "yen|йена|иена|иен",
    "KRW": "won|south korean won",
    "ILS": "shekel|shekels",
    "LKR": "sri lankan rupee|sri lankan rupees|lkr",
    "PKR": "pakistani rupee|pakistani rupees",
    "INR": "indian rupee|indian rupees",
}
"""Names beside those of CLDR: plurals, and the forms that follow a number."""
SEVERAL = {
    "¥": ("CNY", "JPY"),
    "rs": ("INR", "LKR", "PKR", "NPR"),
    "rs.": ("INR", "LKR", "PKR", "NPR"),
    "rupee": ("INR", "LKR", "PKR", "NPR"),
    "rupees": ("INR", "LKR", "PKR", "NPR"),
    "dinar": ("RSD", "KWD", "JOD", "DZD"),
    "dinars": ("RSD", "KWD", "JOD", "DZD"),
    "dinara": ("RSD", "MKD"),
    "pounds": ("GBP", "EGP", "SYP"),
    "pound": ("GBP", "EGP", "SYP"),
    "francs": ("CHF", "XOF", "XAF"),
    "franc": ("CHF", "XOF", "XAF"),
    "marks": ("BAM", "DEM"),
    "mark": ("BAM", "DEM"),
    "lira": ("TRY", "ITL"),
    "kr": ("SEK", "NOK", "DKK"),
    "krone": ("NOK", "DKK"),
    "kroner": ("NOK", "DKK"),
    "kronor": ("SEK",),
    "shillings": ("KES", "TZS", "UGX"),
    "pesos": ("MXN", "ARS", "PHP", "CLP"),
    "peso": ("MXN", "ARS", "PHP", "CLP"),
    "riyals": ("SAR", "QAR"),
    "dirhams": ("AED", "MAD"),
    "kwacha": ("ZMW", "MWK"),
}


NO_MONEY = frozenset(["gold", "mvdol", "unit"])
"""Last words of names of currencies that nobody calls a currency by."""


@cache
def borne_by() -> Mapping[str, frozenset[str]]:
    """Return by the last word of its English name (`kip`, `dinar`) which states' currencies are called so, by CLDR."""
    import pycountry
    from babel import Locale

    names = Locale.parse("en").currencies
    found: dict[str, set[str]] = defaultdict(set)
    for one in pycountry.currencies:
        name = str(names.get(one.alpha_3, ""))
        if name and "(" not in name and not one.alpha_3.startswith("X"):
            found[folded(name.rsplit(maxsplit=1)[-1])].add(one.alpha_3)
    return {word: frozenset(codes) for word, codes in found.items() if word not in NO_MONEY}


def money_of(countries: Collection[str]) -> dict[str, str]:
    """Return what the currencies of some countries (alpha-3) are called in a word that others' are called by too.

    A text on Tunisia that says dinars means Tunisia's. A word by which two of the countries call theirs is left out.
    """
    import pycountry
    from babel.numbers import get_territory_currencies

    theirs: set[str] = set()
    for code in countries:
        country = pycountry.countries.get(alpha_3=code) if len(code) == 3 else None
        if country is not None:
            theirs.update(get_territory_currencies(country.alpha_2))
    found: dict[str, str] = {}
    for word, codes in borne_by().items():
        own = theirs & codes
        if len(codes) > 1 and len(own) == 1:
            found[word] = found[f"{word}s"] = next(iter(own))
    return found


@cache
def currency_names() -> dict[str, str]:
    """Return currencies by their folded names, and by codes in lower case; names that two share are left out."""
    from babel import Locale

    found: dict[str, str] = {}
    doubled: set[str] = set()
    codes = set(Locale.parse("en").currencies)
    for language in LANGUAGES:
        for code, name in Locale.parse(language).currencies.items():
            key = folded(str(name))
            if found.setdefault(key, code) != code:
                doubled.add(key)
    named = {key: code for key, code in found.items() if key not in doubled}
    own = {folded(name): code for code, names in NAMES.items() for name in names.split("|")}
    alone = {
        spelled: next(iter(called))
        for word, called in borne_by().items()
        for spelled in (word, f"{word}s")
        if len(called) == 1 and spelled not in SEVERAL
    }
    return alone | named | {code.lower(): code for code in codes} | own | SIGNS


def currency_of(text: str) -> str:
    """Return the code of the currency that a text names; empty for an empty text.

    Raises ValueError where it names none, or may mean several.
    """
    said = folded(" ".join(text.split())).strip(" .,")
    if not said:
        return ""
    bare = re.sub(r"^of |^in ", "", said)
    signed = re.sub(r"\s+(?=[$€£¥])", "", bare)  # As in `US $ 640 million`.
    for name in (said, bare, signed):
        if code := currency_names().get(name):
            return code
    if several := SEVERAL.get(said):
        raise ValueError(
            f"names {text.strip()!r}, which can be {', '.join(several)}. Write the code."
        )
    raise ValueError(
        f"names {text.strip()!r}, which is no currency known here. Write its code, such as USD."
    )
