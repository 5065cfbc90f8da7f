"""One page of a list of records; a page beyond the last is refused, as a program should not go on for ever."""

from collections.abc import Sequence
from typing import TypeVar

from components.server.api.asked import PAGE, Asked
from components.server.api.faults import Fault, RefusedRequestError
from components.ui.records_loaders import numbers_in
from domain.wording import whole

NOT_FOUND = 404
Item = TypeVar("Item")


def pages_in(total: int, *, limit: int) -> int:
    """How many pages so many rows fill: an empty list has one."""
    return max(1, -(-total // limit))


def page_of_numbers(asked: Asked) -> tuple[list[int], int]:
    """The numbers of the records on the page, and how many records there are in all."""
    numbers = numbers_in(asked.key, asked.selection)
    return page_of(numbers.tolist(), asked), int(numbers.size)


def page_of(items: Sequence[Item], asked: Asked) -> list[Item]:
    """The items on the page asked for. Raises RefusedRequestError for a page beyond the last."""
    last = pages_in(len(items), limit=asked.limit)
    if asked.page > last:
        reason = f"There is no page {whole(asked.page)}: the last is page {whole(last)}."
        fault = Fault(parameter=PAGE, value=str(asked.page), reason=reason, known_values="")
        raise RefusedRequestError([fault], status=NOT_FOUND)
    return list(items[(asked.page - 1) * asked.limit : asked.page * asked.limit])
