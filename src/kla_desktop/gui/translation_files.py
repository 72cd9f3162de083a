"""Keeps resources/translations in step with the code; see `translations` for the command."""

import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from kla_desktop.gui.translation_sources import Sentence, sentences

_PACKAGE = Path(__file__).resolve().parents[1]
_ENGLISH, _INDONESIAN, _QT = "kla_en.ts", "kla_id.ts", "qtbase_id.ts"
Answers = Mapping[str, str | list[str]]


def update(folder: Path, answer_files: Sequence[Path] = ()) -> list[str]:
    """Bring the .ts files up to date, fill in `answer_files`, compile; return what is still missing, a line each."""
    answers: dict[str, str | list[str]] = {}
    for file in answer_files:
        answers.update(json.loads(file.read_text(encoding="utf-8")))
    known = _known(folder / _ENGLISH)
    _collect(folder)
    _fill(folder / _ENGLISH, {**known, **answers})
    _fill(folder / _INDONESIAN, None)
    for name in (_ENGLISH, _INDONESIAN, _QT):
        _compile(folder / name, folder / name.replace(".ts", ".qm"))
    return unfinished(folder)


def check(folder: Path) -> list[str]:
    """Return what is wrong: unfinished entries, sources that are missing or gone, compiled files out of date."""
    wrong = unfinished(folder)
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place)
        for name in (_ENGLISH, _INDONESIAN, _QT):
            shutil.copy(folder / name, fresh / name)
            _compile(folder / name, fresh / f"{name}.qm")
            if (fresh / f"{name}.qm").read_bytes() != (folder / name.replace(".ts", ".qm")).read_bytes():
                wrong.append(f"{name}: not compiled since it changed")
        _collect(fresh)
        for name in (_ENGLISH, _INDONESIAN):
            held, found = _sources(folder / name), _sources(fresh / name)
            wrong += [f"{name}: missing in {context}: {source}" for context, source in sorted(found - held)]
            wrong += [f"{name}: no longer used in {context}: {source}" for context, source in sorted(held - found)]
    return wrong


def unfinished(folder: Path) -> list[str]:
    """Return every entry without a translation, as `file: context: source`."""
    return [
        f"{name}: {context}: {message.findtext('source')}"
        for name in (_ENGLISH, _INDONESIAN, _QT)
        for context, message in _messages(ET.parse(folder / name))  # noqa: S314 - our own file
        if not all(_forms(message)) or _translation(message).get("type") == "unfinished"
    ]


def _collect(folder: Path) -> None:
    """Bring the sources of both files in step with the code; what is translated stays, what is gone goes."""
    found = sentences(_PACKAGE / "gui")
    for name, language, wanted in (
        (_ENGLISH, "en_GB", found),
        (_INDONESIAN, "id_ID", [sentence for sentence in found if sentence.counted]),
    ):
        file = folder / name
        held = {_key(context, message): message for context, message in _messages(ET.parse(file))}  # noqa: S314 - ours
        root = ET.Element("TS", version="2.1", language=language, sourcelanguage="id_ID")
        for context, of_context in groupby(wanted, key=lambda sentence: sentence.context):
            part = ET.SubElement(root, "context")
            ET.SubElement(part, "name").text = context
            for sentence in of_context:
                part.append(held.get((context, sentence.text, sentence.counted), _unfinished(sentence, language)))
        _write(file, root)


def _key(context: str, message: ET.Element) -> tuple[str, str, bool]:
    return context, message.findtext("source", ""), message.get("numerus") == "yes"


def _unfinished(sentence: Sentence, language: str) -> ET.Element:
    message = ET.Element("message", {"numerus": "yes"} if sentence.counted else {})
    ET.SubElement(message, "source").text = sentence.text
    translation = ET.SubElement(message, "translation", type="unfinished")
    if sentence.counted:
        for _ in range(1 if language.startswith("id") else 2):
            ET.SubElement(translation, "numerusform")
    return message


def _write(file: Path, root: ET.Element) -> None:
    for part in root:
        part.tail = "\n"
        ET.indent(part, "    ")
    root.text = "\n"
    body = ET.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _compile(source: Path, target: Path) -> None:
    _run("lrelease", ["-silent", str(source), "-qm", str(target)])


def _run(tool: str, arguments: Iterable[str]) -> None:
    program = shutil.which(f"pyside6-{tool}", path=sysconfig.get_path("scripts"))
    if program is None:
        raise FileNotFoundError(f"pyside6-{tool}")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()


def _messages(tree: "ET.ElementTree[ET.Element]") -> Iterable[tuple[str, ET.Element]]:
    for context in tree.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def _translation(message: ET.Element) -> ET.Element:
    found = message.find("translation")
    return found if found is not None else ET.SubElement(message, "translation", type="unfinished")


def _forms(message: ET.Element) -> list[str]:
    translation = _translation(message)
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def _sources(file: Path) -> set[tuple[str, str]]:
    tree = ET.parse(file)  # noqa: S314 - our own file
    return {(context, message.findtext("source", "")) for context, message in _messages(tree)}


def _known(file: Path) -> dict[str, str | list[str]]:
    """Return what is translated already, so that the same words elsewhere need no second answer."""
    known: dict[str, str | list[str]] = {}
    for _, message in _messages(ET.parse(file)):  # noqa: S314 - our own file
        forms = _forms(message)
        if all(forms) and _translation(message).get("type") != "unfinished":
            known[message.findtext("source", "")] = forms if message.get("numerus") == "yes" else forms[0]
    return known


def _fill(file: Path, answers: Answers | None) -> None:
    """Fill unfinished entries; without answers the source is its own translation, as Indonesian has one plural form."""
    tree = ET.parse(file)  # noqa: S314 - our own file
    for _, message in _messages(tree):
        source, translation = message.findtext("source", ""), _translation(message)
        answer = source if answers is None else answers.get(source)
        if answer is None or (translation.get("type") != "unfinished" and all(_forms(message))):
            continue
        if message.get("numerus") == "yes":
            forms = list(translation.iter("numerusform"))
            texts = answer if isinstance(answer, list) else [answer] * len(forms)
            for form, text in zip(forms, texts, strict=True):
                form.text = text
        elif isinstance(answer, str):
            translation.text = answer
        translation.attrib.pop("type", None)
    _write(file, tree.getroot())
