"""A reader can say that a figure looks wrong, with what it takes to look into it and nothing else."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.stores.served import served_release as release_in_memory
from dashboard.stores.settings import SettingsError, settings
from tests.pages.frame import signed_in
from tests.pages.reading import around_charts

CONTACT = "tal@kommune.example"


@pytest.fixture
def _contact(monkeypatch: pytest.MonkeyPatch, served_release: object) -> Iterator[None]:
    monkeypatch.setenv("STAIRCASE_CONTACT", CONTACT)
    settings.cache_clear()
    yield
    settings.cache_clear()


def letters(page: str) -> list[str]:
    """Where each link on a page by which to report a figure leads."""
    session = signed_in("evaluator")
    session.query_params["area"] = "gellerup"
    session.run().switch_page(f"../pages/{page}.py").run()
    assert not session.exception
    return [each["report"]["address"] for each in around_charts(session) if each["report"]]


@pytest.mark.usefixtures("_contact")
def test_a_letter_names_the_figure_the_release_and_the_view() -> None:
    every = letters("absence")
    assert len(every) >= 5
    for letter in every:
        address, words = urlsplit(letter), parse_qs(urlsplit(letter).query)
        assert (address.scheme, address.path) == ("mailto", CONTACT)
        [body], [subject] = words["body"], words["subject"]
        assert release_in_memory().manifest["release_id"] in body
        assert "absence." in body
        assert "area=gellerup" in body
        assert subject.startswith("Ser forkert ud: ")
        assert "evaluator" not in letter  # nothing of the reader


@pytest.mark.usefixtures("_contact")
@pytest.mark.parametrize("page", ["overview", "areas"])
def test_the_grids_can_be_reported_too(page: str) -> None:
    assert letters(page)


@pytest.mark.usefixtures("served_release")
def test_without_a_contact_nothing_is_offered() -> None:
    assert letters("absence") == []


@pytest.mark.parametrize("contact", ["not an address", "a@b.dk?bcc=c@d.dk", "a@b.dk,c@d.dk", "a@b.dk\n"])
def test_a_contact_is_one_mail_address_and_nothing_more(
    contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAIRCASE_CONTACT", contact)
    settings.cache_clear()
    with pytest.raises(SettingsError, match="STAIRCASE_CONTACT"):
        settings()
    settings.cache_clear()
