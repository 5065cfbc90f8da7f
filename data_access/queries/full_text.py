"""Activities that hold the words somebody looks for: their numbers, found by the database's own full-text search."""

from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.engine import is_sqlite
from data_access.facts.snapshot import Ints
from data_access.tables import Activity
from data_access.text_index import NAME, VECTOR

LONGEST_SEARCH: Final = 200
MOST_WORDS: Final = 12
_SEPARATOR: Final = ","


def search_words(typed: str) -> tuple[str, ...]:
    """The words to look for, in the order typed; () where there is none, as in a row of marks.

    What stands between spaces is one word, "co-design" included. At most 12 of the first 200 characters count;
    quotes and characters that no database takes are left out.
    """
    readable = typed[:LONGEST_SEARCH].encode("utf-8", "ignore").decode().replace("\0", " ").replace('"', " ")
    return tuple(word for word in readable.split() if any(map(str.isalnum, word)))[:MOST_WORDS]


def activities_holding(engine: Engine, words: tuple[str, ...]) -> Ints:
    """The numbers of all activities that hold each of these words, ascending.

    Titles, descriptions, places and references are looked through, in any case and form of a word; the last word
    may be the beginning of one. Words as `search_words` gives them; none finds nothing.
    """
    if not words:
        return np.zeros(0, dtype=np.int32)
    asked = _on_sqlite(words) if is_sqlite(engine) else _on_postgresql(words)
    with engine.connect() as connection:
        joined = connection.execute(asked).scalar() or ""
    return np.sort(np.fromstring(joined, dtype=np.int32, sep=_SEPARATOR))


def _on_sqlite(words: tuple[str, ...]) -> sa.Select[Any]:
    # Within quotes nothing is an operator; the star after the last word asks for words that begin with it.
    match = " ".join(f'"{word}"' for word in words) + "*"
    text = sa.table(NAME, sa.column("rowid", sa.Integer), sa.column(NAME, sa.String))
    return sa.select(_joined(text.c.rowid)).where(text.c[NAME].op("MATCH")(match))


def _on_postgresql(words: tuple[str, ...]) -> sa.Select[Any]:
    *whole, last = (sa.func.websearch_to_tsquery("english", f'"{word}"') for word in words)
    # A word that English leaves out asks for nothing, and nothing has no last word to go on from.
    beginning = sa.case(
        (sa.func.numnode(last) == 0, last),
        else_=sa.cast(sa.cast(last, sa.Text).concat(":*"), _Query()),
    )
    asked: sa.ColumnElement[Any] = sa.type_coerce(beginning, _Query())
    for one in whole:
        asked = asked.op("&&")(one)
    return sa.select(_joined(col(Activity.id))).where(sa.literal_column(VECTOR).op("@@")(asked))


def _joined(numbers: Any) -> sa.ColumnElement[str]:
    # One long text: a million rows of their own would cost ten times as much.
    return sa.func.aggregate_strings(sa.cast(numbers, sa.String), _SEPARATOR)


class _Query(sa.types.UserDefinedType[Any]):
    """PostgreSQL's type of a question to its full-text search."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Its name."""
        return "tsquery"
