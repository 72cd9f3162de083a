"""Which sentences the code asks to be translated, read from its syntax.

Qt's lupdate reads Python as text: it passes over calls within f-strings and counts that are more than a name.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WITH_COUNT = {"tr": 3, "translate": 4}
"""From so many arguments on a call names a count, and the sentence has plural forms."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source text with the context that Qt looks it up by."""

    context: str
    text: str
    counted: bool


class NotALiteralError(ValueError):
    """A sentence that nobody can translate: it is put together while the program runs."""


def sentences(folder: Path) -> list[Sentence]:
    """Return each sentence below `folder` once, contexts in alphabetical order, within them as the code has them.

    Raises NotALiteralError naming file and line.
    """
    found: dict[Sentence, None] = {}
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found.update(dict.fromkeys(_inside(tree, "", file)))
    return sorted(found, key=lambda sentence: sentence.context)


def _inside(node: ast.AST, context: str, file: Path) -> Iterator[Sentence]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute):
            yield from _called(child, child.func.attr, context, file)
        yield from _inside(child, child.name if isinstance(child, ast.ClassDef) else context, file)


def _called(call: ast.Call, name: str, context: str, file: Path) -> Iterator[Sentence]:
    if name == "tr" and call.args:
        text, where = call.args[0], context
    elif name == "translate" and len(call.args) > 1 and isinstance(call.args[0], ast.Constant):
        text, where = call.args[1], str(call.args[0].value)
    else:
        return
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        raise NotALiteralError(f"{file.name}:{call.lineno}")
    yield Sentence(where, text.value, len(call.args) >= _WITH_COUNT[name])
