"""Passwords for places on a network: from the environment, a prompt that shows nothing, or stdin, never the line."""

import os
import sys

import click

from kla_desktop.cli.console import Console, is_terminal
from kla_desktop.model.catalogue import Text

_ASK_PASSWORD = Text("Kata sandi", "Password")


def ask_password(console: Console, variable: str) -> str:
    """Take what the environment's `variable` says, else ask, else read the first line of stdin."""
    said = os.environ.get(variable)
    if said is not None:
        return said
    if is_terminal(sys.stdin):
        return str(click.prompt(console.say(_ASK_PASSWORD), hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
