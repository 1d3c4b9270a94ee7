"""Templates are compiled once for as long as the program runs, whichever cases they show."""

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame

if TYPE_CHECKING:
    from types import CodeType


class Unfolded(CodeGenerator):
    """Leave every expression to the moment when a page is written.

    Jinja works out an amount that stands in a template when it compiles it: the next case would have it in
    the currency of the first, and the next language in the words of the one before.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class Compiled(BytecodeCache):
    """Hold what templates were compiled to, for environments that have the same extensions.

    They have to have `Unfolded` for their generator, and be made with `optimized=False`.
    """

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what its very text was compiled to before."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold what a template was compiled to."""
        assert bucket.code is not None
        self._code[bucket.key] = (bucket.checksum, bucket.code)


PLAIN, MARKED = Compiled(), Compiled()
"""Of templates as they stand, and with the text of a case marked as being in its language."""
