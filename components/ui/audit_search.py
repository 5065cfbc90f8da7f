"""The search form of the audit page, and the search that the address asks for."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from data_access.queries.audit import AuditSearch
from domain.audit_words import AuditAction, AuditedKind

_NAMES = ("person", "kind", "record", "action", "text", "first", "last")
_LONGEST = {"person": 120, "record": 80, "text": 200}
_PLACE = "audit_older_than"
EARLIEST = date(2000, 1, 1)


def chosen_search() -> AuditSearch:
    """Draw the form, filled from the address, and answer what to look for."""
    asked = {name: st.query_params.get(name, "") for name in _NAMES}
    search = search_of(asked)
    if st.session_state.get("audit_address") != asked:
        st.session_state["audit_address"] = asked
        _fill(search)
        st.session_state.pop(_PLACE, None)
    with st.form("audit_search", border=False):
        _fields()
        with st.container(horizontal=True):
            st.form_submit_button("Search", type="primary", on_click=_into_address)
            st.form_submit_button("Clear", on_click=_clear)
    return search


def search_of(asked: Mapping[str, str]) -> AuditSearch:
    """The search that an address asks for; what it cannot mean is left out."""
    return AuditSearch(
        **{name: asked.get(name, "").strip()[:longest] for name, longest in _LONGEST.items()},
        kind=_known(AuditedKind, asked.get("kind", "")),
        action=_known(AuditAction, asked.get("action", "")),
        first=_day(asked.get("first", "")),
        last=_day(asked.get("last", "")),
    )


def pages_before() -> list[int]:
    """The numbers of the events below which the pages so far began: empty on the newest page."""
    pages: list[int] = st.session_state.setdefault(_PLACE, [])
    return pages


def _known(codes: type[AuditedKind] | type[AuditAction], text: str) -> str:
    return text if text in {code.value for code in codes} else ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST <= found <= date(2100, 1, 1) else None


def _fill(search: AuditSearch) -> None:
    for name in _NAMES:
        st.session_state[f"audit_{name}"] = getattr(search, name)


def _fields() -> None:
    first, second, third = st.columns(3)
    with first:
        st.text_input(
            "Person", key="audit_person", max_chars=_LONGEST["person"], help="Part of a name will do."
        )
        _choice("What was done", "action", AuditAction)
    with second:
        _choice("Kind of record", "kind", AuditedKind)
        st.text_input(
            "Number of the record",
            key="audit_record",
            max_chars=_LONGEST["record"],
            help="As its address has it.",
        )
    with third:
        st.text_input("Words before, after or in a note", key="audit_text", max_chars=_LONGEST["text"])
        with st.container(horizontal=True):
            for name, label in (("first", "From"), ("last", "To")):
                st.date_input(label, key=f"audit_{name}", format="DD/MM/YYYY", min_value=EARLIEST)


def _choice(label: str, name: str, codes: type[AuditedKind] | type[AuditAction]) -> None:
    labels = {"": "Any", **{code.value: code.label for code in codes}}
    st.selectbox(label, list(labels), format_func=lambda code: labels[code], key=f"audit_{name}")


def _into_address() -> None:
    given = {name: st.session_state.get(f"audit_{name}") for name in _NAMES}
    texts = {
        name: value.isoformat() if isinstance(value, date) else str(value or "").strip()
        for name, value in given.items()
    }
    _set_address({name: text for name, text in texts.items() if text})


def _clear() -> None:
    _set_address({})


def _set_address(wanted: Mapping[str, str]) -> None:
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _NAMES}
    st.query_params.from_dict({**wanted, **others})
    st.session_state.pop("audit_address", None)
