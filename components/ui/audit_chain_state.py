"""Says on the audit page whether the chain of events is unbroken, and when that was last followed to its end."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import streamlit as st
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access.commands.record_checks import UK
from data_access.consistent_read import consistent_read
from data_access.engine import get_engine
from data_access.queries.audit_chain import ChainState, follow_chain, trail_length
from data_access.tables.base import now
from domain.wording import counted, day

_HINT = (
    "Each event carries a fingerprint of itself and of all events before it. Keep the last fingerprint "
    "somewhere else: then even a whole trail written anew would show."
)


@dataclass(frozen=True)
class Followed:
    """What was found, when the whole chain was last followed, and when its newest events were."""

    state: ChainState
    from_start: datetime
    to_end: datetime


MOST_UNASKED = 20_000
"""More events than these are followed only when somebody asks: it takes this process a second or more."""
_followed: dict[str, Followed] = {}
_lock = Lock()


def chain_state() -> None:
    """A line on the chain, with a button that follows all of it anew."""
    with st.container(key="block_audit_chain"):
        words = st.container()
        anew = st.button("Check the whole trail now", key="audit_check")
    with words:
        try:
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
        moment = now()
        found = Followed(state, before.from_start if before else moment, moment)
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
    events = counted(state.events, "event", "events")
    st.markdown(f"**The chain of events is unbroken: {events}, checked {_at(followed.to_end)}.**")
    st.caption(f"All of it was followed {_at(followed.from_start)}. Last fingerprint: {state.head}. {_HINT}")


def _at(moment: datetime) -> str:
    local = moment.astimezone(UK)
    return f"on {day(local)} at {local:%H:%M}"
