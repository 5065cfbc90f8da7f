"""The web address under which the visitor can hand on a link to Heard."""

from urllib.parse import urlsplit

import streamlit as st

from data_access.settings import get_settings


def own_address() -> str:
    """Where people reach Heard, without a slash at the end: by setting, else as this visitor did."""
    settings = get_settings()
    asked = urlsplit(st.context.url or "")
    if settings.public_address or not asked.netloc:
        return settings.own_address
    return f"{asked.scheme}://{asked.netloc}"
