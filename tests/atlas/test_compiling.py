"""Templates are compiled once, and show of each case what is its own."""

from functools import partial

from jinja2 import DictLoader, Environment

from tertius.atlas.compiling import Compiled, Unfolded
from tertius.evidence.said import money


def shown(text: str, compiled: Compiled, currency: str) -> str:
    """What a template of this text shows in an environment of its own, of a case in this currency."""
    environment = Environment(
        loader=DictLoader({"page.html": text}), optimized=False, bytecode_cache=compiled
    )
    environment.code_generator_class = Unfolded
    environment.filters["money"] = partial(money, currency=currency)
    return environment.get_template("page.html").render(power="Russia")


def test_an_amount_in_a_template_is_in_the_currency_of_each_case():
    """What stands in a template is written anew for each case, though it is compiled for the first."""
    compiled, text = Compiled(), "{{ power }}: {{ 2000000|money }}"
    assert shown(text, compiled, "EUR") == "Russia: EUR 2 million"
    assert shown(text, compiled, "USD") == "Russia: USD 2 million"


def test_a_text_is_compiled_once(monkeypatch):
    """The same text is compiled for the first environment alone, and another text anew."""
    made = []
    generate = Unfolded.visit_Template
    monkeypatch.setattr(
        Unfolded, "visit_Template", lambda *given: (made.append(1), generate(*given))[1]
    )
    compiled = Compiled()
    texts = ("{{ power }}", "{{ power }}", "{{ power }}!", "{{ power }}!")
    assert [(shown(text, compiled, "EUR"), len(made)) for text in texts] == [
        ("Russia", 1),
        ("Russia", 1),
        ("Russia!", 2),
        ("Russia!", 2),
    ]
