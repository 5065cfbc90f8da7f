"""The fields of the forms for actions, resources and pledges."""

from collections.abc import Sequence

from components.ui.kept_form import NOTHING, Field, Shape
from components.ui.strategy_loaders import strategy_lines
from components.ui.view import View
from domain.vocabulary import ActionState, ResourceKind


def action_fields(view: View) -> Sequence[Field]:
    """What is said of an action."""
    return (
        Field("title", "What is to be done", Shape.LINE, 400),
        Field(
            "owner",
            "Owner",
            Shape.LINE,
            120,
            "Write a role, such as “Head of involvement”. Everybody can read it, so name no person.",
        ),
        Field("due_on", "Due", Shape.DAY, begins_with=None),
        Field(
            "priority_code",
            "For which line of the strategy",
            Shape.CHOICE,
            choices=_lines(view),
            begins_with=None,
        ),
        Field(
            "state",
            "State",
            Shape.CHOICE,
            choices={state: state.label for state in ActionState},
            begins_with=ActionState.OPEN,
        ),
        Field("done_on", "Done on, once it is done", Shape.DAY, begins_with=None, last_day=view.today),
        Field("note", "Note", Shape.TEXT, 1000),
    )


def resource_fields(view: View) -> Sequence[Field]:
    """What is said of a shared resource."""
    return (
        Field("title", "Title", Shape.LINE, 200),
        Field(
            "kind",
            "Kind",
            Shape.CHOICE,
            choices={kind: kind.label for kind in ResourceKind},
            begins_with=ResourceKind.POLICY,
        ),
        Field("description", "What it is, and whom it helps", Shape.TEXT, 1000),
        Field("link", "Link", Shape.LINE, 600, "A whole address that starts with https://, or nothing."),
        Field(
            "priority_code",
            "For which line of the strategy",
            Shape.CHOICE,
            choices=_lines(view),
            begins_with=None,
        ),
        Field("shared_on", "Shared on", Shape.DAY, begins_with=view.today, last_day=view.today),
    )


def pledge_fields() -> Sequence[Field]:
    """What a network says of a pledge."""
    return (
        Field(
            "how",
            "How the network meets this pledge, in its own words",
            Shape.TEXT,
            1000,
            "Everybody can read it, so name no person. Leave it empty to take back what stood here.",
        ),
    )


def _lines(view: View) -> dict[str, str]:
    lines = {line.code: line.label for line in strategy_lines(view.facts)}
    return {NOTHING: "No line in particular", **lines}
