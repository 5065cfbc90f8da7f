"""Simple drawn pictures for Easy Read: what each shows, and which one a sentence calls for by its own words.

They repeat what the words say, so each channel marks them as decoration.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from components.publishing.theme import Theme

WIDTH: Final = 120
HEIGHT: Final = 90


class Pictogram(Enum):
    """What is drawn."""

    TALK = auto()
    CLOCK = auto()
    LETTER = auto()
    HOME = auto()
    BOOK = auto()
    MONEY = auto()
    CARE = auto()
    PHONE = auto()
    FOOD = auto()
    BUS = auto()
    CHILD = auto()
    PLACE = auto()
    DONE = auto()
    IDEA = auto()
    LOOK = auto()
    CHANGE = auto()
    AIM = auto()
    PAPER = auto()
    MEET = auto()
    WRITE = auto()
    HEALTH = auto()
    STOP = auto()


_WORDS: Final[Mapping[Pictogram, str]] = {
    Pictogram.TALK: "said say says asked ask conversation conversations talk talks talked listen listens "
    "listening listened told tell tells voice voices heard speak quote feedback interview interviews discussed",
    Pictogram.CLOCK: "wait waits waited waiting hour hours week weeks minute minutes month months year years",
    Pictogram.LETTER: "letter letters leaflet leaflets email emails newsletter",
    Pictogram.HOME: "home homes house houses housing",
    Pictogram.BOOK: "school schools training trained taught teach course courses education students module "
    "modules lessons",
    Pictogram.MONEY: "money cost costs pound pounds savings funding funded budget",
    Pictogram.CARE: "hospital hospitals clinic clinics gp gps nurse nurses doctor doctors midwives medicine "
    "medicines vaccine vaccines physiotherapy maternity appointment appointments",
    Pictogram.PHONE: "phone phones online website app apps digital video",
    Pictogram.FOOD: "food foodbank meal meals cook cooking eating tea lunch",
    Pictogram.BUS: "bus buses van vans transport",
    Pictogram.CHILD: "child children baby babies parent parents mother mothers families family",
    Pictogram.PLACE: "area areas neighbourhood neighbourhoods town towns city place places village region",
    Pictogram.PAPER: "report reports strategy plan plans record records source sources article census",
    Pictogram.MEET: "meeting meetings met meet together workshop workshops table group groups panel board boards",
    Pictogram.WRITE: "wrote write written writing design designed card cards questionnaire survey surveys",
    Pictogram.HEALTH: "health healthy wellbeing heart pain ill illness safe safer",
    Pictogram.STOP: "stop stops stopped closed ended",
    Pictogram.DONE: "agreed better improved worked success yes",
    Pictogram.IDEA: "idea ideas learn learned lesson lessons",
    Pictogram.LOOK: "know question questions find found checked research study studied looked test tested",
    Pictogram.CHANGE: "change changes changed different",
    Pictogram.AIM: "want wanted aim aims goal goals",
}
_BY_WORD: Final = {word: one for one, words in _WORDS.items() for word in words.split()}
_BY_HEADING: Final = {
    "Background and aim": Pictogram.AIM,
    "What changed": Pictogram.CHANGE,
    "What we learned": Pictogram.IDEA,
    "What this cannot show": Pictogram.LOOK,
}


def pictograms_of(text: str) -> tuple[Pictogram, ...]:
    """The pictures of the words of the text that have one, each once, in the order of the words."""
    found = (_BY_WORD.get(word) for word in re.findall(r"[a-z]+", text.lower()))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def pictogram_for_heading(heading: str) -> Pictogram | None:
    """The picture of a section that every story has; None for others."""
    return _BY_HEADING.get(heading)


def ground_of(theme: Theme) -> str:
    """The pale ground that all of these pictures share: an eighth of the accent on paper."""
    pairs = ((int(theme.paper[at : at + 2], 16), int(theme.accent[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(paper + (accent - paper) / 8):02x}" for paper, accent in pairs)


def pictogram_svg(one: Pictogram, theme: Theme) -> str:
    """The drawing, 120 by 90 units."""
    blue, sky, green, gold, orange, _ = (*theme.crowd, *theme.crowd[:6])[:6]
    colours = {
        "blue": blue, "sky": sky, "green": green, "gold": gold, "orange": orange,
        "dark": theme.dark, "paper": theme.paper, "ink": theme.ink,
    }  # fmt: skip
    return _on_ground(_DRAWINGS[one].format_map(colours), theme)


def _on_ground(drawn: str, theme: Theme) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground_of(theme)}"/>{drawn}</svg>'
    )


def people_svg(number: int, theme: Theme) -> str:
    """Three people, for what no drawing shows; their colours and places change with the number."""
    colours = theme.crowd[:5]
    bodies = [colours[(number + step) % len(colours)] for step in (0, 2, 4)]
    heads = [colours[(number + step) % len(colours)] for step in (3, 0, 1)]
    places = (
        ((26, 44, 13), (94, 40, 13), (60, 36, 15))
        if number % 2
        else ((24, 38, 14), (92, 46, 12), (57, 46, 15))
    )
    drawn = "".join(
        _person(*place, body, head) for place, body, head in zip(places, bodies, heads, strict=True)
    )
    return _on_ground(drawn, theme)


def dots_svg(filled: int, theme: Theme) -> str:
    """Ten dots in two rows, as many filled as given, on no ground."""
    dots = "".join(
        f'<circle cx="{12 + 24 * (at % 5)}" cy="{12 + 24 * (at // 5)}" r="9.5" stroke="{theme.accent}" '
        f'stroke-width="1.6" fill="{theme.accent if at < filled else theme.paper}"/>'
        for at in range(10)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 48" width="120" height="48">{dots}</svg>'
    )


def _person(x: float, y: float, r: float, body: str, head: str) -> str:
    """Head and shoulders, down to the lower edge."""
    half = r * 1.5
    return (
        f'<path d="M{x - half:g} 90V{y + r * 1.2 + half:g}a{half:g} {half:g} 0 0 1 {half * 2:g} 0V90z" '
        f'fill="{body}"/><circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{head}"/>'
    )


_TWO_PEOPLE: Final = _person(34, 52, 11, "{blue}", "{gold}") + _person(86, 52, 11, "{green}", "{orange}")

_DRAWINGS: Final[Mapping[Pictogram, str]] = {
    Pictogram.TALK: _TWO_PEOPLE
    + '<path d="M16 8h34a5 5 0 0 1 5 5v12a5 5 0 0 1-5 5h-9l-5 7-3-7H16a5 5 0 0 1-5-5V13a5 5 0 0 1 5-5z" '
    'fill="{paper}"/><path d="M19 16h28M19 23h20" stroke="{dark}" stroke-width="3.4" stroke-linecap="round"/>'
    '<path d="M72 12h32a5 5 0 0 1 5 5v9a5 5 0 0 1-5 5H91l-4 6-4-6H72a5 5 0 0 1-5-5v-9a5 5 0 0 1 5-5z" '
    'fill="{dark}"/><path d="M76 21.500h24" stroke="{paper}" stroke-width="3.400" stroke-linecap="round"/>',
    Pictogram.CLOCK: '<circle cx="60" cy="45" r="34" fill="{dark}"/><circle cx="60" cy="45" r="27" fill="{paper}"/>'
    '<path d="M60 27v18l13 9" stroke="{dark}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" '
    'fill="none"/><circle cx="60" cy="45" r="4" fill="{orange}"/>',
    Pictogram.LETTER: '<rect x="22" y="20" width="76" height="52" rx="4" fill="{paper}"/>'
    '<path d="M22 24l38 28 38-28" stroke="{blue}" stroke-width="5" fill="none" stroke-linejoin="round"/>'
    '<rect x="22" y="20" width="76" height="52" rx="4" fill="none" stroke="{blue}" stroke-width="5"/>',
    Pictogram.HOME: '<path d="M30 44h60v36H30z" fill="{paper}"/><path d="M20 46L60 12l40 34z" fill="{blue}"/>'
    '<rect x="52" y="54" width="18" height="26" fill="{orange}"/><rect x="36" y="52" width="11" height="11" '
    'fill="{sky}"/><rect x="75" y="52" width="10" height="11" fill="{sky}"/>',
    Pictogram.BOOK: '<path d="M60 26c-10-7-24-8-38-6v48c14-2 28-1 38 6 10-7 24-8 38-6V20c-14-2-28-1-38 6z" '
    'fill="{paper}"/><path d="M60 26c-10-7-24-8-38-6v48c14-2 28-1 38 6 10-7 24-8 38-6V20c-14-2-28-1-38 6zM60 26v48" '
    'fill="none" stroke="{dark}" stroke-width="4.500" stroke-linejoin="round"/>'
    '<path d="M31 33q10 0 20 4M31 45q10 0 20 4M89 33q-10 0-20 4M89 45q-10 0-20 4" '
    'stroke="{green}" stroke-width="4" fill="none" stroke-linecap="round"/>',
    Pictogram.MONEY: '<circle cx="72" cy="52" r="27" fill="{orange}"/><circle cx="52" cy="40" r="29" fill="{gold}"/>'
    '<circle cx="52" cy="40" r="23" fill="none" stroke="{dark}" stroke-width="2.500"/>'
    '<path d="M61 31a8 8 0 0 0-15 4v7c0 5-2 8-5 11h21M42 42h13" stroke="{dark}" stroke-width="4.500" fill="none" '
    'stroke-linecap="round" stroke-linejoin="round"/>',
    Pictogram.CARE: _person(88, 50, 11, "{green}", "{gold}")
    + '<path d="M14 90V30h52v60z" fill="{paper}"/><path d="M14 30h52v8H14z" fill="{blue}"/>'
    '<path d="M40 44v20M30 54h20" stroke="{blue}" stroke-width="7"/><path d="M32 90V72h16v18z" fill="{sky}"/>',
    Pictogram.PHONE: '<rect x="40" y="8" width="40" height="74" rx="7" fill="{dark}"/><rect x="45" y="16" width="30" '
    'height="52" fill="{paper}"/><circle cx="60" cy="75" r="3.500" fill="{paper}"/>'
    '<circle cx="60" cy="34" r="7" fill="{orange}"/><path d="M48 60v-6a12 10 0 0 1 24 0v6z" fill="{green}"/>',
    Pictogram.FOOD: '<path d="M26 36h52v22a20 20 0 0 1-20 20H46a20 20 0 0 1-20-20z" fill="{blue}"/>'
    '<path d="M78 42h8a10 10 0 0 1 0 20h-9" stroke="{blue}" stroke-width="6" fill="none"/>'
    '<path d="M40 28c-5-6 5-9 0-16M54 28c-5-6 5-9 0-16M68 28c-5-6 5-9 0-16" stroke="{dark}" stroke-width="3.600" '
    'fill="none" stroke-linecap="round"/>',
    Pictogram.BUS: '<rect x="14" y="24" width="92" height="44" rx="7" fill="{blue}"/>'
    '<path d="M22 32h18v14H22zM45 32h18v14H45zM68 32h14v14H68z" fill="{paper}"/><rect x="87" y="32" width="12" '
    'height="36" fill="{sky}"/><circle cx="36" cy="70" r="10" fill="{ink}"/><circle cx="82" cy="70" r="10" '
    'fill="{ink}"/><circle cx="36" cy="70" r="4" fill="{paper}"/><circle cx="82" cy="70" r="4" fill="{paper}"/>',
    Pictogram.CHILD: _person(36, 32, 12, "{green}", "{gold}")
    + _person(92, 36, 11, "{blue}", "{orange}")
    + _person(64, 60, 9, "{orange}", "{sky}"),
    Pictogram.PLACE: '<path d="M10 78l24-10 26 10 26-10 24 10v-26L86 44l-26 10-26-10-24 8z" fill="{green}"/>'
    '<path d="M34 44v24M60 54v24M86 44v24" stroke="{paper}" stroke-width="2.500"/>'
    '<path d="M60 62C44 44 40 36 40 28a20 20 0 0 1 40 0c0 8-4 16-20 34z" fill="{dark}"/>'
    '<circle cx="60" cy="28" r="8" fill="{gold}"/>',
    Pictogram.DONE: '<circle cx="60" cy="45" r="33" fill="{green}"/><path d="M44 46l11 12 22-25" '
    'stroke="{paper}" stroke-width="8" fill="none" stroke-linecap="round" stroke-linejoin="round"/>',
    Pictogram.IDEA: '<path d="M60 10a25 25 0 0 1 14 45c-3 3-4 5-4 9H50c0-4-1-6-4-9a25 25 0 0 1 14-45z" '
    'fill="{gold}"/><path d="M50 69h20M53 77h14" stroke="{dark}" stroke-width="5" stroke-linecap="round"/>'
    '<path d="M52 36l8 7 8-7M60 43v20" stroke="{dark}" stroke-width="3.500" fill="none" stroke-linecap="round" '
    'stroke-linejoin="round"/>',
    Pictogram.LOOK: '<circle cx="52" cy="38" r="26" fill="{dark}"/><circle cx="52" cy="38" r="19" fill="{paper}"/>'
    '<path d="M71 57l19 19" stroke="{dark}" stroke-width="10" stroke-linecap="round"/>'
    '<path d="M45 33a7 7 0 1 1 9 8c-2 .700-2 2-2 4" stroke="{blue}" stroke-width="4.200" fill="none" '
    'stroke-linecap="round"/><circle cx="52" cy="51" r="2.700" fill="{blue}"/>',
    Pictogram.CHANGE: '<circle cx="26" cy="45" r="16" fill="{sky}"/><path d="M48 45h20M61 36l9 9-9 9" '
    'stroke="{dark}" stroke-width="5.500" fill="none" stroke-linecap="round" stroke-linejoin="round"/>'
    '<rect x="79" y="29" width="32" height="32" rx="4" fill="{orange}"/>',
    Pictogram.AIM: '<circle cx="56" cy="47" r="34" fill="{blue}"/><circle cx="56" cy="47" r="24" fill="{paper}"/>'
    '<circle cx="56" cy="47" r="13" fill="{blue}"/><path d="M56 47L92 13" stroke="{orange}" stroke-width="5" '
    'stroke-linecap="round"/><path d="M84 8l2 11 11 2 9-9-11-2-2-11z" fill="{orange}"/>',
    Pictogram.MEET: _person(22, 34, 10, "{green}", "{gold}")
    + _person(98, 34, 10, "{orange}", "{sky}")
    + _person(60, 26, 10, "{blue}", "{orange}")
    + '<ellipse cx="60" cy="70" rx="50" ry="17" fill="{paper}"/><ellipse cx="60" cy="70" rx="50" ry="17" '
    'fill="none" stroke="{dark}" stroke-width="4"/>',
    Pictogram.WRITE: '<rect x="24" y="14" width="54" height="66" rx="4" fill="{paper}"/>'
    '<path d="M34 30h34M34 43h34M34 56h18" stroke="{dark}" stroke-width="4" stroke-linecap="round"/>'
    '<path d="M62 62L94 22l9 7-32 40-12 4z" fill="{orange}"/><path d="M59 73l3-11 9 7z" fill="{ink}"/>',
    Pictogram.HEALTH: '<path d="M60 78C30 58 20 44 20 32a19 19 0 0 1 40-6 19 19 0 0 1 40 6c0 12-10 26-40 46z" '
    'fill="{blue}"/><path d="M27 46h20l7-14 10 26 8-12h21" stroke="{paper}" stroke-width="4.500" fill="none" '
    'stroke-linecap="round" stroke-linejoin="round"/>',
    Pictogram.STOP: '<circle cx="60" cy="45" r="33" fill="{orange}"/><path d="M46 31l28 28M74 31L46 59" '
    'stroke="{ink}" stroke-width="8" fill="none" stroke-linecap="round"/>',
    Pictogram.PAPER: '<path d="M36 10h34l18 18v54H36z" fill="{paper}"/><path d="M70 10v18h18z" fill="{sky}"/>'
    '<path d="M46 40h32M46 52h32M46 64h22" stroke="{dark}" stroke-width="4.500" stroke-linecap="round"/>',
}
