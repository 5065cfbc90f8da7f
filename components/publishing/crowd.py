"""The drawn crowd that stands in for a photograph: people in rows, different for each story, always the same for one.

The drawing says nothing that a reader needs, so each channel marks it as decoration.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from components.publishing.theme import Theme

# How many rows a picture holds, up to which height as a multiple of its width.
_ROWS_UP_TO: Final = ((2, 0.34), (3, 0.75), (4, float("inf")))


@dataclass(frozen=True)
class _Person:
    """A place in the crowd: the middle of the head, its radius, and the colours of head, body and dress."""

    x: float
    y: float
    radius: float
    body: str
    head: str
    detail: str


def story_colour(seed: str, theme: Theme) -> str:
    """The dark colour of a story by itself, for its headings and bands; white text can be read on it."""
    return theme.fields[_number(seed, "colour") % len(theme.fields)]


def colour_in_issue(place: int, theme: Theme) -> str:
    """The dark colour of the story at a place of an issue, counted from 0: neighbours differ."""
    return theme.fields[place % len(theme.fields)]


def crowd_svg(seed: str, theme: Theme, *, width: float, height: float, field: str | None = None) -> str:
    """A picture of `width` by `height` units, to be cut or scaled at will; the seed is the story's slug.

    `field` is the colour of its ground, by default that of the story.
    """
    dice = random.Random(_number(seed, f"crowd {width / height:.2f}"))
    ground = field or story_colour(seed, theme)
    drawn = "".join(_person(dice, person, height) for person in _crowd(dice, theme, width, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">'
        f'<rect width="{width:g}" height="{height:g}" fill="{ground}"/>{drawn}</svg>'
    )


def crowd_markup(seed: str, theme: Theme, *, width: float, height: float, field: str | None = None) -> Markup:
    """The same picture to stand within a page."""
    return Markup(crowd_svg(seed, theme, width=width, height=height, field=field))  # noqa: S704  it holds no text


def _number(seed: str, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{purpose}/{seed}".encode()).digest()[:8], "big")


def _crowd(dice: random.Random, theme: Theme, width: float, height: float) -> Iterator[_Person]:
    """People from the back row to the front one, each row larger, lower and moved sideways against the last."""
    rows = next(rows for rows, tallest in _ROWS_UP_TO if height <= width * tallest)
    unit = min(height * 0.4 / rows**0.4, width * 0.15) * dice.uniform(0.92, 1.12)
    behind: list[_Person] = []
    for row in range(rows):
        depth = row / (rows - 1)
        radius = unit * (0.3 + 0.22 * depth)
        top = height * (0.22 + 0.54 * depth)
        row_people: list[_Person] = []
        x = -radius * dice.uniform(0.2, 2.2)
        while x < width + radius * 2:
            y = top + radius * dice.uniform(-0.5, 0.5)
            row_people.append(_coloured(dice, theme, (x, y, radius), row_people[-1:], behind))
            x += radius * dice.uniform(3.0, 3.7)
        yield from row_people
        behind = row_people


def _coloured(
    dice: random.Random,
    theme: Theme,
    place: tuple[float, float, float],
    beside: list[_Person],
    behind: list[_Person],
) -> _Person:
    """A person whose body is told apart from its neighbour's, and whose head from what stands behind it."""
    x, y, radius = place
    near = [other.body for other in behind if abs(other.x - x) < radius * 3]
    taken = {other.body for other in beside} | set(near[:2])
    body = dice.choice([colour for colour in theme.crowd if colour not in taken] or list(theme.crowd))
    head = dice.choice([colour for colour in theme.crowd if colour not in {body, *near}] or [theme.paper])
    detail = dice.choice(
        [colour for colour in theme.crowd if colour not in {body, head, *near}] or [theme.ink]
    )
    return _Person(x, y, radius, body, head, detail)


def _person(dice: random.Random, person: _Person, height: float) -> str:
    x, y, r = person.x, person.y, person.radius
    shoulder, foot = y + r * 1.22, height + r
    half = r * 1.5
    body = (
        f'<path d="M{x - half:.1f} {foot:.1f}V{shoulder + half * 0.95:.1f}'
        f"a{half:.1f} {half * 0.95:.1f} 0 0 1 {half * 2:.1f} 0V{foot:.1f}z"
        f'" fill="{person.body}"/>'
    )
    head = _disc(x, y, r, person.head)
    kind = dice.choices(("plain", "scarf", "bun", "hair", "hand"), (9, 2, 2, 3, 2))[0]
    return {
        "plain": body + head,
        "scarf": body + _scarf(person) + _disc(x, y + r * 0.1, r * 0.74, person.head),
        "bun": body + _disc(x, y - r * 1.02, r * 0.46, person.detail) + _cap(person, 0.2) + head_of(person),
        "hair": body + _cap(person, 0.0) + head_of(person),
        "hand": _arm(person, dice.choice((-1, 1))) + body + head,
    }[kind]


def head_of(person: _Person) -> str:
    """A face below the hair: lower and a little smaller than a bare head."""
    return _disc(person.x, person.y + person.radius * 0.14, person.radius * 0.86, person.head)


def _disc(x: float, y: float, r: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}"/>'


def _cap(person: _Person, lift: float) -> str:
    return _disc(person.x, person.y - person.radius * (0.06 + lift * 0.2), person.radius, person.detail)


def _scarf(person: _Person) -> str:
    """Cloth round the head that falls on both shoulders."""
    x, y, r = person.x, person.y, person.radius
    return (
        f'<path d="M{x - r * 1.5:.1f} {y + r * 1.95:.1f}'
        f"Q{x - r * 1.05:.1f} {y + r * 1.3:.1f} {x - r * 1.08:.1f} {y:.1f}"
        f"a{r * 1.08:.1f} {r * 1.08:.1f} 0 0 1 {r * 2.16:.1f} 0"
        f"Q{x + r * 1.05:.1f} {y + r * 1.3:.1f} {x + r * 1.5:.1f} {y + r * 1.95:.1f}"
        f'Q{x:.1f} {y + r * 2.7:.1f} {x - r * 1.5:.1f} {y + r * 1.95:.1f}z" fill="{person.detail}"/>'
    )


def _arm(person: _Person, side: int) -> str:
    x, y, r = person.x, person.y, person.radius
    hand = (x + side * r * 1.75, y - r * 0.85)
    return (
        f'<path d="M{x + side * r * 1.05:.1f} {y + r * 2.2:.1f}L{hand[0]:.1f} {hand[1]:.1f}" stroke="{person.body}" '
        f'stroke-width="{r * 0.62:.1f}" stroke-linecap="round"/>' + _disc(*hand, r * 0.36, person.head)
    )
