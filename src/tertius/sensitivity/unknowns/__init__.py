"""Whether unknown values could undo a verdict, and from which value on."""

from tertius.sensitivity.unknowns.bound import COUNTED, FIRST, bound_findings
from tertius.sensitivity.unknowns.wording import Bounded

__all__ = ["COUNTED", "FIRST", "Bounded", "bound_findings"]
