"""Wrong use of the command line: one sentence in our own words, and where to find help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError


class Misuse(click.ClickException):
    """What was typed is no use of the command line."""

    exit_code = 2


class Command(click.Command):
    """A command whose wrong use is answered in one sentence."""

    allow_extra_args = True
    """They are refused below, in our own words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; refuse those that are too many."""
        with _in_one_sentence(ctx):
            if rest := super().parse_args(ctx, args):
                expected = [_label(one) for one in self.get_params(ctx) if isinstance(one, click.Argument)]
                raise click.UsageError(f"{rest[0]!r} is too much: expected {' '.join(expected) or 'no argument'}")
            return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, which may refuse arguments that do not go together."""
        with _in_one_sentence(ctx):
            return super().invoke(ctx)


class Group(click.Group):
    """A group whose wrong use is answered in one sentence."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options of the group."""
        with _in_one_sentence(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Find the command and run it."""
        with _in_one_sentence(ctx):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command by its name, and say which there are where there is none."""
        if args[0] not in self.commands:
            known = ", ".join(self.list_commands(ctx))
            perhaps = _perhaps(args[0], self.commands)
            raise click.UsageError(f"{ctx.info_name} has no command {args[0]!r}{perhaps}: expected {known}")
        return super().resolve_command(ctx, args)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say what was given and what was expected."""
        return f"{value!r} is not one of {', '.join(self.choices)}"


def whole_number(lowest: int) -> Callable[[str], int]:
    """Return the type of an option that takes a whole number not below the lowest."""

    def read(text: str) -> int:
        with suppress(ValueError):
            if (number := int(text)) >= lowest:
                return number
        raise click.BadParameter(f"{text!r} is not a whole number from {lowest}")

    return read


def score(text: str) -> float:
    """Read a number on the scale of scores."""
    with suppress(ValueError):
        if 0 <= (number := float(text)) <= 1:
            return number
    raise click.BadParameter(f"{text!r} is not a number from 0 to 1")


@contextmanager
def _in_one_sentence(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:  # whoever types a group alone asks what is in it
        raise
    except click.UsageError as error:
        from screening.output.wording import visible

        raise Misuse(f"{visible(_sentence(error, ctx))} (help: {ctx.command_path} --help)") from error


def _sentence(error: click.UsageError, ctx: click.Context) -> str:
    """Say what is wrong; `ctx` is that of the command, which not every error of click knows."""
    if isinstance(error, click.NoSuchOption):
        known = [option for param in ctx.command.get_params(ctx) for option in param.opts]
        return f"there is no option {error.option_name}{_perhaps(error.option_name, known)}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"{_label(error.param)} is missing"
    if isinstance(error, click.BadParameter) and error.param:
        return f"{_label(error.param)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        flags = [param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option) and param.is_flag]
        takes_none = any(error.option_name in param.opts for param in flags)
        return f"{error.option_name} {'takes no value' if takes_none else 'needs a value'}"
    return error.message


def _label(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name


def _perhaps(typed: str, known: Iterable[str]) -> str:
    known = sorted(known)
    begun = [one for one in known if one.startswith(typed)]
    near = begun or get_close_matches(typed, known, n=1)
    return f", perhaps {near[0]}" if near else ""
