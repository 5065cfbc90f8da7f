"""What stands in the way of saving, field by field: said at the top of the form and beside its buttons."""

from collections.abc import Mapping

from components.ui.plain_text import escaped
from components.ui.recording.form_state import FormState
from components.ui.recording.typed import parts_of
from domain.wording import counted

MOST_SAID = 4


def banner(form: FormState) -> str:
    """As Markdown; "" where nothing stands in the way. What was mended meanwhile is not in it."""
    if form.is_stale:
        return ""
    if form.problems:
        return _several("Nothing was saved yet.", form, form.problems)
    if form.asks_anyway:
        details = {key: f"it seems to hold {kind}." for key, kind in form.details().items()}
        first = "Nothing was saved yet. Take this out, or choose “Save anyway” if it is nobody's."
        return _several(first, form, details)
    return escaped(form.refused)


def _several(first: str, form: FormState, by_field: Mapping[str, str]) -> str:
    lines = [f"- **{escaped(_named(form, key))}**: {escaped(one)}" for key, one in by_field.items()]
    more = len(lines) - MOST_SAID
    if more > 0:
        lines[MOST_SAID:] = [f"- And {counted(more, 'more', 'more')}, each beside its field."]
    return "\n".join([first, "", *lines])


def _named(form: FormState, key: str) -> str:
    """The field by its label, and which row or outcome it is of."""
    part_id, _ = key.split(".", 1)
    where = next((called for one, called, _ in parts_of(form.typed) if one == part_id), "")
    label = form.labels.get(key, "Another field")
    return f"{where}: {label}" if where else label
