"""Makes all illustrative records of one run, block by block, so that a million fit into little memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from seed_data.illustrative.activities import activity_rows, link_rows
from seed_data.illustrative.assessments import assessment_rows
from seed_data.illustrative.characters import Cast
from seed_data.illustrative.cohorts import cohort_rows
from seed_data.illustrative.dots import question_rows
from seed_data.illustrative.drafts import Scene, draw_draft
from seed_data.illustrative.experiences import experience_rows
from seed_data.illustrative.forum import forum_rows
from seed_data.illustrative.meetings import lay_out_meetings, meeting_rows
from seed_data.illustrative.outcomes import outcome_rows
from seed_data.illustrative.roles import role_rows
from seed_data.illustrative.rows import Days, FirstIds, Rows
from seed_data.illustrative.spine import lay_out

BLOCK = 10_000


def generate(
    *,
    activities: int = 1500,
    until: date,
    seed: int = 2021,
    first_ids: FirstIds | None = None,
    days_of_meetings: frozenset[date] = frozenset(),
) -> Iterator[Rows]:
    """Make records of the three years that end with `until`, parents before children.

    The same arguments give the same rows. Activities come in order of their start, in blocks of up to
    10,000; `first_ids` are the first free numbers of the store, `days_of_meetings` those on which the forum meets
    already.
    """
    scene = Scene(cast=Cast(seed), days=Days(until))
    yield assessment_rows(scene)
    first = ids = first_ids or FirstIds()
    meetings = lay_out_meetings(scene, first_id=ids.meeting, taken=days_of_meetings)
    yield from meeting_rows(scene, meetings)
    yield from forum_rows(scene, meetings)
    yield role_rows(scene)
    spine = lay_out(activities, cast=scene.cast, days=scene.days)
    for block, start in enumerate(range(0, activities, BLOCK)):
        rng = np.random.default_rng([seed, 9, block])
        draft = draw_draft(
            spine.part(start, start + BLOCK), scene=scene, first_activity=ids.activity, rng=rng
        )
        cohorts, groups = cohort_rows(
            draft.cohorts, draft.people, first_activity=ids.activity, first_cohort=ids.cohort
        )
        outcomes, evidence = outcome_rows(draft, scene=scene, first_outcome=ids.outcome, rng=rng)
        yield activity_rows(draft, scene=scene, rng=rng)
        yield from link_rows(draft, scene=scene, rng=rng)
        yield from (cohorts, groups, outcomes, evidence)
        yield experience_rows(draft, scene=scene, rng=rng)
        ids = replace(
            ids,
            activity=ids.activity + len(draft),
            cohort=ids.cohort + len(cohorts.rows),
            outcome=ids.outcome + len(outcomes.rows),
        )
    halfway = first.activity + activities // 2
    yield from question_rows(scene, meetings, first_id=ids.dot_question, activity=halfway)
