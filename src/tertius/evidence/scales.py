"""Words that multiply a number, such as `million`: one table for what is read and for what is proposed."""

import re

POINT, COMMA, EITHER = "point", "comma", "either"
SCALES: dict[str, tuple[int, str]] = {
    **dict.fromkeys(("k", "thousand", "thousands"), (3, POINT)),
    **dict.fromkeys(("m", "mn", "mm", "million", "millions"), (6, POINT)),
    **dict.fromkeys(("b", "bn", "bln", "billion", "billions"), (9, POINT)),
    **dict.fromkeys(("tn", "trn", "trillion", "trillions"), (12, POINT)),
    **dict.fromkeys(("lakh", "lakhs", "lac"), (5, POINT)),
    **dict.fromkeys(("crore", "crores", "cr"), (7, POINT)),
    **dict.fromkeys(("万",), (4, POINT)),
    **dict.fromkeys(("亿",), (8, POINT)),
    **dict.fromkeys(("万亿",), (12, POINT)),
    **dict.fromkeys(("tsd", "tausend", "mille", "тыс", "тысяч", "hiljada", "хиљада", "хиљ"), (3, COMMA)),
    **dict.fromkeys(("mio", "millionen", "mln", "млн", "миллион", "миллиона", "миллионов", "millones", "millon", "milhões", "milhoes"), (6, COMMA)),
    **dict.fromkeys(("miliona", "milion", "miliona", "милиона", "милион", "милијона"), (6, COMMA)),
    **dict.fromkeys(("mrd", "mlrd", "md", "milliarde", "milliarden", "milliard", "milliards", "млрд"), (9, COMMA)),
    **dict.fromkeys(("миллиард", "миллиарда", "миллиардов", "milijarda", "milijarde", "milijardi"), (9, COMMA)),
    **dict.fromkeys(("милијарда", "милијарде", "милијарди", "mil millones", "miles de millones"), (9, COMMA)),
    **dict.fromkeys(("billionen", "billones", "трлн", "триллион", "триллиона", "триллионов"), (12, COMMA)),
}  # fmt: skip
"""What a word multiplies by, as a power of ten, and which sign parts decimals where that word is used."""

TWO_SCALES = {"mil": ("thousand", "million")}
"""Words that mean one thing in one language and another in the next: Spain's thousand, Serbia's million."""

WORTH = {word: power for word, (power, _) in SCALES.items()}
"""How many zeros stand behind a number that is followed by the word."""

COUNTS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
        start=1,
    )
} | {"half a": "0.5", "a": "1"}  # fmt: skip
"""Numbers that people write out before a word that multiplies: *three billion dollars*."""
COUNTED = re.compile(
    rf"\b({'|'.join(sorted(COUNTS, key=len, reverse=True))})(?=[ -](?:thousand|million|billion|trillion)\b)"
)


def in_digits(text: str) -> str:
    """Return a text in lower case with the numbers that are written out before a multiplier in digits."""
    return COUNTED.sub(lambda m: COUNTS[m[1]], text)
