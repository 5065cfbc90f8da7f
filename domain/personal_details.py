"""Notices text that looks like a personal detail which does not belong in a record."""

import re

from domain.wording import join_and

NHS_NUMBER, EMAIL = "an NHS number", "an e-mail address"
TELEPHONE, POSTCODE = "a telephone number", "a full postcode"

# Each pattern starts only where a word does, so that a long text takes no longer than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w")
_PHONE = re.compile(r"(?<![\w.])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s-]?\d){9,10}(?![\w.]?\d)")
_NHS_NUMBER = re.compile(r"(?<![\d.])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![.]?\d)")
_NHS_WEIGHTS = range(10, 1, -1)
_NHS_MODULUS = 11
_FEWEST_DIGITS = 10
_DIGIT = re.compile(r"\d")

# A whole postcode: an area that there is, district, then sector and unit, whose letters are never C, I, K,
# M, O or V (Royal Mail, Programmers' guide to the Postcode Address File). A district alone is a place.
_AREA = (
    "A[BL]|B[ABDFHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    "|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?"
    "|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w.-])(?:{_AREA})\d[A-Z\d]?(?P<gap>[ \t\u00a0]{{0,2}})(?P<unit>\d[ABD-HJLNP-UW-Z]{{2}})(?![\w-])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")


def personal_details_in(text: str) -> tuple[str, ...]:
    """All kinds of personal detail that the text seems to hold, the weightiest first; empty for none."""
    digits = len(_DIGIT.findall(text))
    has_number = digits >= _FEWEST_DIGITS
    # What is an NHS number is not a telephone number as well, though some have the shape of one.
    rest = _NHS_NUMBER.sub(_without_nhs_number, text) if has_number else text
    found = {
        NHS_NUMBER: rest != text,
        EMAIL: "@" in text and _EMAIL.search(text),
        TELEPHONE: has_number and _PHONE.search(rest),
        POSTCODE: digits and any(map(_is_postcode, _POSTCODE.finditer(text))),
    }
    return tuple(kind for kind, is_there in found.items() if is_there)


def personal_detail_in(text: str, *, longest: int = 200) -> str | None:
    """The same in words: "an NHS number and a full postcode"; None if it seems to hold none.

    Words beyond `longest` characters are shortened to the first kind "and more".
    """
    kinds = personal_details_in(text)
    said = join_and(kinds)
    return (said if len(said) <= longest else f"{kinds[0]} and more") or None


def _without_nhs_number(found: re.Match[str]) -> str:
    return "" if _is_nhs_number("".join(found.groups())) else found[0]


def _is_nhs_number(digits: str) -> bool:
    """Whether the tenth digit is the check digit of the first nine (NHS Data Dictionary, modulus 11)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, _NHS_WEIGHTS, strict=False))
    check = (_NHS_MODULUS - weighted % _NHS_MODULUS) % _NHS_MODULUS
    return check == int(digits[-1])


def _is_postcode(found: re.Match[str]) -> bool:
    """Whether what has the shape of a postcode is one, and not "M1 3rd".

    Written without a gap it needs capitals, as codes of other kinds are often written small.
    """
    return not _ORDINAL.fullmatch(found["unit"]) and (bool(found["gap"]) or found[0].isupper())
