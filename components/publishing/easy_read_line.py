"""The spectrum in Easy Read: a line with a dot and a ring on it, and the words that say what they are."""

from typing import Final

from components.publishing.document import SpectrumLine
from components.publishing.pictograms import HEIGHT, WIDTH, ground_of
from components.publishing.theme import Theme

_LEFT: Final = 14.0
_RIGHT: Final = WIDTH - _LEFT
_AT: Final = HEIGHT / 2


def spectrum_svg(line: SpectrumLine, theme: Theme) -> str:
    """The line with staff's dot and lay partners' ring, as far as they are placed."""
    ends = "".join(
        f'<path d="M{x:g} {_AT - 9:g}v18" stroke="{theme.quiet}" stroke-width="2"/>' for x in (_LEFT, _RIGHT)
    )
    marks = "".join(
        f'<circle cx="{_place(value):.1f}" cy="{_AT:g}" r="{radius:g}" stroke="{theme.accent}" stroke-width="3" '
        f'fill="{fill}"/>'
        for value, radius, fill in ((line.staff, 8, theme.accent), (line.lay, 5.5, theme.paper))
        if value is not None
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground_of(theme)}"/>'
        f'<path d="M{_LEFT:g} {_AT:g}H{_RIGHT:g}" stroke="{theme.quiet}" stroke-width="2"/>{ends}{marks}</svg>'
    )


def words_of_line(line: SpectrumLine) -> tuple[str, ...]:
    """What the picture shows, in short sentences; () where nobody is placed on the line."""
    marks = [
        words
        for value, words in (
            (line.staff, "The full dot is what staff say."),
            (line.lay, "The ring is what lay partners say."),
        )
        if value is not None
    ]
    if not marks:
        return ()
    return ("The left end is influencing.", "The right end is co-ordinating.", *marks)


def _place(value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(max(value, 0.0), 100.0) / 100
