"""Which form of an answer somebody wants: by the address, by the parameter `format`, or by what is accepted."""

from typing import Final

JSON, CSV = "json", "csv"
_RANGES: Final = {
    JSON: ("application/json", "application/*", "*/*"),
    CSV: ("text/csv", "text/*", "*/*"),
}


def accepted_form(accept: str) -> str | None:
    """JSON or CSV, whichever is wanted more, JSON where both are; None where neither is taken."""
    wanted = _qualities(accept)
    if not wanted:
        return JSON
    best = {
        form: next((wanted[one] for one in ranges if one in wanted), 0.0) for form, ranges in _RANGES.items()
    }
    form = max(best, key=lambda one: best[one])
    return form if best[form] > 0 else None


def _qualities(accept: str) -> dict[str, float]:
    """How much each range of media types is wanted, from 0 to 1; what cannot be read is not wanted."""
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            found[name] = _quality(parameters)
    return found


def _quality(parameters: list[str]) -> float:
    said = next((one.removeprefix("q=").strip() for one in parameters if one.startswith("q=")), "1")
    whole = said.replace(".", "", 1)
    return min(float(said), 1.0) if whole.isascii() and whole.isdigit() else 0.0
