"""Beranda of the secretariat counts the offices that wait for a reply, until a bundle is made or a hub brings it."""

from pathlib import Path

import pytest

from kla_desktop.model.evidence import Verdict
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.hub.access import SetHubRequest, set_hub
from kla_desktop.operations.read_home import read_home
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from tests.operations.town import SILENT, photo, tagged, town


@pytest.mark.parametrize("piece", [1000, 1], ids=["at once", "event by event"])
def test_offices_with_news_are_counted_until_they_are_answered(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kla_desktop.operations.station_news._PIECE", piece)
    with town(tmp_path) as here:
        desk = here.desk
        assert read_home(desk).unanswered == 0
        here.introduce(here.village)
        assert read_home(desk).unanswered == 1, "its receipt"
        reply(desk, ReplyRequest(), SILENT)
        assert read_home(desk).unanswered == 0
        (item,) = tagged(here.village, photo(here.folder / "a.png", 1), indicator="13")
        here.carry(here.village, desk)
        reply(desk, ReplyRequest(), SILENT)
        slug = desk.catalogue.by_number[13].slug
        review(desk, ReviewRequest((item,), Verdict.ACCEPT, slug), SILENT)
        assert read_home(desk).unanswered == 1, "the verdict"
        assert len(reply(desk, ReplyRequest(), SILENT).bundles) == 1
        assert read_home(desk).unanswered == 0
        ask(desk, AskRequest(here.village.me, slug), SILENT)
        assert read_home(desk).unanswered == 1, "the request"
        assert read_home(here.village).unanswered == 0
        set_hub(desk, SetHubRequest(tmp_path.as_uri()), SILENT)
        assert read_home(desk).unanswered == 0, "the hub brings it"
