"""The language of each text of a story on slides."""

from dataclasses import dataclass

from components.publishing.office.text import Speech, speech_of


@dataclass(frozen=True)
class Speeches:
    """How texts of one document are marked."""

    language: str

    def of(self, text: str) -> Speech:
        """The language and direction of a text."""
        return speech_of(text, language=self.language)
