"""What a provider of single sign-on says of a person: which of it counts, and when nothing does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.errors import NotAllowedError
from domain.vocabulary import UserRole

FRESH = timedelta(minutes=10)
"""How old what the provider says may be, and by how much its clock may be ahead of ours."""
LONGEST_ISSUER = 300
LONGEST_SUBJECT = 255
LONGEST_NAME = 120
LONGEST_EMAIL = 200
MOST_VALUES = 200
NOT_FOR_US = "Signing in did not work, because what came back was not meant for Heard. Please try again."
NO_EMAIL = (
    "Signing in did not work: your organisation did not tell Heard your e-mail address. Ask those who run its "
    "sign-in."
)
NOT_VERIFIED = (
    "Signing in did not work: your organisation has not confirmed that your e-mail address is yours. Confirm "
    "it there, then try again."
)


@dataclass(frozen=True)
class ClaimRules:
    """How the claims of one provider are read.

    An empty name of a claim means that Heard keeps roles, or networks, itself. `trusts_email` takes an
    address as verified where the provider says nothing about it.
    """

    client_id: str
    roles_claim: str = "roles"
    networks_claim: str = "networks"
    trusts_email: bool = False


@dataclass(frozen=True)
class Person:
    """Whom the provider vouches for. Roles or networks of None are not the provider's to give.

    `once` is the same for all copies of one sign-in and for no other. `unknown` holds values of roles that
    say nothing to Heard.
    """

    issuer: str
    subject: str
    email: str
    display_name: str
    roles: frozenset[UserRole] | None
    networks: frozenset[str] | None
    unknown: tuple[str, ...]
    once: str


def is_fresh(claims: Mapping[str, object], *, moment: datetime) -> bool:
    """Whether the claims were made just now; what a browser still holds of an earlier sign-in was not."""
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    return issued is not None and expires is not None and abs(moment - issued) <= FRESH and moment < expires


def read_claims(claims: Mapping[str, object], *, rules: ClaimRules) -> Person:
    """The person of whom these claims speak, which the server has found to be signed by the provider.

    Raises NotAllowedError with a sentence where they are for another client or the e-mail is not verified.
    """
    issuer, subject, nonce = (_text(claims.get(name)) for name in ("iss", "sub", "nonce"))
    is_known = _fits(issuer, LONGEST_ISSUER) and _fits(subject, LONGEST_SUBJECT) and bool(nonce)
    if not (is_known and _is_for(claims, rules.client_id)):
        raise NotAllowedError(NOT_FOR_US)
    email = _text(claims.get("email")).strip().casefold()
    if not _fits(email, LONGEST_EMAIL):
        raise NotAllowedError(NO_EMAIL)
    if not _is_verified(claims.get("email_verified"), trusts=rules.trusts_email):
        raise NotAllowedError(NOT_VERIFIED)
    roles, unknown = _roles(claims, rules.roles_claim)
    return Person(
        issuer=issuer,
        subject=subject,
        email=email,
        display_name=(_text(claims.get("name")).strip() or email.partition("@")[0])[:LONGEST_NAME],
        roles=roles,
        networks=_networks(claims, rules.networks_claim),
        unknown=unknown,
        once=f"single sign-on\n{issuer}\n{subject}\n{nonce}",
    )


def _is_for(claims: Mapping[str, object], client_id: str) -> bool:
    """Whether the claims are meant for us. An `azp` of ours does not make up for another audience."""
    audience = claims.get("aud")
    named = [audience] if isinstance(audience, str) else audience
    return isinstance(named, list) and client_id in named and claims.get("azp", client_id) == client_id


def _is_verified(said: object, *, trusts: bool) -> bool:
    """Some providers write the word true instead of the value."""
    return said is True or said == "true" or (said is None and trusts)


def _roles(claims: Mapping[str, object], name: str) -> tuple[frozenset[UserRole] | None, tuple[str, ...]]:
    if not name:
        return None, ()
    said = {value.casefold() for value in _values(claims, name)}
    known = {role for role in UserRole if role.value in said}
    return frozenset(known), tuple(sorted(said - {role.value for role in known}))


def _networks(claims: Mapping[str, object], name: str) -> frozenset[str] | None:
    return frozenset(value.upper() for value in _values(claims, name)) if name else None


def _values(claims: Mapping[str, object], name: str) -> Iterable[str]:
    """The texts of a claim: a list, or one text with spaces or commas between; "a.b" is b within a."""
    found = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        found = found.replace(",", " ").split()
    if not isinstance(found, list):
        return ()
    texts = [value.strip() for value in found[:MOST_VALUES] if isinstance(value, str)]
    return [text for text in texts if text.isprintable()]


def _fits(text: str, longest: int) -> bool:
    """Whether this can be a name in the store: not empty, not too long, and of characters that one can see."""
    return 0 < len(text) <= longest and text.isprintable()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
