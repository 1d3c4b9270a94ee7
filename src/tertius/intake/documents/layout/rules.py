"""Which rules of a page stand between text and notes, and which belong to a line: underlines and strikes."""

from collections.abc import Sequence

from tertius.intake.documents.layout.lines import Line

BELOW, ABOVE = 0.35, 0.6
"""A rule so little below or above the letters of a line, as shares of their size, and no wider than they are, is theirs."""
WIDEST = 0.9
"""A rule above notes is shorter than this share of the page."""

Rule = tuple[float, float, float]


def separators(lines: Sequence[Line]) -> list[Rule]:
    """The rules of a page that may stand above notes, the lowest first; ``lines`` are those of the page."""
    if not lines:
        return []
    page = lines[0].page
    return sorted(
        (
            rule
            for rule in page.rules
            if rule[1] - rule[0] <= WIDEST * page.width
            and not any(_belongs(rule, line) for line in lines)
        ),
        key=lambda rule: rule[2],
    )


def _belongs(rule: Rule, line: Line) -> bool:
    """Whether a rule underlines or strikes letters of a line: links are often underlined."""
    x0, x1, y = rule
    if not -BELOW * line.size <= y - line.y <= ABOVE * line.size:
        return False
    return x0 >= line.x0 - 3 and x1 <= line.x1 + 3
