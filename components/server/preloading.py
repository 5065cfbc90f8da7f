"""Owns what the browser fetches along with the front page: the scripts of elements that nearly every page holds.

The browser app asks for the script of an element when the first one is to be drawn, and for what that script needs
once it has read it: two more waits, after the page's own. Named in the front page, they come with all others.
"""

import re
from pathlib import Path

from components.server.compression import STATIC_FOLDER
from domain.errors import SettingsError

SCRIPTS = STATIC_FOLDER / "js"
ELEMENTS = (
    "BidiComponent",
    "Button",
    "DateInput",
    "DownloadButton",
    "Html",
    "LinkButton",
    "Multiselect",
    "PageLink",
    "Selectbox",
)
_IMPORTED = re.compile(r'(?:import|from)"\./([\w.-]+\.js)"')


def scripts_of_elements(page: str, *, folder: Path = SCRIPTS) -> tuple[str, ...]:
    """The names of the files of these elements and of all that they import, without those that the page names itself.

    Raises SettingsError where the installed Streamlit has no such element.
    """
    waiting = [_script_of(element, folder) for element in ELEMENTS]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        if name not in found and name not in page:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(sorted(found))


def _script_of(element: str, folder: Path) -> str:
    script = next(folder.glob(f"{element}.*.js"), None)
    if script is None:
        raise SettingsError(f"the installed Streamlit has no script for the element {element}.")
    return script.name
