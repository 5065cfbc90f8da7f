"""The secret that signs cookies, and the keys made from it: where it lives, how it is made, which are refused."""

import hmac
import os
import secrets
import stat
import tempfile
from functools import lru_cache
from pathlib import Path

from data_access.settings import Settings, get_settings
from domain.errors import SettingsError

FILE_NAME = "cookie_secret"
SHORTEST = 32
# Placeholders from manuals and examples: each is public, so a cookie signed with it proves nothing.
KNOWN = (
    "changeme",
    "cookiesecret",
    "randomcookiekey",
    "randomsignaturekey",
    "somesignaturekey",
    "yoursecret",
)


_VARIABLE = ("the variable HEARD_COOKIE_SECRET", "Unset it, and Heard makes a secret of its own.")
_FILE = (
    f"the file {FILE_NAME} in the data folder",
    "Delete that file, and Heard makes a new secret; everybody then signs in again.",
)


def read_cookie_secret(settings: Settings) -> str:
    """The secret from the settings or else the one kept in the data folder, made at first use.

    Raises SettingsError, with where it stands and what to do, for one that is empty, short, well known or
    one character repeated.
    """
    if settings.cookie_secret is not None:
        secret, (place, remedy) = settings.cookie_secret, _VARIABLE
    else:
        secret, (place, remedy) = _kept_secret(settings.data_dir / FILE_NAME), _FILE
    if wrong := _what_is_wrong(secret):
        raise SettingsError(f"the cookie secret in {place} {wrong}. {remedy}")
    return secret


def _what_is_wrong(secret: str) -> str:
    """What is wrong with it, to follow its name; "" where nothing is."""
    plain = "".join(letter for letter in secret.lower() if letter.isalnum())
    if not plain:
        return "is empty"
    if plain.startswith(KNOWN):
        return "is a well-known example"
    if len(secret) < SHORTEST or len(set(secret)) < SHORTEST // 4:
        return f"is too easy to guess: it must have at least {SHORTEST} mixed characters"
    return ""


def key_for(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose alone, of which none gives away another or the secret.

    Raises SettingsError where the secret of this process is refused.
    """
    settings = get_settings()
    return _derived(settings.data_dir, settings.cookie_secret, purpose)


@lru_cache(maxsize=16)
def _derived(data_dir: Path, given: str | None, purpose: str) -> bytes:
    secret = read_cookie_secret(Settings(data_dir=data_dir, cookie_secret=given))
    return hmac.digest(secret.encode(), f"heard: {purpose}".encode(), "sha256")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        _keep_new_secret(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != stat.S_IRUSR | stat.S_IWUSR:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return path.read_text(encoding="ascii").strip()


def _keep_new_secret(path: Path) -> None:
    """Write whole and then link: of two processes that start at once, both read the same secret."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # made readable by its owner alone
    with os.fdopen(descriptor, "w", encoding="ascii") as draft:
        draft.write(secrets.token_hex(SHORTEST))
    try:
        path.hardlink_to(name)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
