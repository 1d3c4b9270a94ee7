"""Loading a script of .ci/, which is no part of the package."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def ci_script(name: str) -> ModuleType:
    """The module of a script by its name."""
    spec = spec_from_file_location(name, Path(__file__).parents[1] / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    # A dataclass looks its own module up there.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
