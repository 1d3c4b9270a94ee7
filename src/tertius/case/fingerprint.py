"""A fingerprint of a case."""

import hashlib
import json
import re

import yaml

from tertius.case.read import Case
from tertius.case.write import table_text
from tertius.evidence.packaged import LOADER
from tertius.evidence.tables import TABLES


def case_hash(case: Case) -> str:
    """Return a SHA-256 over the sorted rows of every table, the sources, settings and findings.

    The licence is left out: it says who may use the evidence, and changes none of it. So is what
    the case and its findings say in other languages.
    """
    digest = hashlib.sha256()
    for row in TABLES:
        digest.update(table_text(row, case.rows(row.table)).encode())
    sources = [s.model_dump(mode="json", by_alias=True) for _, s in sorted(case.sources.items())]
    digest.update(json.dumps(sources, sort_keys=True).encode())
    # How a case is told in other languages is no evidence: what was computed stays what it is.
    said = {"languages", "translations", "licence"}
    digest.update(case.settings.model_dump_json(exclude=said).encode())
    findings = case.folder / "findings.yml"
    digest.update(untranslated(findings.read_bytes()) if findings.is_file() else b"")
    return digest.hexdigest()


KEY = "translations"


def untranslated(findings: bytes) -> bytes:
    """Return findings.yml as it would stand had nobody translated it.

    Without a translation in it, or where it cannot be read, it is returned as it is.
    """
    if KEY.encode() not in findings:
        return findings
    try:
        text = findings.decode("utf-8")
        entries = yaml.compose(text, Loader=LOADER)
    except (UnicodeDecodeError, yaml.YAMLError):
        return findings
    kept, copied = [], 0
    for entry in entries.value if isinstance(entries, yaml.SequenceNode) else ():
        for key, value in entry.value if isinstance(entry, yaml.MappingNode) else ():
            if key.value == KEY:
                start, end = _with_its_ends(text, key.start_mark.index, value.end_mark.index)
                kept.append(text[copied:start])
                copied = end
    return "".join([*kept, text[copied:]]).encode()


def _with_its_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a key with its value begins and ends, with what would go if it were deleted.

    That is its lines where it has some of its own, and a comma between braces.
    """
    line = text.rfind("\n", 0, start) + 1
    rest = LINE.match(text, end)
    if not text[line:start].strip() and rest:
        return line, rest.end()
    if not text[line:start].strip() and not text[text.rfind("\n", 0, end) + 1 : end].strip():
        return line, text.rfind("\n", 0, end) + 1  # a value in lines ends where the next key begins
    if comma := COMMA.match(text, end):
        return start, comma.end()
    before = COMMA_BEFORE.search(text, line, start)
    return (before.start() if before else start), end


LINE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
COMMA = re.compile(r"\s*,\s*")
COMMA_BEFORE = re.compile(r"\s*,\s*\Z")
