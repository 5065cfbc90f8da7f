"""The files of deploy/ agree with one another and with the app, and are what their programs take."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.ui.long_work import SECONDS_TO_FINISH
from tests.browser.running_server import ROOT
from tests.deploy.installation import DEPLOY

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVER = (DEPLOY / "nginx" / "server.conf").read_text("utf-8")


def rendered(part: str, **settings: str) -> str:
    """What the script writes for one process, with these settings besides."""
    return subprocess.run(
        [DEPLOY / "nginx" / "render.sh", part],
        env={"PATH": os.environ["PATH"], "HEARD_PROCESSES": "127.0.0.1:8501", **settings},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_files_may_be_as_large_as_the_app_takes_them_and_no_larger() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    uploads = SERVER.partition("location /_stcore/upload_file/")[2]
    allowed = re.search(r"client_max_body_size (\d+)m;", uploads)
    assert allowed is not None
    assert int(allowed[1]) == config["server"]["maxUploadSize"] + 1


def test_nginx_of_the_containers_knows_every_process_and_is_the_one_proxy_that_they_trust() -> None:
    processes = {name: one for name, one in SERVICES.items() if name.startswith("app-")}
    places = [f"{one['networks']['inside']['ipv4_address']}:8501" for one in processes.values()]
    nginx = SERVICES["nginx"]
    assert len(places) == 2
    assert nginx["environment"]["HEARD_PROCESSES"].split() == places
    assert set(nginx["depends_on"]) == set(processes)
    proxy = nginx["networks"]["inside"]["ipv4_address"]
    assert {one["environment"]["HEARD_TRUSTED_PROXIES"] for one in processes.values()} == {proxy}


def test_every_container_is_pinned_writes_nothing_to_itself_and_has_no_rights_to_spare() -> None:
    for service in SERVICES.values():
        assert service["image"] == "heard:local" or re.search(r":\d+\.\d+\S*$", service["image"])
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert "ports" not in SERVICES["database"]
    assert COMPOSE["networks"]["store"]["internal"]


def test_all_containers_of_heard_share_the_data_folder_which_is_the_users_own_and_outlives_them() -> None:
    """A volume that is empty takes its owner and its mode from the folder of the image."""
    image = (DEPLOY / "Dockerfile").read_text("utf-8")
    folder = re.search(r"HEARD_DATA_DIR=(\S+)", image)
    owned = re.search(r"install --directory --owner=heard --mode=700 (.+)", image)
    assert folder is not None
    assert owned is not None
    volumes = {name: dict(one.split(":") for one in service["volumes"])
               for name, service in SERVICES.items() if service["image"] == "heard:local"}  # fmt: skip
    assert len(volumes) == 4
    assert all(one.get("snapshot") == folder[1] for one in volumes.values())
    assert {place for one in volumes.values() for place in one.values()} == set(owned[1].split())
    assert {name for one in volumes.values() for name in one} <= set(COMPOSE["volumes"])


def test_a_process_that_is_told_to_stop_has_the_time_to_finish_a_saving() -> None:
    unit = (DEPLOY / "systemd" / "heard@.service").read_text("utf-8")
    given = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert given is not None
    assert int(given[1]) > SECONDS_TO_FINISH + 30
    # The child that saves is not told, or nothing would be left to wait for.
    assert "\nKillMode=mixed\n" in unit
    graces = {SERVICES[name]["stop_grace_period"] for name in SERVICES if name.startswith("app-")}
    assert graces == {f"{given[1]}s"}


def test_secrets_are_made_once_agree_with_one_another_and_are_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    command = [DEPLOY / "bin" / "make-secrets", folder]
    subprocess.run(command, check=True)
    made = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    subprocess.run(command, check=True)
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == made
    assert set(made) == set(COMPOSE["secrets"])
    assert made["database_password"] in made["heard_database_url"]
    assert len(set(made["heard_cookie_secret"])) > 8
    assert folder.stat().st_mode & 0o077 == 0


def test_nginx_takes_the_configuration_for_https(nginx: str, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=heard.example",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    named = {
        "HEARD_TLS_CERTIFICATE": str(certificate),
        "HEARD_TLS_KEY": str(key),
        "HEARD_SERVER_NAME": "heard.example",
    }
    whole = rendered("whole", HEARD_LISTEN="127.0.0.1:8", HEARD_TLS_LISTEN="127.0.0.1:9", **named)
    (tmp_path / "nginx.conf").write_text(whole)
    checked = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "syntax is ok" in checked.stderr
    assert "[warn]" not in checked.stderr
    assert "listen 127.0.0.1:9 ssl" in whole
    assert "return 308 https://" in whole


def test_no_server_of_nginx_writes_down_who_asked_for_what() -> None:
    """Not even one that only sends on to https: a feedback link is a secret in the address."""
    https = {"HEARD_TLS_CERTIFICATE": "certificate.pem", "HEARD_TLS_KEY": "key.pem"}
    for count, settings in ((1, {}), (2, https)):
        servers = rendered("site", **settings).split("\nserver {\n")[1:]
        assert len(servers) == count
        for server in servers:
            silent = SERVER if f"include {DEPLOY}/nginx/server.conf;" in server else server
            assert re.search(r"^ *access_log off;$", silent, re.MULTILINE)
            assert silent is SERVER or "    error_log /dev/null crit;\n" in silent


@pytest.mark.parametrize(
    ("version", "word", "line"),
    [("1.22.1", " http2", 0), ("1.25.0", " http2", 0), ("1.25.1", "", 1), ("1.28.0", "", 1), ("?", "", 0)],
)
def test_each_nginx_is_told_of_http_2_in_its_own_words(
    tmp_path: Path, version: str, word: str, line: int
) -> None:
    program = tmp_path / "nginx"
    program.write_text(f"#!/bin/sh\necho 'nginx version: nginx/{version}' >&2\n")
    program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    site = rendered("site", PATH=path, HEARD_TLS_CERTIFICATE="certificate.pem", HEARD_TLS_KEY="key.pem")
    assert f"    listen 443 ssl{word};\n" in site
    assert site.count("    http2 on;\n") == line


def test_a_mistyped_part_of_the_configuration_is_refused() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        rendered("hole")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here to ask")
def test_systemd_takes_the_units_and_finds_them_well_closed(tmp_path: Path) -> None:
    """Asked in a folder that stands for a machine on which Heard is installed as the README says."""
    units = tmp_path / "etc" / "systemd" / "system"
    shutil.copytree(DEPLOY / "systemd", units)
    for program in ("opt/heard/.venv/bin/python", "opt/heard/deploy/bin/heard-backup"):
        path = tmp_path / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    for target in (*Path("/lib/systemd/system").glob("*.target"),):
        shutil.copy(target, units / target.name)
    names = [unit.name.replace("@", "@8501") for unit in UNITS]

    def ask(*words: str) -> str:
        asked = subprocess.run(
            ["systemd-analyze", f"--root={tmp_path}", *words], capture_output=True, text=True, check=False
        )
        assert asked.returncode == 0, asked.stdout + asked.stderr
        return asked.stderr

    assert ask("verify", "--man=no", *names) == ""
    # 0 is closed, 100 wide open.
    for service in (name for name in names if name.endswith(".service")):
        ask("security", "--offline=yes", "--no-pager", "--threshold=25", service)
