"""A case opened: what it takes to check one."""

import subprocess
import sys

from small_case import FOLDER


def test_checking_a_case_computes_nothing():
    """A case and the conditions of its findings are checked without importing what computes tables."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tertius.study.open import check_case\n"
        "case, compiled, problems = check_case(Path(sys.argv[1]))\n"
        "heavy = ('ibis', 'pyarrow', 'duckdb')\n"
        "print(len(compiled) > 0, [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(FOLDER)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True []\n"
