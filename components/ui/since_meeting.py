"""Everything that changed since one meeting, gathered once for the page and for its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.ui.since_agreed import Agreed, actions_since, decisions_since
from components.ui.since_frozen import FrozenFigures, frozen_figures
from components.ui.since_gaps import Gaps, gaps_since
from components.ui.since_loaders import ThenNow, figures_since, key_now
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingLine
from data_access.queries.stories import StoryCard, story_cards
from domain.periods import EARLIEST_DAY
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import MeetingState
from domain.wording import counted, day, in_uk, join_and

_STORIES = "/stories"


@dataclass(frozen=True)
class Since:
    """What changed since a meeting, of all networks together; `stories` are the new ones, the latest first."""

    meeting: MeetingLine
    today: date
    figures: tuple[ThenNow, ...]
    frozen: tuple[FrozenFigures, ...]
    decisions: Agreed
    actions: Agreed
    stories: tuple[StoryCard, ...]
    gaps: Gaps

    @property
    def finding(self) -> str:
        """The most of it: which numbers changed, and what is late."""
        on = day(self.meeting.held_on)
        changed = [f"{one.label.lower()} ({one.difference})" for one in self.figures if one.then != one.now]
        numbers = (
            f"Since {on} these changed: {join_and(changed)}." if changed else f"No number changed since {on}."
        )
        return f"{numbers} {self._late}"

    @property
    def _late(self) -> str:
        counts = ((len(self.decisions.late), "decision"), (len(self.actions.late), "action"))
        late = [counted(number, one, f"{one}s") for number, one in counts if number]
        if not late:
            return "No decision or action is late."
        is_one = sum(number for number, _ in counts) == 1
        return f"{join_and(late)} {'is' if is_one else 'are'} late."


def can_be_looked_back_to(meeting: MeetingLine, *, today: date) -> bool:
    """Whether a meeting took place on a day before today."""
    return meeting.state is not MeetingState.PLANNED and EARLIEST_DAY <= meeting.held_on < today


def since_meeting(
    view: View, meeting: MeetingLine, *, all_meetings: Sequence[MeetingLine], actor: Actor
) -> Since:
    """What changed since this one of all meetings. Raises NotAllowedError."""
    now, on = key_now(view), meeting.held_on
    stories = _published_by(view.today)
    new = [one for one in stories if not _was_out(one, on)]
    told = ThenNow("Published stories", len(stories) - len(new), len(stories), opens_now=_STORIES)
    return Since(
        meeting=meeting,
        today=view.today,
        figures=(*figures_since(now, on), told),
        frozen=frozen_figures(meeting.id, actor=actor),
        decisions=decisions_since(now, all_meetings, since=on, actor=actor),
        actions=actions_since(now, since=on),
        stories=tuple(sorted(new, key=lambda one: _day_out(one) or EARLIEST_DAY, reverse=True)),
        gaps=gaps_since(now, on),
    )


def _published_by(today: date) -> list[StoryCard]:
    """The stories that everybody could read on a day."""
    return [one for one in story_cards(get_engine(), actor=PUBLIC) if _was_out(one, today)]


def title_of(story: StoryCard) -> str:
    """The title, with the word for what is for demonstration."""
    return f"{story.title} (illustrative)" if story.is_illustrative else story.title


def published_on(story: StoryCard) -> str:
    """The day on which a story was published, in words; "" for what came with Heard."""
    published = _day_out(story)
    return day(published) if published else ""


def _was_out(story: StoryCard, on: date) -> bool:
    """Whether a story had been published by a day; what came with Heard has no day, and was."""
    return (_day_out(story) or EARLIEST_DAY) <= on


def _day_out(story: StoryCard) -> date | None:
    return in_uk(story.published_at).date() if story.published_at else None
