"""How a page of the atlas is cited, for programs that keep references."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from tertius.evidence.fold import plain

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""The signs that TeX takes for commands."""


@dataclass(frozen=True)
class Citation:
    """Hold what cites a page: its title, the case, the day and fingerprint of its evidence, its address."""

    title: str
    case: str
    day: date
    fingerprint: str
    address: str
    """Where the page is published; empty where case.yml names no address."""

    @property
    def key(self) -> str:
        """The citation key: the first words of the title, and the beginning of the fingerprint."""
        words = re.findall(r"[a-z0-9]+", plain(self.title.lower()))[:3]
        return "-".join([*words, self.fingerprint[:8]])

    @property
    def _note(self) -> str:
        return f"Made by Tertius from the case with the fingerprint {self.fingerprint}"

    def formats(self) -> Mapping[str, str]:
        """Return the citation by the name of each format."""
        return {"BibTeX": self.bibtex(), "RIS": self.ris(), "CSL-JSON": self.csl()}

    def bibtex(self) -> str:
        """Return the citation as BibTeX."""
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "booktitle": f"{{{_tex(self.case)}}}",
            "year": f"{{{self.day.year}}}",
            "note": f"{{{_tex(self._note)}}}",
        }
        if self.address:
            fields["url"] = f"{{{_tex(self.address)}}}"
        lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
        return f"@incollection{{{self.key},\n{lines}\n}}"

    def ris(self) -> str:
        """Return the citation as RIS."""
        lines = [
            ("TY", "ELEC"),
            ("TI", self.title),
            ("T2", self.case),
            ("PY", str(self.day.year)),
            ("N1", self._note),
            *([("UR", self.address)] if self.address else []),
            ("ER", ""),
        ]
        return "\n".join(f"{tag}  - {' '.join(text.split())}" for tag, text in lines)

    def csl(self) -> str:
        """Return the citation as CSL-JSON."""
        entry = {
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "container-title": self.case,
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "note": self._note,
            **({"URL": self.address} if self.address else {}),
        }
        return json.dumps([entry], ensure_ascii=False, indent=2)


def published_at(root: str, page: str) -> str:
    """Return the address of a page of an atlas that is published at some root; empty without one."""
    return f"{root.rstrip('/')}/{quote(page)}" if root else ""


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in " ".join(text.split()))
