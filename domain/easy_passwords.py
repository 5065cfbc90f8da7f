"""Passwords that are tried first: well-known ones, and one well-known word with digits or a row of keys."""

import re

_WELL_KNOWN = (
    "administrator adminadminadmin changemeplease correcthorsebatterystaple healthinnovation "
    "healthinnovationnetwork iloveyouforever iloveyousomuch letmeinplease letmeinletmein manchestercity "
    "manchesterunited mypasswordismypassword mypasswordispassword nationalhealthservice newcastleunited "
    "opensesameopensesame passwordispassword qwertypassword starwarsstarwars thisismypassword "
    "tottenhamhotspur welcomepassword welcometoheard whatsmypassword yourpasswordhere"
)
WELL_KNOWN = frozenset(_WELL_KNOWN.split())
"""Letters alone, without the spaces and digits that people put between or after them."""
_WORDS = (
    "password passwort admin administrator welcome letmein login changeme secret master iloveyou "
    "sunshine princess football baseball superman batman dragon monkey shadow pokemon liverpool arsenal chelsea "
    "everton manchester london england british hospital doctor nurse health network innovation heard test user "
    "guest default temporary company january february march april june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas "
    "computer internet freedom whatever trustno nhs"
)
_ROWS = (
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "abcdefghijklmnopqrstuvwxyz",
)
# People write some letters as digits or signs: p@ssw0rd.
_SIGNS = {"a": "[a@4]", "e": "[e3]", "i": "[i1!]", "l": "[l1]", "o": "[o0]", "s": "[s5$]"}
_ANY_WORD = re.compile(
    "|".join(
        f"(?P<{word}>{''.join(_SIGNS.get(letter, letter) for letter in word)})"
        for word in sorted(_WORDS.split(), key=len, reverse=True)
    )
)
SHORTEST_ROW = 3
FEWEST_OWN_LETTERS = 3


def is_easy(password: str) -> bool:
    """Whether the password is a well-known one, or has too little beside one well-known word.

    Digits, signs and keys in a row count as nothing, wherever they stand: "summer2026!", "qwertyasdf12".
    """
    folded = password.casefold()
    if re.sub(r"[\W\d_]", "", folded) in WELL_KNOWN:
        return True
    words = {found.lastgroup for found in _ANY_WORD.finditer(folded)}
    rest = _ANY_WORD.sub(" ", folded)
    own = sum(len(run) for run in re.findall(r"[^\W\d_]+", rest) if not _is_row(run))
    return len(words) <= 1 and own < FEWEST_OWN_LETTERS


def _is_row(letters: str) -> bool:
    """Whether these letters stand side by side, in this order or backwards."""
    return len(letters) >= SHORTEST_ROW and any(letters in row or letters[::-1] in row for row in _ROWS)
