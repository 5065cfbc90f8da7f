"""What a phone hands in: the code of a room, who is there, and where the dots are to stand."""

from collections.abc import Mapping, Sequence
from typing import Final

from data_access.commands.meetings import LETTERS_IN_A_CODE, LETTERS_OF_CODES
from domain.errors import InvalidRecordError
from domain.vocabulary import DotScale, RaterKind

CAPACITY: Final = "capacity"
QUESTION: Final = "question"
ROUND: Final = "round"
WORDS: Final = "words"
LONGEST_TYPED: Final = 40
MOST_DIGITS: Final = 9
WHO_ARE_YOU: Final = "Say who you are, please: staff or a lay member."
SOMETHING_ELSE: Final = "We could not read your answer. Please give it again."
Fields = Mapping[str, Sequence[str]]


def code_of(typed: str) -> str:
    """The code that somebody typed, whatever its case and what stands between its letters; "" where it is none."""
    letters = "".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter.isalnum())
    is_code = len(letters) == LETTERS_IN_A_CODE and set(letters) <= set(LETTERS_OF_CODES)
    return letters if is_code else ""


def capacity_of(fields: Fields) -> RaterKind:
    """Who is there. Raises InvalidRecordError where nothing, or nothing that we offer, was chosen."""
    given = [one for one in fields.get(CAPACITY, ()) if one in set(RaterKind)]
    if len(given) != 1:
        raise InvalidRecordError(WHO_ARE_YOU)
    return RaterKind(given[0])


def number_of(fields: Fields, name: str) -> int:
    """A whole number that our own form holds. Raises InvalidRecordError for anything else."""
    given = fields.get(name, ())
    if len(given) != 1 or not _is_number(given[0]):
        raise InvalidRecordError(SOMETHING_ELSE)
    return int(given[0])


def values_of(fields: Fields) -> dict[DotScale, int]:
    """Where the dots are to stand, by scale; whether they can is asked later. Raises InvalidRecordError."""
    return {scale: number_of(fields, scale.value) for scale in DotScale if any(fields.get(scale.value, ()))}


def words_of(fields: Fields) -> str:
    """The mark of the question as it was read; "" where the form holds none, which is never that of a question."""
    given = fields.get(WORDS, ())
    return given[0] if len(given) == 1 and given[0].isascii() and len(given[0]) <= LONGEST_TYPED else ""


def handed_in(fields: Fields) -> dict[str, str]:
    """An answer as it came, to be handed in once more by a phone that joins first; {} where it is none of ours."""
    try:
        numbers = {name: number_of(fields, name) for name in (QUESTION, ROUND)}
        values = {scale.value: value for scale, value in values_of(fields).items()}
    except InvalidRecordError:
        return {}
    return {name: f"{number}" for name, number in (numbers | values).items()} | {WORDS: words_of(fields)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
