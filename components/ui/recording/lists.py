"""The lists of the form, read once per version of the store."""

from functools import lru_cache

from data_access.engine import get_engine
from data_access.queries.recording_lists import RecordingLists, read_recording_lists
from data_access.settings import get_settings
from data_access.unit_of_work import store_version


def current_lists() -> RecordingLists:
    """The lists as of now."""
    return _lists_of((get_settings().store_url, store_version(get_engine())))


@lru_cache(maxsize=2)
def _lists_of(_key: tuple[str, int]) -> RecordingLists:
    return read_recording_lists(get_engine())
