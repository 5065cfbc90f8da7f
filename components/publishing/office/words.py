"""The words that Word and slides add to a story: headings of the parts that are not written as text."""

from typing import Final

NUMBERS: Final = "In numbers"
QUOTES: Final = "In their words"
PAIRS: Final = "You said, we did"
YOU_SAID: Final = "You said"
WE_DID: Final = "We did"
INVOLVEMENT: Final = "How people were involved"
REACH: Final = "Who was reached"
SOURCES: Final = "Where this comes from"
CONTENTS: Final = "In this issue"
WELCOME: Final = "Welcome"
BACK: Final = "Back page"
FIGURE: Final = "Figure"
MEANING: Final = "What it counts"
COMPARED: Final = "Compared with"
WHEN: Final = "When"
NOTE: Final = "Note"
GROUP: Final = "Group"
REACHED: Final = "Share of people reached"
POPULATION: Final = "Share of population"
PEOPLE: Final = "People"
NOT_SHOWN: Final = "not shown"
ILLUSTRATIVE: Final = "Illustrative."
SOURCE: Final = "Source"
RUNG: Final = "Way of involving people"
GROUPS: Final = "This story is about"
AS_OF: Final = "As of"
ON_THE_WEB: Final = "On the web"
COVER_STORY: Final = "Cover story"
RECORD: Final = "Record"


def quoted(text: str) -> str:
    """Words of a person between quotation marks."""
    return f"“{text}”"


def per_cent(share: int | None) -> str:
    """A share in whole per cent, or that it is not shown."""
    return NOT_SHOWN if share is None else f"{share}%"
