"""What people answered, for lay partners: in words and shares, without a table of numbers."""

from collections.abc import Sequence

import streamlit as st

from components.ui.feedback_answers import MOST_COMMENTS, comment_boxes
from components.ui.feedback_loaders import answers_of
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.queries.feedback import Answers
from domain.disclosure import shown
from domain.experience import AGREES_FROM, DISAGREES_TO, FEWEST_ANSWERS
from domain.permissions import Actor
from domain.share_words import findings, share_in_words
from domain.vocabulary import Answer
from domain.wording import counted, whole


def lay_answers(view: View, *, actor: Actor, network: str) -> None:
    """What people answered about one network's activities, in plain words."""
    answers = answers_of(view, actor=actor, network=network)
    if not answers.counted:
        st.text(_nothing_yet(answers))
        return
    illustrative = " Illustrative answers are among them." if answers.has_illustrative else ""
    st.text(f"Number of people who answered: {shown(answers.counted).text}.{illustrative}")
    _statements(answers)
    _heard_back(answers)
    _comments(answers)


def _nothing_yet(answers: Answers) -> str:
    if not answers.waiting:
        return "Nobody has answered yet."
    return (
        f"A few people have answered. We show answers once there are {FEWEST_ANSWERS} or more and the week is "
        "over, so that nobody can be worked out."
    )


def _statements(answers: Answers) -> None:
    columns = st.columns(2, gap="small")
    for place, (statement, counts) in enumerate(answers.agreement.items()):
        total = sum(counts)
        # The first two stand on the left, so that a phone shows them in their order.
        with columns[place // 2], st.container(key=f"lay_statement_{place}", border=True):
            st.subheader(f"“{escaped(statement.label)}”", anchor=False)
            if total < FEWEST_ANSWERS:
                st.text("Too few people answered this.")
                continue
            yes, no = sum(counts[AGREES_FROM:]), sum(counts[: DISAGREES_TO + 1])
            finding, *rest = findings(yes, total - yes - no, no)
            st.markdown(f"**{finding}**")
            for sentence in rest:
                st.text(sentence)


def _heard_back(answers: Answers) -> None:
    st.header("Did people hear back?", anchor=False)
    said = _said(answers, (True, False))
    if sum(said) < FEWEST_ANSWERS:
        st.text("Too few people answered this.")
        return
    st.markdown(f"**{share_in_words(said[0], sum(said))}** said that somebody told them what came of it.")
    recorded = _said(answers, (True,))
    if sum(recorded) >= FEWEST_ANSWERS:
        st.markdown(
            "Where staff wrote down that they had told people: "
            f"**{share_in_words(recorded[0], sum(recorded)).lower()}** say that they heard back."
        )


def _said(answers: Answers, told: Sequence[bool]) -> tuple[int, int]:
    """People who heard back, and people who did not, over activities told of or not."""
    yes, no = (sum(answers.heard_back.get((key, one), 0) for key in told) for one in (Answer.YES, Answer.NO))
    return yes, no


def _comments(answers: Answers) -> None:
    st.header("In their own words", anchor=False)
    plain = [one for one in answers.comments if not one.warning]
    held_back = len(answers.comments) - len(plain)
    if not answers.comments:
        st.text("Nobody has written anything yet.")
    shows_all = len(plain) > MOST_COMMENTS and st.toggle(
        f"Show all {whole(len(plain))} comments", key="lay_all_comments"
    )
    comment_boxes(plain if shows_all else plain[:MOST_COMMENTS], key="lay_comment")
    if held_back:
        st.text(
            f"{counted(held_back, 'comment is', 'comments are')} not shown here, because of a telephone number or "
            "something else that could show who wrote it."
        )
