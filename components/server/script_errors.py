"""Owns what a visitor sees when a page fails: one sentence, never a stack trace."""

import logging

import streamlit as st

from domain.errors import HeardError

logger = logging.getLogger(__name__)

SENTENCE = "This page could not be shown. Nothing stored was lost: please load the page again."


def sentence_for(error: Exception) -> str:
    """Heard's own errors are written for the person; any other error stays in the log."""
    return str(error) if isinstance(error, HeardError) and str(error) else SENTENCE


def show_script_error(error: Exception) -> bool:
    """True tells Streamlit that the error was shown."""
    logger.error("A page failed", exc_info=error)
    st.error(sentence_for(error))
    return True
