"""nginx, and an installation behind it; left out, or failed, where no nginx is found."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.deploy.installation import HOW_TO_GET_IT, Installation, installed, new_database


@pytest.fixture(scope="session")
def nginx() -> str:
    """Where nginx is; the test is left out, or fails where browsers and servers are required, if it is nowhere."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        if os.environ.get("HEARD_REQUIRE_NGINX") == "1":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    return path


@pytest.fixture(scope="session")
def installation(
    nginx: str, postgresql_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Two processes behind nginx. Each test leaves both of them at work."""
    folder = tmp_path_factory.mktemp("installation")
    with (
        new_database(postgresql_url, "heard_installation") as database,
        installed(folder, database=database, nginx=nginx) as installation,
    ):
        yield installation
