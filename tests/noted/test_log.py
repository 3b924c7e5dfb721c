"""One line an event, and nothing about a family in any."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from streamlit import logger as streamlits
from streamlit.logger import get_logger

from dashboard.entrance import log
from dashboard.entrance.request_log import NUMBER, Logged
from dashboard.entrance.trouble import Told
from dashboard.stores.settings import LogFormat, Settings
from seed.delivery.cpr import MASK
from tests.delivery.faults import APART
from tests.entrance.asgi import ask

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The log is the process's; the other tests have it as they had it."""
    root, form = logging.getLogger(), streamlits.setup_formatter
    kept, level = root.handlers, root.level
    yield
    streamlits.setup_formatter = form
    root.handlers = kept
    root.setLevel(level)
    logging.captureWarnings(False)
    streamlits.update_formatter()


def lines(capture: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capture.readouterr().err.splitlines()]


def begin(form: LogFormat = LogFormat.JSON, level: str = "info") -> None:
    log.begin(Settings.model_validate({"log_format": form, "log_level": level}))


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("a page")(scope, receive, send)


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    family = "Hansen"
    raise ValueError(f"number {APART}", len(family))


def test_a_request_is_one_line_without_what_was_asked_for(capsys: Capture) -> None:
    begin()
    answer = ask(Logged(page), "/steps")
    (line,) = lines(capsys)
    assert (line["event"], line["path"], line["status"], line["level"]) == ("request", "/steps", 200, "info")
    assert line["request"] == answer.headers[NUMBER]
    assert "secret" not in str(line)  # the query of the address


def test_a_failure_is_told_with_its_places_and_no_value(capsys: Capture) -> None:
    begin()
    answer = ask(Logged(Told(broken)), "/steps")
    failed, asked = lines(capsys)
    assert answer.status == asked["status"] == 500
    assert failed["request"] == failed["number"] == asked["request"]
    assert failed["error"] == "ValueError"
    assert MASK in failed["says"]
    assert any(place.rpartition(":")[0].endswith("tests/noted/test_log.py") for place in failed["where"])
    assert "Hansen" not in str(failed)
    assert failed["number"] in answer.body.decode()


@pytest.mark.parametrize("form", LogFormat)
def test_a_person_s_number_is_masked_wherever_it_stands(capsys: Capture, form: LogFormat) -> None:
    begin(form)
    log.event("told", path=f"/{APART}")
    logging.getLogger("elsewhere").warning("of %s", APART)
    told = capsys.readouterr().err
    assert APART not in told
    assert told.count(MASK) == 2


def test_lines_of_the_libraries_have_the_same_form_and_come_once(capsys: Capture) -> None:
    begin()
    for logger in (get_logger("streamlit.anew"), logging.getLogger("uvicorn.error")):
        logger.warning("a line\nof two")
    assert [line["event"] for line in lines(capsys)] == ["a line\nof two"] * 2


def test_nobody_s_address_is_written_down(capsys: Capture) -> None:
    begin()
    logging.getLogger("uvicorn.access").info('10.1.2.3:5 - "GET / HTTP/1.1" 200')
    logging.getLogger("uvicorn.error").info('10.1.2.3:5 - "WebSocket /_stcore/stream" [accepted]')
    assert lines(capsys) == []


def test_a_browser_that_has_left_is_no_failure(capsys: Capture) -> None:
    class ClientDisconnected(Exception):
        pass

    begin()
    logging.getLogger("uvicorn.error").error("failed", exc_info=ClientDisconnected())
    assert lines(capsys) == []


def test_the_level_is_a_setting(capsys: Capture) -> None:
    begin(level="error")
    log.event("told")
    log.event("told", logging.ERROR)
    assert [line["level"] for line in lines(capsys)] == ["error"]


@pytest.mark.parametrize("path", ["/health", "/static/js/index.js", "/steps/_stcore/health"])
def test_what_is_asked_for_all_the_time_is_no_line(capsys: Capture, path: str) -> None:
    begin()
    assert ask(Logged(page), path).status == 200
    assert lines(capsys) == []


def test_for_a_person_a_line_is_a_line(capsys: Capture) -> None:
    begin(LogFormat.TEXT)
    log.event("started", setting="demo")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("info started setting=demo")


def test_a_number_from_outside_is_not_taken_over(capsys: Capture, tmp_path: Path) -> None:
    begin()
    assert ask(Logged(page), x_request_id="from-outside").headers[NUMBER] != "from-outside"
