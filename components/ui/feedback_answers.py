"""What people answered, for staff: each statement by itself with the number of answers, and never one score."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.figures.grid import FEW, MANY, NOBODY, SOME, grid_of
from components.ui.feedback_loaders import answers_of
from components.ui.grid_table import grid_html
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.queries.feedback import Answers, Comment
from domain.experience import AGREEMENT, AGREES_FROM, FEWEST_ANSWERS, Statement
from domain.permissions import Actor
from domain.vocabulary import Answer
from domain.wording import counted, whole

MOST_COMMENTS = 30
TOLD = {True: "Staff recorded that they told people", False: "Nothing recorded"}
HEARD = {Answer.YES: "Heard back", Answer.NO: "Did not", Answer.NOT_RECORDED: "Not known or left out"}
Agreement = Mapping[Statement, Sequence[int]]


def read_answers(view: View, *, actor: Actor, network: str) -> None:
    """What people answered about one network's activities: statements, hearing back, comments."""
    answers = answers_of(view, actor=actor, network=network)
    st.text(standing(answers))
    if not answers.counted:
        return
    st.subheader("Do people feel heard?", anchor=False)
    _statements(answers.agreement, key="all", caption="Answers by statement and agreement, all activities")
    _heard_back(answers)
    _own_activities(answers)
    _comments(answers.comments)


def standing(answers: Answers) -> str:
    """How many answers are shown, how many wait, and why."""
    shown = f"{counted(answers.counted, 'answer is', 'answers are')} shown here."
    if answers.has_illustrative:
        shown += " Illustrative answers are among them."
    if not answers.waiting:
        return shown if answers.counted else "Nobody has answered yet."
    verb = "waits" if answers.waiting == 1 else "wait"
    return (
        f"{shown} {counted(answers.waiting, 'more', 'more')} {verb}: so that nobody can be worked out, answers are "
        f"only shown once their week is over, and never fewer than {FEWEST_ANSWERS} new ones together."
    )


def _statements(agreement: Agreement, *, key: str, caption: str) -> None:
    for statement, counts in agreement.items():
        st.markdown(f"- {escaped(statement.label)}: **{_in_words(counts)}**")
    grid = grid_of(
        "Statement",
        rows={statement.value: statement.label for statement in agreement},
        columns={**{str(level): words for level, words in enumerate(AGREEMENT)}, "all": "All answers"},
        texts=[[*map(whole, counts), whole(sum(counts))] for counts in agreement.values()],
        tints=[[*(_tint(count, sum(counts)) for count in counts), 0] for counts in agreement.values()],
        in_full=[
            [
                *(f"{words}: {whole(count)} of {whole(sum(counts))}" for words, count in _with_words(counts)),
                f"{counted(sum(counts), 'answer', 'answers')}",
            ]
            for counts in agreement.values()
        ],
    )
    with st.container(key=f"wide_feedback_{key}"):
        st.html(grid_html(grid, caption=caption))


def _with_words(counts: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(AGREEMENT, counts, strict=True))


def _in_words(counts: Sequence[int]) -> str:
    total = sum(counts)
    if not total:
        return "nobody answered this"
    return f"{whole(sum(counts[AGREES_FROM:]))} of {whole(total)} say mostly or completely"


def _tint(count: int, total: int) -> int:
    """Darker for a larger share of the answers to this statement."""
    if not count:
        return NOBODY
    return FEW if count * 5 < total else SOME if count * 5 < total * 2 else MANY


def _heard_back(answers: Answers) -> None:
    st.subheader("Did people hear back?", anchor=False)
    told = {key: sum(answers.heard_back.get((key, one), 0) for one in HEARD) for key in TOLD}
    heard = answers.heard_back.get((True, Answer.YES), 0)
    missed = answers.heard_back.get((True, Answer.NO), 0)
    if told[True]:
        st.markdown(
            f"Where staff recorded that they told people what came of it, **{whole(heard)} of "
            f"{counted(told[True], 'person', 'people')}** say they heard back and **{whole(missed)}** say they did not."
        )
    rows = {key: label for key, label in TOLD.items() if told[key]}
    texts = [[whole(answers.heard_back.get((key, one), 0)) for one in HEARD] for key in rows]
    grid = grid_of(
        "What staff recorded",
        rows={str(key): label for key, label in rows.items()},
        columns={one.value: label for one, label in HEARD.items()},
        texts=texts,
        tints=[[_tint(answers.heard_back.get((key, one), 0), told[key]) for one in HEARD] for key in rows],
        in_full=[
            [f"{label}: {text}" for label, text in zip(HEARD.values(), row, strict=True)] for row in texts
        ],
    )
    with st.container(key="wide_feedback_heard"):
        st.html(grid_html(grid, caption="What people say, beside what staff recorded"))


def _own_activities(answers: Answers) -> None:
    if not answers.by_activity:
        return
    st.subheader("Activities with enough answers of their own", anchor=False)
    title = st.selectbox("Activity", list(answers.by_activity), key="feedback_by_activity")
    agreement = answers.by_activity[title]
    _statements(agreement, key="own", caption="Answers by statement and agreement, one activity")


def _comments(comments: Sequence[Comment]) -> None:
    st.subheader("In their own words", anchor=False)
    plain = [one for one in comments if not one.warning]
    flagged = [one for one in comments if one.warning]
    if not comments:
        st.text("Nobody has written anything yet.")
    _list(plain, key="plain")
    if flagged:
        st.text(
            f"{counted(len(flagged), 'comment', 'comments')} may hold a personal detail. Open one only if you must, "
            "and do not pass it on."
        )
    for place, one in enumerate(flagged[:MOST_COMMENTS]):
        with st.expander(f"May hold {one.warning}", key=f"feedback_flagged_{place}"):
            comment_text(one)


def _list(comments: Sequence[Comment], *, key: str) -> None:
    is_long = len(comments) > MOST_COMMENTS
    shows_all = is_long and st.toggle(f"Show all {whole(len(comments))} comments", key=f"feedback_all_{key}")
    comment_boxes(comments if shows_all else comments[:MOST_COMMENTS], key=f"feedback_{key}")


def comment_boxes(comments: Sequence[Comment], *, key: str) -> None:
    """Comments in two columns, one below the other on a phone."""
    columns = st.columns(2, gap="small")
    half = (len(comments) + 1) // 2
    for place, one in enumerate(comments):
        with columns[place >= half], st.container(key=f"{key}_{place}", border=True):
            comment_text(one)


def comment_text(comment: Comment) -> None:
    """A comment as plain text, with its activity where that may be named."""
    st.text(comment.text)
    if comment.activity:
        st.caption(escaped(comment.activity))
