"""The way of a story to print: what is missing, the moves that one may make, and who signed."""

from collections.abc import Callable
from typing import TypedDict

import streamlit as st

from components.publishing.formats import FORMATS, Format
from components.publishing.from_records.exporting import gaps_of
from components.ui import outcome
from components.ui.access import current_actor
from components.ui.stories.editing.fields import sentences
from components.ui.stories.words import STANDING, standing_of, was_ever_out
from data_access.commands.stories import (
    SavedStory,
    approve,
    co_sign,
    publish,
    say_no_co_signature,
    send_back,
    send_to_review,
    withdraw,
)
from data_access.engine import get_engine
from data_access.queries.stories import StoryRecord
from data_access.settings import get_settings
from domain.errors import HeardError
from domain.permissions import Actor
from domain.story_gate import StoryMove, may_move, may_write_story, moves_open_to
from domain.vocabulary import Channel, StoryStatus
from domain.wording import day, in_uk

MOVED = "story_moved"
_LABELS = {
    StoryMove.SEND_TO_REVIEW: "Send to review",
    StoryMove.SEND_BACK: "Send back to draft",
    StoryMove.CO_SIGN: "Co-sign this story",
    StoryMove.APPROVE: "Approve",
    StoryMove.PUBLISH: "Publish on the web",
}
ALL_CHANNELS = frozenset(FORMATS[one].channel for one in Format)


class _Asked(TypedDict):
    """What every move is told."""

    actor: Actor
    story_id: int
    read_version: int


def way_to_print(record: StoryRecord, *, unsaved: bool = False) -> None:
    """Where the story stands, what is missing, and the moves that this account may make."""
    actor = current_actor()
    st.markdown(f"**{standing_of(record)}** · version {record.version}")
    outcome.say(MOVED)
    for signed in record.co_signatures:
        of = "this version" if signed.version == record.version else f"version {signed.version}"
        st.text(f"{signed.signed_as} co-signed {of} on {day(in_uk(signed.signed_at))}.")
    _missing(record)
    if unsaved:
        st.info("You typed something that is not saved. Save it before you move the story on.")
        return
    moves = moves_open_to(actor, status=record.status, network=record.content.network)
    if not moves:
        st.text("There is nothing for you to do here now.")
    for move in moves:
        if move is not StoryMove.WITHDRAW:
            _move(record, move)
    _no_co_signature(record)
    if StoryMove.WITHDRAW in moves:
        _withdraw(record)


def _missing(record: StoryRecord) -> None:
    actor = current_actor()
    if not (may_write_story(actor, record.content.network) or _may_approve(record)):
        return
    today = get_settings().current_day()
    found = gaps_of(get_engine(), record, actor=actor, channels=(), on=today)
    if not found:
        st.success("Nothing is missing for print.")
        return
    st.markdown("**Still missing for print**")
    sentences([gap.sentence for gap in found])


def _may_approve(record: StoryRecord) -> bool:
    return may_move(current_actor(), StoryMove.APPROVE, network=record.content.network)


def _withdraw(record: StoryRecord) -> None:
    """Last and folded: for a story that was out it is the emergency brake, for a draft a drawer."""
    was_out = was_ever_out(record)
    with st.expander(
        "Withdraw this story" if was_out else "Put this draft away", key=f"fold_withdraw_{record.id}"
    ):
        st.text(
            "It leaves the web at once and can no longer be exported. What was printed or sent stays where it is."
            if was_out
            else "It leaves the lists of those who sign and approve. Nothing is lost: a saved change brings it back."
        )
        reason = (
            st.text_input("Why", key=f"reason_{StoryMove.WITHDRAW.value}_{record.id}", max_chars=600) or ""
        )
        if st.button("Withdraw" if was_out else "Put it away", key=f"do_{StoryMove.WITHDRAW.value}"):
            _do(record, StoryMove.WITHDRAW, reason=reason, signed_as="", channels=())


def _move(record: StoryRecord, move: StoryMove) -> None:
    with st.container(key=f"move_{move.value}", border=True):
        reason, signed_as = "", ""
        channels: tuple[Channel, ...] = ()
        if move is StoryMove.SEND_BACK:
            reason = st.text_input("Why", key=f"reason_{move.value}_{record.id}", max_chars=600) or ""
        if move is StoryMove.CO_SIGN:
            st.text("By co-signing you say: this is how it was, as far as I can tell.")
            signed_as = (
                st.text_input(
                    "How you want to be named under it", key=f"signed_as_{record.id}", max_chars=200,
                    placeholder="Such as a lay partner from Leeds",
                )
                or ""
            )  # fmt: skip
        if move is StoryMove.APPROVE:
            channels = _channels(record)
        if st.button(
            _LABELS[move],
            key=f"do_{move.value}",
            type="secondary" if move is StoryMove.SEND_BACK else "primary",
        ):
            _do(record, move, reason=reason, signed_as=signed_as, channels=channels)


def _channels(record: StoryRecord) -> tuple[Channel, ...]:
    chosen: list[Channel] = st.multiselect(
        "For which channels", list(Channel), default=[Channel.WEB], format_func=lambda one: one.label,
        key=f"channels_{record.id}", select_all=False,
    )  # fmt: skip
    st.caption("Consents are checked for these now, and for each channel again when it is exported.")
    return tuple(chosen)


def _do(
    record: StoryRecord, move: StoryMove, *, reason: str, signed_as: str, channels: tuple[Channel, ...]
) -> None:
    engine, actor, today = get_engine(), current_actor(), get_settings().current_day()
    asked: _Asked = {"actor": actor, "story_id": record.id, "read_version": record.version}
    make: dict[StoryMove, Callable[[], SavedStory]] = {
        StoryMove.SEND_TO_REVIEW: lambda: send_to_review(engine, **asked),
        StoryMove.SEND_BACK: lambda: send_back(engine, **asked, reason=reason),
        StoryMove.CO_SIGN: lambda: co_sign(engine, **asked, signed_as=signed_as),
        StoryMove.APPROVE: lambda: approve(engine, **asked, on=today, channels=channels),
        StoryMove.PUBLISH: lambda: publish(engine, **asked, on=today),
        StoryMove.WITHDRAW: lambda: withdraw(engine, **asked, reason=reason),
    }
    is_put_away = move is StoryMove.WITHDRAW and not was_ever_out(record)
    _try(make[move], done="It is put away." if is_put_away else "")


def _no_co_signature(record: StoryRecord) -> None:
    may = may_write_story(current_actor(), record.content.network) or _may_approve(record)
    if not may or record.status not in {StoryStatus.DRAFT, StoryStatus.IN_REVIEW} or record.co_signature:
        return
    with st.expander("Could nobody co-sign it?", key=f"fold_no_signature_{record.id}"):
        st.text("Say why. The reason is printed with the story.")
        reason = (
            st.text_input("Why nobody could co-sign", key=f"no_signature_{record.id}", max_chars=600) or ""
        )
        if st.button("Record the reason", key="do_no_signature"):
            _try(
                lambda: say_no_co_signature(
                    get_engine(), actor=current_actor(), story_id=record.id, read_version=record.version,
                    reason=reason,
                )
            )  # fmt: skip


def _try(move: Callable[[], SavedStory], *, done: str = "") -> None:
    try:
        moved = move()
    except HeardError as error:
        outcome.note(MOVED, "error", str(error))
    else:
        outcome.note(MOVED, "success", f"Done. {done or STANDING[moved.status] + '.'}")
        if st.query_params.get("s") not in {None, moved.slug}:
            st.query_params["s"] = moved.slug
    st.rerun()
