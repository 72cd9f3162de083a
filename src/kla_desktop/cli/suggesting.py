"""The command that suggests indicators, for items of the library or for any text or file name."""

from collections.abc import Sequence
from typing import Any

from kla_desktop.app.catalogues import first_catalogue
from kla_desktop.app.paths import default_library
from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.model.catalogue import Catalogue, Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.facts import suggest_words
from kla_desktop.suggesting.suggest import Suggestion
from kla_desktop.system.names import shown
from kla_desktop.wording.formats import Lang, percent
from kla_desktop.wording.reasons import reason

_MOST_READ = 4_000_000
_NOTHING = Text("tidak ada usulan", "nothing to suggest")


@verb(
    argument("ids", nargs=-1, metavar="[ID]..."),
    option(
        "--text-file", "texts", multiple=True, metavar="FILE",
        text=Text("Teks biasa; tanpa pustaka. Boleh diulang.", "Plain text; needs no library. May be repeated."),
    ),
    option(
        "--file-name", "names", multiple=True, metavar="NAME",
        text=Text("Hanya nama berkas, boleh dengan folder.", "A file name alone, with folders or without."),
    ),
)  # fmt: skip
def suggest_command(console: Console, ids: tuple[str, ...], texts: tuple[str, ...], names: tuple[str, ...]) -> int:
    """Suggest indicators; further words after --text-file or --file-name are taken as more of the same."""
    if texts or names:
        texts, names = (texts + ids, names) if texts else (texts, names + ids)
        catalogue, lexicon = first_catalogue(console.library or default_library())
        found: list[tuple[str, Sequence[Suggestion]]] = [
            (path, suggest_words(catalogue, lexicon, text=_text(path))) for path in texts
        ]
        found += [(name, suggest_words(catalogue, lexicon, path=name)) for name in names]
    else:
        catalogue, found = _of_items(console, ids)
    results = [_result(catalogue, of, suggestions, console.lang) for of, suggestions in found]
    return console.answer({"results": results}, [line for one in results for line in _lines(catalogue, one, console)])


def _of_items(console: Console, ids: Sequence[str]) -> tuple[Catalogue, list[tuple[str, Sequence[Suggestion]]]]:
    """Open the library; imported here, so that files without one need not wait for it."""
    from kla_desktop.cli.library import opened  # noqa: PLC0415
    from kla_desktop.cli.views import find_item  # noqa: PLC0415
    from kla_desktop.operations.suggest import SuggestRequest, suggest  # noqa: PLC0415

    with opened(console, writing=False) as ws:
        done = suggest(ws, SuggestRequest(tuple(find_item(ws, text) for text in ids)), console.progress)
        return ws.catalogue, [(str(each), suggestions) for each, suggestions in done.items]


def _text(path: str) -> str:
    from kla_desktop.media.document import decode_text  # noqa: PLC0415 - what it reads besides takes a while to import

    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - surrogates in foreign names
            return decode_text(stream.read(_MOST_READ))
    except OSError:
        raise Fixable(ErrorCode.FILE_MISSING, path=path) from None


def _result(catalogue: Catalogue, of: str, suggestions: Sequence[Suggestion], lang: Lang) -> dict[str, Any]:
    return {
        "of": of,
        "suggestions": [
            {
                "indicator": each.indicator,
                "number": catalogue.by_slug[each.indicator].number,
                "slot": each.slot,
                "score": each.score,
                "because": [reason(one.ground, one.words, one.count, lang) for one in each.because],
            }
            for each in suggestions
        ],
    }


def _lines(catalogue: Catalogue, result: dict[str, Any], console: Console) -> list[str]:
    lines = [shown(result["of"])]
    for each in result["suggestions"]:
        indicator = catalogue.by_slug[each["indicator"]]
        slot = next((f" · {one.name(console.lang)}" for one in indicator.slots if one.slug == each["slot"]), "")
        score = percent(100 * each["score"], console.lang)
        lines.append(f"  {indicator.label(console.lang)}{slot}  ({score})")
        lines.append(f"     {shown('; '.join(each['because']))}")
    return lines if result["suggestions"] else [*lines, f"  {console.say(_NOTHING)}"]
