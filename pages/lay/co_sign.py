"""Co-sign a story: lay partners say whether it tells how it was."""

import streamlit as st

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.stories.desk import stories_to_move
from domain.permissions import Action
from domain.vocabulary import StoryStatus

guard(Action.CO_SIGN_STORIES)
page_heading("Does this story tell how it was?")
st.text("A story needs you. Read it. If it is true, sign it. If not, send it back and say why.")
stories_to_move((StoryStatus.IN_REVIEW,), nothing="No story waits for you now. Thank you.")
