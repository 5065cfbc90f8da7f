"""The records that the Overview quotes, read once per view and shared by all viewers of this process."""

from functools import lru_cache

import pandas as pd

from components.ui.view import ViewKey, period_shown
from data_access.engine import get_engine
from data_access.facts import current_facts
from data_access.queries.outcomes import newest_changes
from data_access.queries.stories import published_stories

MOST_CHANGES = 3


@lru_cache(maxsize=128)
def changes_of(key: ViewKey) -> pd.DataFrame:
    """The newest "you said, we did" of up to three networks of the view; not to be changed."""
    engine = get_engine()
    facts = current_facts(engine)
    return newest_changes(engine, facts, key.filters, period_shown(key), most=MOST_CHANGES)


@lru_cache(maxsize=128)
def stories_of(key: ViewKey) -> pd.DataFrame:
    """The published case studies of the view's networks; not to be changed."""
    return published_stories(get_engine(), key.filters)
