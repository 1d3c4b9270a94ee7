"""What units of measure are called when they are written out, and in one or several."""

CALLED = {
    **dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers", "kms"), "km"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("megawatt", "megawatts"), "MW"),
    **dict.fromkeys(("piece", "unit", "units"), "pieces"),
    **dict.fromkeys(("person", "persons"), "people"),
    "year": "years",
    "day": "days",
    "country": "countries",
}
"""For each name the word of the vocabulary."""
