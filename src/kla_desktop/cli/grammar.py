"""What our commands share beyond click: help in two languages, and global options that may stand anywhere."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.misuse import no_such_command, too_many
from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import Lang, as_lang

_OPTIONS = Text("Opsi", "Options")
_COMMANDS = Text("Perintah", "Commands")
_USAGE = Text("Pemakaian", "Usage")
_HELP = Text("Tampilkan bantuan ini.", "Show this help.")


def lang_of(context: click.Context) -> Lang:
    """Return the language chosen, wherever in the line it was chosen."""
    console = context.find_object(Console)
    return console.lang if console else "id"


class Option(click.Option):
    """An option whose help is said in two languages."""

    def __init__(self, *words: Any, text: Text, **more: Any) -> None:
        super().__init__(*words, **more)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Say the help in the language chosen."""
        self.help = self.text.said(lang_of(ctx))
        return super().get_help_record(ctx)


class _Speaking(click.Command):
    """A command that knows its help in both languages."""

    text = Text("", "")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP.said(lang_of(ctx))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, words, f"{_USAGE.said(lang_of(ctx))}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.text.said(lang_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(_OPTIONS.said(lang_of(ctx))):
            formatter.write_dl(records)


class Verb(_Speaking):
    """One command. The global options are accepted after it as well, unseen in its help."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.params.extend(global_options(hidden=True))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the words that are left over, where click would say so in English; point to this command's help."""
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
            if left and not ctx.resilient_parsing:
                raise too_many(left)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return left


class Family(_Speaking, click.Group):
    """Commands by name: `members` says where each lives and what it does; only the one asked for is imported."""

    members: Mapping[str, tuple[str, Text]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is the order of the work."""
        del ctx
        return list(self.members)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which ones are written alike."""
        if args and args[0] not in self.members and not args[0].startswith("-"):
            raise no_such_command(args[0], self.members)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what each command does."""
        _Speaking.format_options(self, ctx, formatter)
        with formatter.section(_COMMANDS.said(lang_of(ctx))):
            formatter.write_dl([(name, text.said(lang_of(ctx))) for name, (_, text) in self.members.items()])


def verb(*params: Callable[[Any], Any]) -> Callable[[Callable[..., int]], Verb]:
    """Turn a function of the console and the parameters into a command."""

    def decorate(function: Callable[..., int]) -> Verb:
        for param in reversed(params):
            function = param(function)
        return click.command(cls=Verb)(click.pass_obj(function))

    return decorate


def option(*words: str, text: Text, **more: Any) -> Callable[[Any], Any]:
    """An option with its help in both languages."""
    return click.option(*words, cls=Option, text=text, **more)


def argument(name: str, **more: Any) -> Callable[[Any], Any]:
    """A positional argument."""
    return click.argument(name, **more)


class _Filled(click.ParamType[str]):
    """Text that says something: a script's empty variable must not pass for "all of them"."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = value.strip()
        if not text:
            self.fail("it is empty", param, ctx)
        return text


FILLED = _Filled()


def folder_or_file() -> click.Path:
    """A path as typed; whether it is there is the operation's business, whose sentence is better."""
    return click.Path(path_type=Path)


def global_options(*, hidden: bool = False) -> list[Option]:
    """The options of every command."""

    def keep(name: str, convert: Callable[[Any], Any]) -> Callable[[click.Context, click.Parameter, Any], None]:
        def callback(ctx: click.Context, param: click.Parameter, value: Any) -> None:
            del param
            console = ctx.find_object(Console)
            if console is not None and value not in {None, False}:
                setattr(console, name, convert(value))

        return callback

    shared: dict[str, Any] = {"expose_value": False, "hidden": hidden}
    return [
        Option(
            ["--library"], type=click.Path(path_type=Path), metavar="DIR", callback=keep("library", Path), **shared,
            text=Text("Folder pustaka (atau KLA_LIBRARY).", "The library's folder (or KLA_LIBRARY)."),
        ),
        Option(
            ["--passphrase-file"], type=click.Path(path_type=Path), metavar="FILE",
            callback=keep("passphrase_file", Path), **shared,
            text=Text(
                "Berkas berisi kata sandi (atau KLA_PASSPHRASE_FILE).",
                "A file that holds the passphrase (or KLA_PASSPHRASE_FILE).",
            ),
        ),
        Option(
            ["--json"], is_flag=True, callback=keep("json", bool), **shared,
            text=Text("Satu dokumen JSON di stdout.", "One JSON document on stdout."),
        ),
        Option(
            ["--lang"], type=click.Choice(["id", "en"]), is_eager=True, callback=keep("lang", as_lang), **shared,
            text=Text("Bahasa: id (bawaan) atau en.", "Language: id (the default) or en."),
        ),
        Option(
            ["--quiet"], is_flag=True, callback=keep("quiet", bool), **shared,
            text=Text("Tanpa kabar kemajuan.", "No progress, no notes."),
        ),
    ]  # fmt: skip
