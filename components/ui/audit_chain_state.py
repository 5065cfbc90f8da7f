"""Says on the audit page whether the chain of events is unbroken, and when that was last followed to its end."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import streamlit as st
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access.consistent_read import consistent_read
from data_access.engine import get_engine
from data_access.queries.audit_chain import ChainState, follow_chain, trail_length
from data_access.tables.base import now
from domain.wording import at_in_words, counted

_HINT = (
    "Each event carries a fingerprint of itself and of all events before it. Keep the last fingerprint "
    "somewhere else: then even a whole trail written anew would show."
)


@dataclass(frozen=True)
class Followed:
    """What was found, when all of the chain was last followed, and how many events came since."""

    state: ChainState
    from_start: datetime
    since: int = 0


MOST_UNASKED = 20_000
"""Of more events than these, only the newest are followed unasked: all of them take a second or more."""
_BUTTON = "audit_check"
_followed: dict[str, Followed] = {}
_lock = Lock()


def chain_state() -> None:
    """A line on the chain, with a button that follows all of it anew, as each opening of the page does."""
    # The state of the button lasts as long as the page is open.
    is_opening = _BUTTON not in st.session_state
    with st.container(key="block_audit_chain"):
        words = st.container()
        anew = st.button("Check the whole trail now", key=_BUTTON)
    with words:
        try:
            anew = anew or (is_opening and trail_length(get_engine()) <= MOST_UNASKED)
            waiting = 0 if anew else events_to_follow(get_engine())
            if waiting > MOST_UNASKED:
                st.markdown(
                    f"**{counted(waiting, 'event', 'events')} not checked yet.** It takes a few seconds."
                )
                return
            with st.spinner("Following the chain of events…"):
                followed = follow(get_engine(), anew=anew)
        except SQLAlchemyError:
            st.error("The trail cannot be checked now. Try again in a minute.")
            return
        _say(followed)


def events_to_follow(engine: Engine) -> int:
    """How many events came since the chain was last followed; all of them where it never was."""
    before = _followed.get(_address(engine))
    return max(0, trail_length(engine) - (before.state.events if before else 0))


def follow(engine: Engine, *, anew: bool) -> Followed:
    """Follow the chain on from where it was unbroken last; all of it the first time, and when asked to."""
    address = _address(engine)
    with _lock, consistent_read(engine) as connection:
        before = None if anew else _followed.get(address)
        state = follow_chain(connection, known=before.state if before else None)
        if before and not state.is_unbroken:
            # Perhaps the store was replaced by a backup: only all of it can tell.
            before, state = None, follow_chain(connection)
        found = Followed(state, now())
        if before:
            since = before.since + state.events - before.state.events
            found = Followed(state, before.from_start, since)
        if state.is_unbroken:
            _followed[address] = found
        else:
            _followed.pop(address, None)
    return found


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _say(followed: Followed) -> None:
    state = followed.state
    if not state.is_unbroken:
        st.error(
            f"The chain of events is broken: {state.wrong}. Somebody changed the trail itself. Keep a copy of "
            "the store as it is now, and compare it with a backup."
        )
        return
    whole = counted(state.events - followed.since, "event", "events")
    last = f"All of the chain was last checked {at_in_words(followed.from_start)} and was unbroken: {whole}."
    st.markdown(f"**{last}{_since(followed.since)}**")
    st.caption(f"The last fingerprint. {_HINT}")
    st.code(state.head, language=None, wrap_lines=True)


def _since(events: int) -> str:
    """What is known of the events since then; "" where there are none."""
    if not events:
        return ""
    follow_on = "follows" if events == 1 else "follow"
    return f" The {counted(events, 'event', 'events')} since then {follow_on} on."
