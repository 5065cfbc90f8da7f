"""The words that Heard adds to a story: headings and labels, in the language of the story where it is known."""

from components.publishing.labels.catalogue import ENGLISH, Labels, labels_for
from components.publishing.labels.directions import (
    direction_of,
    is_right_to_left,
    language_tag,
    runs_leftward,
)

__all__ = [
    "ENGLISH",
    "Labels",
    "direction_of",
    "is_right_to_left",
    "labels_for",
    "language_tag",
    "runs_leftward",
]
