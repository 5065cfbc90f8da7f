"""Settings that stand in files, as containers hand over secrets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.settings import FOLDER_OF_SECRETS, get_settings
from domain.errors import SettingsError


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """The settings of these tests are read for them alone."""
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_a_file_stands_for_a_setting_unless_the_environment_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heard_cookie_secret").write_text("from the file\n")
    (tmp_path / "heard_database_url").write_text("postgresql://from/file")
    monkeypatch.setenv(FOLDER_OF_SECRETS, str(tmp_path))
    monkeypatch.setenv("HEARD_DATABASE_URL", "postgresql://from/environment")
    settings = get_settings()
    assert settings.cookie_secret == "from the file"
    assert settings.store_url == "postgresql+psycopg://from/environment"


def test_a_folder_that_is_not_there_stops_the_start_instead_of_making_new_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_OF_SECRETS, str(tmp_path / "mistyped"))
    with pytest.raises(SettingsError, match="HEARD_SECRETS_DIR"):
        get_settings()
