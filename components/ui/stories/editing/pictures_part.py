"""Pictures of a story: taken in, described, ordered, erased."""

from collections.abc import Mapping

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.stories.editing.fields import line, row_buttons, tick
from components.ui.stories.editing.form import StoryForm
from components.ui.stories.editing.parts import consent_choice
from data_access.commands.stories import add_picture, remove_picture
from data_access.engine import get_engine
from data_access.queries.stories import StoredPicture, read_pictures
from domain.errors import HeardError

KINDS = ["jpg", "jpeg", "png", "webp"]
PREVIEW_WIDTH, SMALL = 320, 160
TAKEN_IN = "story_picture"


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
    shown = {row["picture_id"] for row in form.rows("pictures")}
    if left := [picture for number, picture in stored.items() if number not in shown]:
        _left_out(form, left)


def _left_out(form: StoryForm, pictures: list[StoredPicture]) -> None:
    """Pictures that were taken out: back again, or gone for good."""
    st.markdown("**Taken out, and still kept**")
    for picture in pictures:
        with st.container(key=f"left_out_{picture.picture_id}", border=True):
            st.image(picture.content, width=SMALL, alt=f"Picture {picture.picture_id}, taken out")
            with st.container(horizontal=True):
                if st.button("Put it back", key=f"back_{picture.picture_id}"):
                    _put(form, picture.picture_id)
                    st.rerun()
                # What the saved story still shows can be erased only once it is saved without.
                if picture.is_shown:
                    st.caption("Save the story first, then you can erase it for good.")
                elif st.button("Erase it for good", key=f"erase_{picture.picture_id}"):
                    _erase(form, picture.picture_id)


def _erase(form: StoryForm, picture_id: int) -> None:
    try:
        remove_picture(get_engine(), actor=current_actor(), story_id=form.story_id, picture_id=picture_id)
    except HeardError as error:
        outcome.note(TAKEN_IN, "error", str(error))
    else:
        outcome.note(TAKEN_IN, "success", "Erased, from earlier versions of the story too.")
    st.rerun()


def _upload(form: StoryForm) -> None:
    count = st.session_state.setdefault("story_upload", 0)
    file = st.file_uploader("Add a picture", type=KINDS, key=f"story_picture_{count}")
    st.caption(
        "JPEG, PNG or WebP, up to 12 MB. We turn it upright and take out hidden data, such as where it was taken."
    )
    outcome.say(TAKEN_IN)
    if file is None:
        return
    try:
        added = add_picture(
            get_engine(), actor=current_actor(), story_id=form.story_id, content=file.getvalue()
        )
    except HeardError as error:
        outcome.note(TAKEN_IN, "error", str(error))
    else:
        _put(form, added.picture_id)
        outcome.note(TAKEN_IN, "success", "The picture is in. Now describe it.")
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
