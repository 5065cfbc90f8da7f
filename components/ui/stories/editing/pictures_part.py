"""Pictures of a story: taken in, described, ordered, erased."""

from collections.abc import Mapping

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.editing.fields import line, row_buttons, tick
from components.ui.stories.editing.form import StoryForm
from components.ui.stories.editing.parts import consent_choice
from data_access.commands.stories import add_picture
from data_access.engine import get_engine
from data_access.queries.stories import read_pictures
from domain.errors import HeardError

KINDS = ["jpg", "jpeg", "png", "webp"]
PREVIEW_WIDTH = 320


def pictures_part(form: StoryForm, *, consents: Mapping[int, str]) -> None:
    """The pictures in their order; the first leads the story."""
    stored = read_pictures(get_engine(), actor=current_actor(), story_id=form.story_id, all_of_them=True)
    for place, row in enumerate(form.rows("pictures")):
        with st.container(key=f"picture_{place}", border=True):
            picture = stored.get(row["picture_id"])
            if picture is None:
                st.error("This picture is gone from the store. Take it out.")
            else:
                st.image(picture.content, width=PREVIEW_WIDTH, alt=row["alt_text"] or f"Picture {place + 1}")
            path = f"pictures.{place}"
            tick(form, row, "is_decorative", "It is only decoration", path=f"{path}.is_decorative")
            if not row["is_decorative"]:
                line(
                    form, row, "alt_text", "Describe it for people who cannot see it", path=f"{path}.alt_text",
                    most=400,
                )  # fmt: skip
            line(form, row, "credit", "Who made it", path=f"{path}.credit", most=200)
            tick(form, row, "shows_people", "It shows people", path=f"{path}.shows_people")
            if row["shows_people"]:
                consent_choice(form, row, path=path, consents=consents)
            row_buttons(form, "pictures", place, "picture")
    _upload(form)


def _upload(form: StoryForm) -> None:
    count = st.session_state.setdefault("story_upload", 0)
    file = st.file_uploader("Add a picture", type=KINDS, key=f"story_picture_{count}")
    st.caption(
        "JPEG, PNG or WebP. We turn it upright and take out hidden data, such as where and when it was taken."
    )
    if said := st.session_state.pop("story_picture_said", ""):
        st.error(escaped(said))
    if file is None:
        return
    try:
        added = add_picture(
            get_engine(), actor=current_actor(), story_id=form.story_id, content=file.getvalue()
        )
    except HeardError as error:
        st.session_state["story_picture_said"] = str(error)
    else:
        _put(form, added.picture_id)
    st.session_state["story_upload"] = count + 1
    st.rerun()


def _put(form: StoryForm, picture_id: int) -> None:
    rows = form.rows("pictures")
    if all(row["picture_id"] != picture_id for row in rows):
        rows.append(
            {
                "picture_id": picture_id, "alt_text": "", "is_decorative": False, "credit": "", "consent_id": None,
                "shows_people": True,
            }
        )  # fmt: skip
