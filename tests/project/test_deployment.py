"""What is installed is what was locked, and the composed services may do no more than they must."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.running.serving import STOP_SECONDS
from dashboard.running.start import DEMO_PASSWORD
from dashboard.stores.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSED: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSED["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
PINNED = re.compile(r":v?\d+\.\d+(\.\d+)?(-[\w.]+)*$|@sha256:[0-9a-f]{64}$")
OURS = ("migrations", "dashboard")


def images() -> list[str]:
    copied = re.findall(r"^(?:FROM|COPY --from=)\s*(\S+:\S+)", DOCKERFILE, re.MULTILINE)
    composed = [service["image"] for service in SERVICES.values() if "build" not in service]
    return [*copied, *re.findall(r"--from=(\S+:\S+)", DOCKERFILE), *composed]


def test_every_package_comes_from_the_index_and_has_its_hash() -> None:
    for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]:
        if package["source"] == {"editable": "."}:
            continue
        assert package["source"].keys() == {"registry"}, package["name"]
        files = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]


def test_every_image_is_of_one_exact_version() -> None:
    assert len(images()) >= 4
    assert [image for image in images() if not PINNED.search(image)] == []


def test_the_image_installs_what_is_locked_and_its_user_has_no_rights() -> None:
    assert DOCKERFILE.count("uv sync --frozen --no-dev") == DOCKERFILE.count("uv sync")
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in DOCKERFILE
    assert ".env" not in DOCKERFILE


def test_what_the_image_copies_is_there_and_is_what_docker_may_see() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert [name for name in names if not (ROOT / name).exists()] == []
    seen = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert names == {line.removeprefix("!") for line in seen if line.startswith("!")}


def test_the_image_is_built_without_a_line_of_the_program() -> None:
    """Docker is not there when the tests run: a line that has moved would be missed."""
    assert [line for line in DOCKERFILE.splitlines() if line.startswith("RUN") and "import" in line] == []


@pytest.mark.parametrize("name", OURS)
def test_our_services_write_their_data_folder_alone(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["data:/data"]
    assert "ports" not in service


def test_only_the_proxy_is_reached_from_outside_and_only_migrations_may_write_the_case_database() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSED["networks"]["inside"] == {"internal": True}
    users = {name: SERVICES[name]["environment"]["DATABASE_URL"].split(":")[1] for name in OURS}
    assert users == {"migrations": "//staircase_import", "dashboard": "//staircase_read"}


def test_the_proxy_promises_no_protocol_whose_port_is_not_let_in() -> None:
    told = re.findall(r"protocols ((?:h\d ?)+)", COMPOSED["configs"]["proxy"]["content"])
    over_udp = [port for port in SERVICES["proxy"]["ports"] if port.endswith("/udp")]
    assert [protocols.split() for protocols in told] == [["h1", "h2"]]
    assert not over_udp


def test_the_page_on_operations_says_how_the_images_are_held_by_digest() -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert "imagetools inspect" in told
    assert "@sha256:" in told


def test_the_passwords_of_the_demo_are_those_the_start_refuses_in_service() -> None:
    given = re.findall(r"PASSWORD:-([^}]*)\}", (ROOT / "compose.yaml").read_text("utf-8"))
    assert set(given) == {DEMO_PASSWORD}


def test_the_orchestrator_waits_longer_than_the_program_takes_to_stop() -> None:
    assert int(SERVICES["dashboard"]["stop_grace_period"].rstrip("s")) > STOP_SECONDS


def test_every_setting_of_the_composed_services_is_one_the_program_knows() -> None:
    known = {f"STAIRCASE_{name.upper()}" for name in Settings.model_fields} | {"DATABASE_URL"}
    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= known


def test_the_key_of_the_pseudonyms_is_not_told_to_stand_among_the_tables() -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    (place, key), *others = re.findall(r"staircase import (\S+) --pseudonymise ([^\s\"]+)", told)
    assert not others
    assert not Path(key).is_relative_to(place), "a file that is no table refuses the delivery"


def test_the_page_on_operations_names_every_setting() -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    named = [f"STAIRCASE_{name.upper()}" for name in Settings.model_fields if name != "database_url"]
    assert [name for name in named if f"`{name}`" not in told] == []
