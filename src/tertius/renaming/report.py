"""A new id in report.md: of a finding, of a source that is cited, and in the conditions of its tables."""

import re

from tertius.errors import ExpressionError
from tertius.findings.compiled import Columns
from tertius.findings.expression import condition
from tertius.measures import MEASURES
from tertius.renaming.change import Change

BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TABLE = re.compile(r"\{\{\s*table\s+(\w+)\s(.*)\}\}", re.DOTALL)
WHERE = re.compile(r'where="([^"]*)"')


def report_text(text: str, change: Change, columns: Columns) -> str:
    """Return the report with the new id. Raises CaseError where a condition holds the old beside another column."""
    if change.of == "sources":
        key = re.escape(change.old)
        return re.sub(
            rf"(?<!\w)@(\{{?){key}(?![\w-]|[:.#$%&+?<>~/]\w)", rf"@\g<1>{change.new}", text
        )

    def written(found: re.Match[str]) -> str:
        braces = found.group()
        if change.of == "findings":
            named = rf"(\{{\{{\s*){re.escape(change.old)}(?=[\s.|}}])"
            return re.sub(named, rf"\g<1>{change.new}", braces)
        table = TABLE.match(braces)
        if table is None or table[1] not in columns:
            return braces
        return WHERE.sub(lambda where: _where(where, table[1]), braces)

    def _where(found: re.Match[str], measure: str) -> str:
        try:
            asked = condition(found[1], columns[measure])
        except ExpressionError:
            return found.group()
        texts = MEASURES[measure].texts
        return f'where="{change.condition(found[1], asked, texts, f"report.md, table {measure}")}"'

    return BRACES.sub(written, text)
