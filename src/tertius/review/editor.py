"""A bundle as text in somebody's own editor."""

import json
import os
import shlex
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from tertius.case.folder import PLAIN_JSON
from tertius.case.proposals.inbox import LARGEST_PROPOSAL, checked_bytes, proposal_bytes
from tertius.case.proposals.proposal import Proposal, Rows
from tertius.errors import CaseError


def editor() -> str | None:
    """Return the editor that the user has set; None where none is."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or None


def edited_rows(proposal: Proposal, rows: Rows) -> Rows:
    """Return the rows as they stand when the editor is closed. Raises CaseError where they are no rows."""
    value = json.loads(proposal_bytes(replace(proposal, decision=None, rows=rows)))["rows"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{proposal.id}.json"
        file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        try:
            # A path on Windows has backslashes, which the rules of other systems' shells swallow.
            command = shlex.split(editor() or "", posix=os.name != "nt")
            done = subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the user's own editor
        except OSError as error:
            raise CaseError(f"the editor cannot be run ({error.strerror}). Set EDITOR.") from None
        if done.returncode != 0:
            raise CaseError("the editor reported a failure. The rows stay as they were.")
        text = file.read_bytes()[: LARGEST_PROPOSAL + 1].decode("utf-8", "replace")
    try:
        tables = PLAIN_JSON.decode(text)
        new = {table: tuple(listed) for table, listed in tables.items()}
        checked_bytes(replace(proposal, decision=None, rows=new))
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise CaseError(
            "the text is not the rows as JSON any more. The rows stay as they were."
        ) from None
    return new
