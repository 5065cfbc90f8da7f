"""The networks page: what the reference data say, and what an administrator may change beside them."""

from collections.abc import Callable, Mapping

import streamlit as st
from pydantic import ValidationError

from components.ui.network_page_form import profile_form
from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from data_access.commands.networks import OwnWordsDraft, WebsiteDraft, change_website, set_own_words
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.networks import NetworkDetails, OwnWords, network_details, own_words, shared_terms
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.local_terms import LONGEST, TermKind
from domain.permissions import Actor
from domain.source_words import plain_source
from domain.web_address import is_web_address
from domain.wording import join_and, whole

KINDS: tuple[TermKind, ...] = tuple(TermKind)


def network_sheets(networks: Mapping[str, NetworkEntry], *, actor: Actor) -> None:
    """One network at a time: reference data, website, own words."""
    code = st.selectbox(
        "Network", list(networks), format_func=lambda one: networks[one].short_name, key="managed_network"
    )
    details = network_details(get_engine(), code)
    st.header(escaped(details.name), anchor=False)
    with st.container(key="sheet_reference", border=True):
        _reference(details)
    with st.container(key="sheet_website", border=True):
        _website(details, actor)
    with st.container(key="sheet_profile", border=True):
        st.subheader("On its public page", anchor=False)
        profile_form(code, actor=actor)
    with st.container(key="sheet_own_words", border=True):
        _own_words(code, actor)


def _reference(details: NetworkDetails) -> None:
    st.subheader("From the reference data", anchor=False)
    st.caption("These come from published sources and change only with them.")
    for label, text in (
        ("Name before 2023", details.name_before_2023),
        ("NHS region", details.region),
        ("Population", whole(details.population)),
        ("Integrated care boards", join_and(details.icbs) or "None recorded"),
    ):
        st.markdown(f"**{label}:** {escaped(text)}")
    st.caption(escaped(f"Source: {plain_source(details.source)}"))


def _website(details: NetworkDetails, actor: Actor) -> None:
    st.subheader("Website", anchor=False)
    key = _begin(f"website_{details.code}", details.website)
    typed = st.text_input("Address of the website", max_chars=300, key=key)
    st.caption("A whole address that starts with https://, or nothing where there is none.")
    with st.container(horizontal=True):
        saves = st.button("Save the website", key="save_website", type="primary")
        if is_web_address(details.website):
            st.link_button("Open the website", details.website)
    say("networks/website")
    if saves:
        seen = _seen(key)
        _write(
            "networks/website",
            key,
            actor,
            lambda work: change_website(
                work, WebsiteDraft(network_code=details.code, website=typed, seen=seen)
            ),
            stored=lambda: network_details(get_engine(), details.code).website,
        )


def _own_words(code: str, actor: Actor) -> None:
    st.subheader("Own words for shared terms", anchor=False)
    st.caption("Records keep the shared code, so that networks can still be read side by side.")
    given = own_words(get_engine(), code)
    if not given:
        st.text("This network uses the shared words throughout.")
    for one in given:
        _one_term(code, one, actor)
    kind = st.selectbox("List", KINDS, format_func=lambda one: one.label, key="own_kind")
    terms = shared_terms(get_engine(), kind)
    term = st.selectbox("Shared term", list(terms), format_func=lambda one: terms[one], key=f"own_{kind}")
    held = next((one.own for one in given if (one.kind, one.code) == (kind, term)), "")
    key = _begin(f"own_{code}_{kind}_{term}", held)
    typed = st.text_input("What the network calls it", max_chars=LONGEST, key=key)
    saves = st.button("Save these words", key="save_own_words", type="primary")
    say("networks/own_words")
    if saves and not typed.strip() and not held:
        st.error("Write what the network calls it, then save.")
    elif saves:
        _write_words(code, kind, term, typed, actor=actor, key=key, seen=_seen(key))


def _one_term(code: str, one: OwnWords, actor: Actor) -> None:
    with st.container(key=f"own_term_{one.kind}_{one.code}", horizontal=True, vertical_alignment="center"):
        st.text(f"{one.kind.label}: “{one.shared}” is called “{one.own}”")
        # The name says which, for those who hear the page.
        if st.button(
            f"Back to the shared words for {escaped(one.shared)}", key=f"drop_{one.kind}_{one.code}"
        ):
            key = _begin(f"own_{code}_{one.kind}_{one.code}", one.own)
            _write_words(code, one.kind, one.code, "", actor=actor, key=key, seen=one.own)


def _write_words(
    network: str, kind: TermKind, term: str, typed: str, *, actor: Actor, key: str, seen: str
) -> None:
    def stored() -> str:
        given = own_words(get_engine(), network)
        return next((one.own for one in given if (one.kind, one.code) == (kind, term)), "")

    _write(
        "networks/own_words",
        key,
        actor,
        lambda work: set_own_words(
            work, OwnWordsDraft(network_code=network, kind=kind, code=term, label=typed, seen=seen)
        ),
        stored=stored,
    )


def _write(
    where: str, key: str, actor: Actor, save: Callable[[UnitOfWork], bool], *, stored: Callable[[], str]
) -> None:
    """Save; what was typed stays in its field where that fails, and what is stored now counts as seen."""
    try:
        with unit_of_work(get_engine(), actor=actor) as work:
            changed = save(work)
    except (HeardError, ValidationError) as error:
        said = str(error) if isinstance(error, HeardError) else "This is too long. Shorten it, then save."
        note(where, "error", said)
        st.session_state[f"{key}_seen"] = stored()
    else:
        note(where, "success", "Saved." if changed else "Nothing had to change.")
        # The field begins anew with what is stored.
        del st.session_state[f"{key}_seen"]
    st.rerun()


def _begin(name: str, stored: str) -> str:
    """The key of a field, which begins with what is stored and remembers that this was shown."""
    key = f"network_field_{name}"
    if f"{key}_seen" not in st.session_state or key not in st.session_state:
        st.session_state[key] = stored
        st.session_state[f"{key}_seen"] = stored
    return key


def _seen(key: str) -> str:
    seen: str = st.session_state[f"{key}_seen"]
    return seen
