"""What a case was answered, cached apart from what other tests asked, while all share the plans of SQL."""

from types import ModuleType
from typing import Any

import pytest

from tertius.engine import cache

NOWHERE = ""
"""In place of a folder: nothing is found, and nothing is kept."""


def keep_answers(monkeypatch: pytest.MonkeyPatch, module: ModuleType, folder: str) -> None:
    """Have a module find and keep its answers in a folder of its own.

    To write the plans anew, which lie in the cache too, takes seconds, and no answer depends on it.
    """

    def within(call: Any) -> Any:
        def called(*given: Any) -> Any:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(cache.FOLDER, folder)
                return call(*given)

        return called

    monkeypatch.setattr(module, "find", within(cache.find))
    monkeypatch.setattr(module, "keep", within(cache.keep))
