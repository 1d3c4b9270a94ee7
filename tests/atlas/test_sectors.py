"""Pages on sectors: a number that nobody can know is called unknown, in each language."""

import re
import shutil
from pathlib import Path

import pytest

from small_case import FOLDER
from tertius.atlas.build import build_atlas
from tertius.study.open import check_case
from tertius.study.run import run_study


@pytest.fixture(scope="module")
def held_alone(tmp_path_factory):
    """The atlas of the small case, with Russia's stake in NIS in a sector where it does nothing else and nobody searched."""
    root = tmp_path_factory.mktemp("held")
    folder = Path(shutil.copytree(FOLDER, root / "case"))
    ties = folder / "ties.csv"
    line = "gazprom-neft-owns-nis,gazprom-neft,owns,nis,,56.15,economy,"
    text = ties.read_text(encoding="utf-8")
    assert f"{line}oil-gas" in text
    ties.write_text(text.replace(f"{line}oil-gas", f"{line}electricity"), encoding="utf-8")
    case, compiled, _ = check_case(folder)
    build_atlas(run_study(case, compiled, with_flips=False), root / "atlas", languages=("ru",))
    return root / "atlas"


def test_how_many_engagements_there_are_is_unknown_where_only_a_stake_is(held_alone):
    """A cell with a stake and no engagement, which nobody searched, says what is held, and then that engagements are unknown."""
    matrix = (held_alone / "matrix.html").read_text(encoding="utf-8")
    assert matrix.count('<span class="faint">how many engagements is unknown</span>') == 1
    # What is known of the cell stands first, and stands out.
    assert '">\n<span>1 stake' in re.sub(r"\n+", "\n", matrix)
    assert "сколько действий, неизвестно</span>" in (held_alone / "ru" / "matrix.html").read_text(
        encoding="utf-8"
    )
    sector = (held_alone / "sectors" / "srb-electricity.html").read_text(encoding="utf-8")
    assert "<dt>engagements</dt><dd>unknown</dd>" in sector
    assert "None" not in matrix + sector
