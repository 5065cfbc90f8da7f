"""The words that Word and slides add in English: labels of the house, and what only an Office file says."""

from typing import Final

from components.publishing.labels import ENGLISH

NUMBERS: Final = ENGLISH["numbers"]
QUOTES: Final = ENGLISH["quotes"]
PAIRS: Final = ENGLISH["pairs"]
YOU_SAID: Final = ENGLISH["you_said"]
WE_DID: Final = ENGLISH["we_did"]
INVOLVEMENT: Final = ENGLISH["involvement"]
REACH: Final = ENGLISH["reach"]
SOURCES: Final = ENGLISH["comes_from"]
FIGURE: Final = ENGLISH["figure"]
MEANING: Final = ENGLISH["meaning"]
COMPARED: Final = ENGLISH["compared"]
WHEN: Final = ENGLISH["when"]
NOTE: Final = ENGLISH["note"]
SOURCE: Final = ENGLISH["source"]
RUNG: Final = ENGLISH["took_part"]
GROUPS: Final = ENGLISH["voices"]
ON_THE_WEB: Final = ENGLISH["on_the_web"]
CONTENTS: Final = "In this issue"
WELCOME: Final = "Welcome"
BACK: Final = "Back page"
GROUP: Final = "Group"
REACHED: Final = "Share of people reached"
POPULATION: Final = "Share of population"
PEOPLE: Final = "People"
NOT_SHOWN: Final = "not shown"
ILLUSTRATIVE: Final = "Illustrative."
AS_OF: Final = "As of"
COVER_STORY: Final = "Cover story"
RECORD: Final = "Record"


def quoted(text: str) -> str:
    """Words of a person between quotation marks."""
    return f"“{text}”"


def per_cent(share: int | None) -> str:
    """A share in whole per cent, or that it is not shown."""
    return NOT_SHOWN if share is None else f"{share}%"
