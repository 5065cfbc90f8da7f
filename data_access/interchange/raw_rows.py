"""Rows as a file holds them, before anybody knows what they mean."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from data_access.interchange.cells import Cell

RawRow = tuple[int, dict[int, Cell]]
"""The number of a row and its cells by the number of their column; both count from 1."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet by its title; `rows` reads it from the start, blank rows left out.

    `about` is how many rows it may have, blank ones and headings too: good for telling how far one is, no more.
    """

    title: str
    rows: Callable[[], Iterator[RawRow]]
    about: int = 0


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column from its number: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
