"""What a network says about itself on its public page."""

from datetime import datetime

from data_access.tables.base import Provenanced, Table, moment_field, now, text_field

__all__ = ["NetworkProfile"]


class NetworkProfile(Provenanced, Table, table=True):
    """A network's own words about itself; "" is what it has not said. `version` rises with each change."""

    __tablename__ = "network_profile"
    network_code: str = text_field(10, primary_key=True, foreign_key="network.code", ondelete="RESTRICT")
    about: str = text_field(1200, default="")
    payment_policy: str = text_field(1200, default="")
    payment_link: str = text_field(600, default="")
    get_involved: str = text_field(1200, default="")
    contact_link: str = text_field(600, default="")
    updated_at: datetime = moment_field(default_factory=now)
    version: int = 1
