"""The notebook on the library runs, and the page names what is there."""

import json
import re
from pathlib import Path

import pytest

import tertius

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "python.md").read_text(encoding="utf-8")


def test_every_cell_of_the_notebook_runs(monkeypatch, capsys):
    """Its cells run in order, as somebody runs them who starts it in the folder of the repository."""
    monkeypatch.chdir(ROOT)
    notebook = json.loads((ROOT / "docs" / "library.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    names = {}
    for cell in cells:
        exec(compile(cell, "docs/library.ipynb", "exec"), names)
    assert names["presence"].num_rows > 0
    assert names["changed"]
    assert "russia-leads-oil-gas" in capsys.readouterr().out
    assert not any(c.get("outputs") for c in notebook["cells"])


@pytest.mark.parametrize("call", sorted(set(re.findall(r"case\.(\w+)", PAGE))))
def test_what_the_page_calls_is_there(call):
    assert hasattr(tertius.OpenCase, call)


def test_the_page_names_a_scenario_of_the_case():
    (name,) = re.findall(r'scenario\("([^"]+)"\)', PAGE)
    assert (ROOT / "cases" / "serbia" / "scenarios" / f"{name}.yml").is_file()
