"""Notices text that looks like a personal detail which does not belong in a record."""

import re

# Each pattern starts only where a word does, so that a long text takes no longer than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w")
_PHONE = re.compile(r"(?<![\w.])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s-]?\d){9,10}(?![\w.]?\d)")
_NHS_NUMBER = re.compile(r"(?<![\d.])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![.]?\d)")
_NHS_WEIGHTS = range(10, 1, -1)
_NHS_MODULUS = 11
_FEWEST_DIGITS = 10

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


def personal_detail_in(text: str) -> str | None:
    """What kind of personal detail the text seems to hold; None if it seems to hold none."""
    if "@" in text and _EMAIL.search(text):
        return "an e-mail address"
    digits = sum(character.isdigit() for character in text)
    if digits >= _FEWEST_DIGITS:
        if any(_is_nhs_number("".join(found.groups())) for found in _NHS_NUMBER.finditer(text)):
            return "an NHS number"
        if _PHONE.search(text):
            return "a telephone number"
    return "a full postcode" if digits and any(map(_is_postcode, _POSTCODE.finditer(text))) else None


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
