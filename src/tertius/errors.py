"""What can go wrong in the program, as opposed to in somebody's table.

TertiusError
├── CaseError          a case cannot be read or built; carries its problems
├── ExpressionError    a `where` or `expect` that is not a plain SQL condition
└── WorldError         a world that cannot be asked for, or an origin that is not there
"""


class TertiusError(Exception):
    """Anything that Tertius reports to its user without a traceback."""


class CaseError(TertiusError):
    """A case cannot be read or built."""


class ExpressionError(TertiusError):
    """A condition in a finding is not a plain, typed SQL condition."""


class WorldError(TertiusError):
    """A world that was asked for does not exist in this case."""
