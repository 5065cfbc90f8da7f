"""The settings of one installation, read from the environment (`HEARD_…`) and from files of secrets."""

import os
from datetime import date
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingsError

FOLDER_OF_SECRETS = "HEARD_SECRETS_DIR"
"""Names a folder in which a file `heard_<name>` stands for a setting, so that no secret is in the environment."""


class Settings(BaseSettings):
    """Each field is a variable `HEARD_<NAME>`; the README lists them, held by a test."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", extra="ignore")

    data_dir: Path = Field(default=Path("var"), description="Folder of the embedded store and its secrets")
    database_url: str = Field(
        default="", description="PostgreSQL address; empty means SQLite in the data folder"
    )
    today: date | None = Field(default=None, description="Fixes the date of today, for tests and screenshots")
    port: int = Field(default=8501, description="Port that the app listens on")
    address: str = Field(default="127.0.0.1", description="Address that the app listens on")
    cookie_secret: str | None = Field(
        default=None, description="Secret that signs cookies; generated if absent"
    )
    trusted_proxies: str = Field(
        default="", description="Addresses of proxies whose X-Forwarded-For counts, with commas between"
    )
    public_address: str = Field(
        default="", description="Web address under which people reach Heard, such as https://heard.example"
    )
    oidc_metadata_url: str = Field(
        default="",
        description="Address of the provider's OpenID configuration; empty means no single sign-on",
    )
    oidc_client_id: str = Field(default="", description="Name by which the provider knows Heard")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Secret shared with the provider"
    )
    oidc_redirect_uri: str = Field(
        default="",
        description="Where the provider sends people back; built from the public address if absent",
    )
    oidc_name: str = Field(
        default="your organisation", description="What the sign-in button calls the provider"
    )
    oidc_roles_claim: str = Field(
        default="roles", description="Claim that holds the roles; empty means that Heard keeps them itself"
    )
    oidc_networks_claim: str = Field(
        default="networks", description="Claim that holds codes of networks; empty as for the roles"
    )
    oidc_join_by_email: bool = Field(
        default=False, description="Whether an account that has a password is joined by its verified e-mail"
    )
    oidc_trusts_email: bool = Field(
        default=False, description="Whether addresses count as verified where the provider does not say"
    )

    @property
    def store_url(self) -> str:
        """The SQLAlchemy address of the store."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'heard.db').as_posix()}"
        scheme, _, rest = self.database_url.partition("://")
        if scheme in {"postgres", "postgresql"}:
            return f"postgresql+psycopg://{rest}"
        return self.database_url

    @property
    def own_address(self) -> str:
        """Where people reach Heard, without a slash at the end: as it was set, or else where it listens."""
        return self.public_address.rstrip("/") or f"http://{_reachable(self.address)}:{self.port}"

    def current_day(self) -> date:
        """Today, or the day that the setting fixes."""
        return self.today or date.today()  # noqa: DTZ011  the networks all live in one time zone


def _reachable(address: str) -> str:
    """The address as a web address has it; one that stands for all of a machine's is that of the machine itself."""
    try:
        listens = ip_address(address)
    except ValueError:
        return address
    if listens.is_unspecified:
        return "127.0.0.1"
    return f"[{listens}]" if isinstance(listens, IPv6Address) else address


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once; the environment goes before the files.

    Raises SettingsError where the folder of secrets is named and not there: others would be made in silence.
    """
    folder = os.environ.get(FOLDER_OF_SECRETS, "")
    if folder and not Path(folder).is_dir():
        raise SettingsError(f"the folder that {FOLDER_OF_SECRETS} names is not there.")
    return Settings(_secrets_dir=folder or None)
