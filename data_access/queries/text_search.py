"""Looking for a text in columns, in whatever case it is written: databases know no case of letters beyond ASCII."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa


def spellings(text: str) -> list[str]:
    """The text in the cases in which people write it; ASCII, of which databases know the case, as it is."""
    if text.isascii():
        return [text]
    cases = (text, text.lower(), text.upper(), text.capitalize(), text.title(), text.casefold())
    return list(dict.fromkeys(cases))


def holds(column: sa.SQLColumnExpression[Any], spelled: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether the column holds one of these spellings."""
    return sa.or_(*(column.icontains(spelling, autoescape=True) for spelling in spelled))
