"""How Arrow is used in a process that is ours alone."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _NoPandas(MetaPathFinder):
    """Says that there is no pandas."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Raise ModuleNotFoundError for pandas; leave every other module to those that come next."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def leave_pandas_out() -> None:
    """Let Arrow convert lists without pandas, in a process that needs no pandas at all.

    Arrow imports pandas when it is first given a list, to see whether the list is a Series; that
    takes longer than all else that most commands do. It asks once, so pandas is out of its sight
    for that moment only, and may be imported afterwards. Not for a process that somebody else began,
    such as a notebook: Arrow's own `to_pandas` says from then on that pandas is missing.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    hidden = _NoPandas()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(hidden)
