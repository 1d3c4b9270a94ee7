"""The page of commands: how each is called, its arguments and options."""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

import typer
from typer.core import TyperGroup

from tertius.cli.main import app
from tertius.reference.markdown import table


def commands_page() -> Iterable[str]:
    """Yield the page: every command with its usage, what it does, its arguments and options."""
    yield "# Commands"
    yield (
        "What a program may read goes to standard output, the rest to standard error. Every command exits with 0 when "
        "it did its work, and with 2 when it could not, saying why in a sentence; `check` exits with 1 when a problem "
        "keeps the case from building. A command whose reader goes away before the end, such as `head`, exits with "
        "141, as other programs do. `tertius --version` prints the version."
    )
    for name, command in commands().items():
        given = parameters(command)
        usage = " ".join(_usage(each) for each in given)
        yield f"## tertius {name}"
        yield f"```\ntertius {name} {usage}\n```"
        yield inspect.cleandoc(command.help or "")
        yield table(
            ("argument or option", "what it says", "unless given"),
            (_parameter(each) for each in given),
        )


def commands() -> Mapping[str, Any]:
    """Return every command by its name."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group.commands


def parameters(command: Any) -> list[Any]:
    """Return the arguments and options of a command, without the --help that every one has."""
    given = command.get_params(typer.Context(command))
    return [each for each in given if each.name != "help"]


def _usage(given: Any) -> str:
    name = _written(given)
    return name if given.required else f"[{name}]"


def _written(given: Any) -> str:
    if given.param_type_name == "argument":
        return str(given.name).upper()
    option = str(given.opts[0])
    if given.is_flag:
        return option
    annotation = given.type_descriptor.annotation
    choices = (
        [choice.value for choice in annotation] if hasattr(annotation, "__members__") else None
    )
    return f"{option} {'|'.join(choices) if choices else _placeholder(given)}"


def _placeholder(given: Any) -> str:
    return "NUMBER" if isinstance(given.default, int) else str(given.name).upper()


def _parameter(given: Any) -> tuple[str, str, str]:
    default = (
        ""
        if given.default is None or given.is_flag is True
        else f"`{getattr(given.default, 'value', given.default)}`"
    )
    return f"`{_written(given)}`", given.help or "", "needed" if given.required else default
