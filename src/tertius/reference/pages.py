"""Every reference page by its file name, with what stands at the top of each."""

from tertius.reference.commands import commands_page
from tertius.reference.cues import cues_page
from tertius.reference.exports import exports_page
from tertius.reference.findings import findings_page
from tertius.reference.measures import measures_page
from tertius.reference.outputs import outputs_page
from tertius.reference.problems import problems_page
from tertius.reference.settings import settings_page
from tertius.reference.statements import statements_page
from tertius.reference.tables import tables_page
from tertius.reference.words import words_page

NOTICE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"

WRITERS = {
    "words.md": words_page,
    "tables.md": tables_page,
    "problems.md": problems_page,
    "measures.md": measures_page,
    "commands.md": commands_page,
    "statements.md": statements_page,
    "exports.md": exports_page,
    "json.md": outputs_page,
    "case-yml.md": settings_page,
    "findings-yml.md": findings_page,
    "cues.md": cues_page,
}


def reference_pages() -> dict[str, str]:
    """Return the text of every reference page by its file name."""
    return {
        name: NOTICE + "\n" + "\n\n".join(write()).rstrip() + "\n"
        for name, write in WRITERS.items()
    }
