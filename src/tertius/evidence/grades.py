"""The published rules of grading: an outlet by its kind and by state control, what it says by how it says it."""

B_KINDS = ("wire", "newspaper", "broadcaster", "academic", "pollster", "igo")
C_KINDS = ("online", "magazine", "think_tank", "ngo", "party", "church", "company")
RULE: dict[tuple[str, ...], dict[str, str]] = {
    B_KINDS: {"no": "B", "partly": "C", "yes": "D"},
    C_KINDS: {"no": "C", "partly": "D", "yes": "D"},
    ("official",): {"no": "C", "partly": "C", "yes": "C"},
    ("other",): {"no": "F", "partly": "F", "yes": "F"},
}
"""The grade by kind and state control. No country, language or view enters: a state's own word on its own acts
is as good as any state's, and state control costs the same everywhere."""
CONTROL = {"no": "without state control", "partly": "partly under state control", "yes": "under state control"}  # fmt: skip


def grade_of(kind: str, state_controlled: str) -> tuple[str, str] | None:
    """Return the grade of an outlet and the reason for it; None where the rule says nothing of its kind."""
    row = next((grades for kinds, grades in RULE.items() if kind in kinds), None)
    if row is None or state_controlled not in row:
        return None
    grade = row[state_controlled]
    if kind in ("official", "other"):
        return grade, f"{kind} is {grade}"
    return grade, f"{kind.replace('_', ' ')} {CONTROL[state_controlled]} is {grade}"


PROMISED = ("announced", "planned", "pledged")
VIEWS = ("purpose", "motive")


def information_of(modality: str, prop: str = "", stage: str = "") -> str:
    """Return how credible information is by rule: 2 an act or figure, 3 a promise, view or conclusion, 4 what is alleged."""
    if modality in ("alleged", "inferred"):
        return {"alleged": "4", "inferred": "3"}[modality]
    return "3" if stage in PROMISED or prop in VIEWS else "2"
