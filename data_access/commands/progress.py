"""How long work tells whoever waits how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told the name of the step, how much of it is done, and of how much; None where that is not known yet."""


def silent(_step: str, _done: int, _total: int | None) -> None:
    """Tell nobody."""
