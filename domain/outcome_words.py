"""What stands before the answer to what people said: a plan is never told as done."""

from collections.abc import Mapping
from typing import Final

from domain.vocabulary import OutcomeStatus

DID: Final[Mapping[OutcomeStatus, str]] = {
    OutcomeStatus.MADE: "We did",
    OutcomeStatus.PLANNED: "We plan to, and have not done it yet",
    OutcomeStatus.NOT_POSSIBLE: "Not possible, because",
}
