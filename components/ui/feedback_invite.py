"""Asking people how it was: choose an activity, make a link or codes, hand them out, close them."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import partial

import streamlit as st

from components.ui.feedback_codes import (
    Sheet,
    SheetSize,
    addresses_of,
    qr_png,
    qr_svg,
    sheet_html,
)
from components.ui.outcome import note, say
from components.ui.own_address import own_address
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.commands.feedback import (
    LONGEST_OPEN,
    MOST_ANSWERS,
    MOST_PIECES,
    LinkState,
    SharedLinkDraft,
    SingleLinksDraft,
    close_link,
    make_link,
    make_single_links,
)
from data_access.engine import get_engine
from data_access.queries.feedback_links import ActivityToAsk, LinkSet, activities_to_ask, link_sets
from data_access.queries.settings import settings_now
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError
from domain.permissions import Actor
from domain.wording import counted, day, whole

SHARED, SINGLE = "One link for everybody", "Codes that work once each"
PIECES = 20
_IN_ADDRESS = "activity"
_ROUND = "feedback_round"


def invite(view: View, *, actor: Actor, networks: Collection[str]) -> None:
    """Choose an activity, make links for it, and see those that there are."""
    activity = _choose_activity(view, networks)
    if activity is None:
        return
    if activity.is_illustrative:
        st.text("This activity is illustrative. Answers to it are marked as illustrative, too.")
    _make_form(activity, actor=actor, today=view.today)
    say(_links_of(activity.id))
    sets = link_sets(get_engine(), actor=actor, activity_id=activity.id)
    st.subheader("Links of this activity", anchor=False)
    if not sets:
        st.text("There are none yet.")
    for one in sets:
        with st.container(key=f"feedback_links_{one.id}", border=True):
            _show(one, activity, actor=actor, network=view.facts.reference.networks[activity.network].name)


def _choose_activity(view: View, networks: Collection[str]) -> ActivityToAsk | None:
    wanted = st.text_input(
        "Find an activity by part of its title or reference", key="feedback_wanted", max_chars=100
    )
    found = activities_to_ask(get_engine(), networks=networks, wanted=wanted, today=view.today)
    if not found:
        st.text(
            "No activity of your networks has this in its title or reference."
            if wanted.strip()
            else "Your networks have no activity yet that has begun. Record one first."
        )
        return None
    by_id = {one.id: one for one in found}
    asked = st.query_params.get(_IN_ADDRESS, "")
    place = list(by_id).index(int(asked)) if asked.isdecimal() and int(asked) in by_id else 0
    shows_network = len(networks) > 1
    chosen = st.selectbox(
        "Activity, newest first",
        list(by_id),
        index=place,
        key=f"feedback_activity_{wanted.strip()}",
        format_func=lambda number: _named(by_id[number], shows_network=shows_network),
    )
    st.query_params[_IN_ADDRESS] = str(chosen)
    return by_id[chosen]


def _named(activity: ActivityToAsk, *, shows_network: bool) -> str:
    network = f"{activity.network} · " if shows_network else ""
    return f"{network}{activity.title} · {day(activity.first)} · {activity.reference}"


def _make_form(activity: ActivityToAsk, *, actor: Actor, today: date) -> None:
    defaults = settings_now(get_engine())
    # Each form that was handed in makes way for a new one: a second click on the old one finds nothing.
    number = st.session_state.setdefault(_ROUND, 0)
    kind = st.radio("What do you need?", (SHARED, SINGLE), horizontal=True, key="feedback_kind")
    with st.form(f"feedback_make_{number}", enter_to_submit=False):
        if kind == SHARED:
            most = st.number_input(
                "How many answers may come in at most",
                min_value=1,
                max_value=MOST_ANSWERS,
                value=min(defaults.feedback_most_answers, MOST_ANSWERS),
                key=f"feedback_most_{number}",
            )
        else:
            most = st.number_input(
                "How many codes",
                min_value=1,
                max_value=MOST_PIECES,
                value=PIECES,
                key=f"feedback_pieces_{number}",
            )
        last = st.date_input(
            "Last day for answers",
            value=min(today + timedelta(days=defaults.feedback_days_open), today + LONGEST_OPEN),
            min_value=today,
            max_value=today + LONGEST_OPEN,
            format="DD/MM/YYYY",
            key=f"feedback_last_{number}",
        )
        label = st.text_input(
            "Your own note, if you make several: who gets it?",
            max_chars=120,
            key=f"feedback_label_{number}",
        )
        if st.form_submit_button("Make the link" if kind == SHARED else "Make the codes", type="primary"):
            _make(activity, actor, kind=kind, most=int(most or 0), last=last, label=label)


def _make(
    activity: ActivityToAsk, actor: Actor, *, kind: str, most: int, last: date | None, label: str
) -> None:
    if last is None:
        st.error("Last day for answers: choose a day.")
        return
    about = {"activity_id": activity.id, "label": label, "closes_on": last}
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            if kind == SHARED:
                make_link(work, SharedLinkDraft(**about, most_answers=most))
                said = "The link is made. It stands below."
            else:
                made = make_single_links(work, SingleLinksDraft(**about, pieces=most))
                said = f"{counted(len(made), 'code is', 'codes are')} made. You can print them below."
    except (HeardError, ValueError) as error:
        st.error(str(error) if isinstance(error, HeardError) else "Please check the numbers and the day.")
        return
    note(_links_of(activity.id), "success", said)
    st.session_state[_ROUND] += 1
    st.rerun()


def _show(links: LinkSet, activity: ActivityToAsk, *, actor: Actor, network: str) -> None:
    st.markdown(f"**{escaped(links.label) if links.label else SINGLE if links.is_single else SHARED}**")
    st.text(_standing(links))
    if links.state is not LinkState.OPEN:
        return
    addresses = addresses_of(links.tokens, home=own_address())
    sheet = Sheet(
        title=activity.title,
        network=network,
        day=day(activity.first),
        last_day=day(links.closes_on),
        addresses=addresses,
        is_single=links.is_single,
    )
    if links.is_single:
        with st.expander("The addresses as text", key=f"feedback_addresses_{links.id}"):
            st.code("\n".join(addresses), language=None)
    else:
        st.code(addresses[0], language=None, wrap_lines=True)
        st.image(qr_png(addresses[0]), width=220, alt=f"QR code that opens {addresses[0]}")
    _downloads(links, sheet)
    _closing(links, activity_id=activity.id, actor=actor)


def _standing(links: LinkSet) -> str:
    if links.is_single:
        used = f"{whole(links.answers)} of {counted(links.most_answers, 'code is', 'codes are')} used"
    else:
        used = f"{counted(links.answers, 'answer', 'answers')} so far, of {whole(links.most_answers)} at most"
    if links.state is LinkState.OPEN:
        return f"{used} · Open until {day(links.closes_on)} · Made by {links.made_by}"
    return f"{used} · {links.state.label} · Made by {links.made_by}"


def _downloads(links: LinkSet, sheet: Sheet) -> None:
    address, stem = sheet.addresses[0], f"heard-feedback-{links.id}"
    with st.container(horizontal=True):
        if not links.is_single:
            for label, build, extension, mime in (
                ("Code as PNG", qr_png, "png", "image/png"),
                ("Code as SVG", qr_svg, "svg", "image/svg+xml"),
            ):
                st.download_button(
                    label,
                    data=partial(build, address),
                    file_name=f"{stem}.{extension}",
                    mime=mime,
                    on_click="ignore",
                    key=f"feedback_{extension}_{links.id}",
                )
        for size in SheetSize:
            st.download_button(
                f"Print on {size.value}",
                data=partial(sheet_html, sheet, size=size),
                file_name=f"{stem}-{size.value.lower()}.html",
                mime="text/html",
                on_click="ignore",
                key=f"feedback_sheet_{size.value}_{links.id}",
            )


def _closing(links: LinkSet, *, activity_id: int, actor: Actor) -> None:
    what = "these codes" if links.is_single else "this link"
    with st.popover(f"Close {what}", key=f"feedback_closing_{links.id}"):
        st.text(f"Nobody can answer with {what} any more. Answers that came in stay.")
        if st.button("Close for good", key=f"feedback_close_{links.id}"):
            _close(links.id, where=_links_of(activity_id), actor=actor)
            st.rerun()


def _close(link_id: int, *, where: str, actor: Actor) -> None:
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            close_link(work, link_id)
    except HeardError as error:
        note(where, "error", str(error))
    else:
        note(where, "success", "Closed. Answers that came in stay.")


def _links_of(activity_id: int) -> str:
    """Where it is said what a click on the links of this activity came to."""
    return f"feedback/{activity_id}"
