"""What stands below a graphic in Word and on slides: when, of whom, and once that it is illustrative."""

from typing import Final

from components.publishing.document import ReachPart, SpectrumLine
from components.publishing.office import words
from components.publishing.office.package import day_in_words
from components.publishing.office.spectrum import has_range

_PALE: Final = "A pale bar is what answers of “not known” leave open."


def spectrum_caption(line: SpectrumLine) -> str:
    """The sentence of the line, its day, and what a pale bar means where there is one."""
    day = day_in_words(line.as_of)
    dated = "" if day in line.sentence else f"{words.AS_OF} {day}."
    pale = _PALE if has_range(line) else ""
    return _joined(_notice(line.sentence, is_needed=line.is_illustrative), line.sentence, dated, pale)


def reach_caption(reach: ReachPart) -> str:
    """Network, time and note of the reach; its sentence stands above it."""
    notice = _notice(reach.sentence, is_needed=reach.is_illustrative)
    return _joined(notice, f"{reach.network}, {reach.period}.", reach.note)


def _notice(sentence: str, *, is_needed: bool) -> str:
    """That the records are illustrative, where the sentence does not say so itself."""
    says_so = "illustrative" in sentence.lower()
    return words.ILLUSTRATIVE if is_needed and not says_so else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
