"""Writes illustrative roles of lay people: some networks have several, some one, some none; nobody is named."""

from datetime import timedelta

import numpy as np

from domain.vocabulary import RaterKind, RoleKind
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.rows import PROVENANCE, Rows

COLUMNS = (
    "network_code",
    "kind",
    "capacity",
    "name_shown",
    "since",
    "until",
    "provenance",
    "provenance_note",
)
MOST_ROLES = 4
LAY_ROLES = (
    RoleKind.BOARD_MEMBER,
    RoleKind.FORUM_MEMBER,
    RoleKind.PROGRAMME_LAY_MEMBER,
    RoleKind.AMBASSADOR,
)
ENDED_SHARE = 0.2


def role_rows(scene: Scene) -> Rows:
    """Write up to 4 roles a network, by network; a few have ended."""
    rows = []
    for number, code in enumerate(scene.cast.codes):
        rng = np.random.default_rng([scene.cast.seed, 10, number])
        for kind in rng.permutation(len(LAY_ROLES))[: int(rng.integers(0, MOST_ROLES + 1))]:
            since = scene.days.first + timedelta(days=int(rng.integers(0, scene.days.last - 60)))
            has_ended = float(rng.random()) < ENDED_SHARE
            until = (since + timedelta(days=60)).isoformat() if has_ended else None
            rows.append(
                (
                    code,
                    LAY_ROLES[int(kind)].value,
                    RaterKind.LAY.value,
                    "",
                    since.isoformat(),
                    until,
                    *PROVENANCE,
                )
            )
    return Rows("role", COLUMNS, rows)
