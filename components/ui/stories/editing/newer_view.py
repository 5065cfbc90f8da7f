"""What somebody else saved meanwhile, beside one's own words; nobody's are lost."""

import pandas as pd
import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm, close_form, typed_of
from domain.story_gate import part_label


def newer_view(form: StoryForm) -> None:
    """Both versions of each part that differs, and the two ways on."""
    newer = form.newer
    if newer is None:
        return
    theirs = typed_of(newer.content)
    differing = [part for part in theirs if theirs[part] != form.typed[part]]
    with st.container(key="newer", border=True):
        st.subheader("Two of you changed this story", anchor=False)
        st.text(f"{newer.updated_by or 'Somebody'} saved version {newer.version} while you were writing.")
        if differing:
            rows = [(part_label(part), _told(form.typed[part]), _told(theirs[part])) for part in differing]
            st.table(pd.DataFrame(rows, columns=["Part", "Yours", "Theirs"]).set_index("Part"))
        st.caption(
            "Copy what you want to keep of theirs into yours, then save. Their version stays in the history."
        )
        with st.container(horizontal=True):
            if st.button("Go on with mine", key="keep_mine"):
                form.read_version, form.newer = newer.version, None
                form.problems.pop("", None)
                st.rerun()
            if st.button("Take theirs, drop mine", key="take_theirs"):
                close_form(form, current_actor())
                st.rerun()


def _told(value: object) -> str:
    """A part in words: of rows, what stands in them."""
    if isinstance(value, list):
        return escaped(" / ".join(_row(one) for one in value))
    return escaped("" if value is None else str(value))


def _row(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one not in (None, "", False))
    return str(value)
