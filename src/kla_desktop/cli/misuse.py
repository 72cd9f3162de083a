"""A command line that cannot be understood: which word of it, and how it is written, in both languages."""

import difflib
from collections.abc import Iterable

import click

from kla_desktop.model.catalogue import Text
from kla_desktop.system.names import shown
from kla_desktop.wording.formats import Lang

_ASK_HELP = Text("Lihat", "See")


class Misused(click.UsageError):
    """Words that a command cannot take; says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def only_one_of(*ways: str) -> Misused:
    """Ways that exclude each other were taken together, or none of them where one is needed."""
    ways_said = ", ".join(ways)
    return Misused(Text(f"Pilih satu saja: {ways_said}.", f"Use exactly one of: {ways_said}."))


def written_as(*forms: str) -> Misused:
    """The words do not make one of a command's forms."""
    forms_said = " | ".join(f"kla {form}" for form in forms)
    return Misused(Text(f"Tulis begini: {forms_said}.", f"Write it so: {forms_said}."))


def too_many(words: Iterable[str]) -> Misused:
    """Words that are left over."""
    left = " ".join(f"“{shown(word)}”" for word in words)
    return Misused(Text(f"Tidak dipahami: {left}.", f"Not understood: {left}."))


def no_such_command(word: str, commands: Iterable[str]) -> Misused:
    """A command that there is not; names those that are written alike."""
    near = ", ".join(difflib.get_close_matches(word, list(commands), 3))
    text = Text(f"Perintah “{shown(word)}” tidak ada.", f"There is no command “{shown(word)}”.")
    if near:
        text = Text(f"{text.id} Mungkin: {near}.", f"{text.en} Perhaps: {near}.")
    return Misused(text)


def misuse(error: click.UsageError, lang: Lang) -> str:
    """Say what is wrong with the line, and where help is."""
    path = error.ctx.command_path if error.ctx else "kla"
    return f"{_what(error).said(lang)} {_ASK_HELP.said(lang)} {path} --help."


def _what(error: click.UsageError) -> Text:
    param = error.param if isinstance(error, click.BadParameter) else None
    name = param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name if param else ""
    name = name.removesuffix("...")
    choices = ", ".join(param.type.choices) if param and isinstance(param.type, click.Choice) else ""
    match error:
        case Misused():
            return error.text
        case click.NoSuchOption():
            return Text(f"Opsi {error.option_name} tidak dikenal.", f"There is no option {error.option_name}.")
        case click.BadOptionUsage():
            return Text(f"Isi {error.option_name} belum ditulis, atau berlebih.", error.format_message())
        case click.MissingParameter():
            return Text(f"Belum lengkap: {name}.", f"Not complete: {name} is missing.")
        case click.BadParameter() if choices:
            return Text(f"Isi {name} tidak bisa dipakai; pilihannya: {choices}.", f"{name} is one of: {choices}.")
        case click.BadParameter():
            return Text(f"Isi {name} tidak bisa dipakai.", f"The value of {name} cannot be used: {error.message}")
        case _ if error.ctx is not None and isinstance(error.ctx.command, click.Group):
            return Text("Perintahnya belum disebut.", "Name a command.")
        case _:
            return Text("Susunan perintah ini tidak dipahami.", error.format_message())
