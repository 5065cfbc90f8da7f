"""Where the tests find the formula of the reading age."""

from domain.readability import reading_age

__all__ = ["reading_age"]
