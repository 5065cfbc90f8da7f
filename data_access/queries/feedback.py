"""What is asked of feedback: the activity behind a link, the links of an activity, and what people answered."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.feedback import LinkState, link_state
from data_access.settings import get_settings
from data_access.tables import Activity, FeedbackLink, Network
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class AskedAbout:
    """What somebody with a link may know: the activity, and whether the link takes an answer now."""

    title: str
    network: str
    first: date
    last: date | None
    is_illustrative: bool
    state: LinkState
    is_single: bool


def asked_about(engine: Engine, token: str) -> AskedAbout | None:
    """What the link with this token asks about; None where there is no such link."""
    with Session(engine) as session:
        found = session.execute(
            sa.select(FeedbackLink, Activity, col(Network.name))
            .join(Activity, col(Activity.id) == col(FeedbackLink.activity_id))
            .join(Network, col(Network.code) == col(Activity.network_code))
            .where(col(FeedbackLink.token) == token)
        ).one_or_none()
    if found is None:
        return None
    link, activity, network = found
    return AskedAbout(
        title=activity.title,
        network=network,
        first=activity.start_date,
        last=activity.end_date,
        is_illustrative=activity.provenance is Provenance.ILLUSTRATIVE,
        state=link_state(link, today=get_settings().current_day()),
        is_single=link.most_answers == 1,
    )
