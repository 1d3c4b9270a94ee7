"""Arrow without pandas, in a process that needs none."""

import subprocess
import sys
from importlib.util import find_spec

import pyarrow as pa
import pytest

from tertius.engine.arrow import leave_pandas_out

ALONE = """
import sys
from tertius.engine.arrow import leave_pandas_out
leave_pandas_out()
import pyarrow as pa
assert pa.array([1, 2]).to_pylist() == [1, 2]
assert "pandas" not in sys.modules, "Arrow imported pandas for a list"
import pandas
"""


@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed here")
def test_a_list_becomes_an_array_without_pandas():
    """A process of ours that makes arrays of lists never imports pandas, and may import it afterwards."""
    subprocess.run([sys.executable, "-c", ALONE], check=True)


def test_pandas_is_hidden_for_that_moment_alone(monkeypatch):
    """While Arrow is asked pandas cannot be found, and then modules are found as before."""
    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    before = list(sys.meta_path)
    seen = []

    def array(given):
        with pytest.raises(ModuleNotFoundError, match="pandas"):
            import pandas  # noqa: F401, ICN001
        seen.append(given)

    monkeypatch.setattr(pa, "array", array)
    leave_pandas_out()
    assert seen == [[]]
    assert sys.meta_path == before


def test_where_pandas_is_there_it_stays(monkeypatch):
    """In a process that has imported pandas nothing is asked of Arrow."""
    monkeypatch.setitem(sys.modules, "pandas", sys)
    monkeypatch.setattr(pa, "array", None)
    leave_pandas_out()
