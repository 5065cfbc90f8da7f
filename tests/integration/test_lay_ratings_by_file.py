"""Lay ratings and files: a file of staff's neither adds, changes nor takes back what lay partners said."""

from datetime import date

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.raters import rater_reference
from data_access.interchange.committing import commit_import
from data_access.interchange.history import imports_so_far, networks_of_import
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import undo_import
from data_access.tables import MarkerAssessment, User
from data_access.unit_of_work import unit_of_work
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import Provenance, RaterKind, UserRole
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    MARKER_HEADINGS,
    a_file,
    an_account,
    count,
    only,
    reference_rows,
    save,
)

HEADINGS = [*MARKER_HEADINGS, "Rater reference"]
ON_PAPER = ["SL", "COO1", "lay", "30/04/2026", 2, "panel-2"]


def a_contributor_of(store: Engine, *also: UserRole) -> Actor:
    user_id = an_account(store, UserRole.CONTRIBUTOR, ("SL",))
    roles = frozenset({UserRole.CONTRIBUTOR, *also})
    return Actor(name="Contributor", user_id=user_id, roles=roles, networks=frozenset({"SL"}))


def plan(store: Engine, actor: Actor, *rows: list[object]) -> ImportPlan:
    return plan_import(store, a_file({"Marker assessments": [HEADINGS, *rows]}), actor=actor)


def a_lay_accounts_rating(store: Engine) -> str:
    """A rating that a lay partner's account gave: level 1 on 30 April; answers its reference."""
    user_id = an_account(store, UserRole.LAY_PARTNER, ("SL",))
    with unit_of_work(store, actor=OPERATOR) as work:
        reference = rater_reference(work.session, user_id, rater_kind=RaterKind.LAY)
        work.audit("added", "store_fact", "rater_salt")
    save(
        store,
        MarkerAssessment(
            network_code="SL", marker_code="COO1", level=1, as_of=date(2026, 4, 30), rater_kind=RaterKind.LAY,
            rater_reference=reference, provenance=Provenance.SUBMITTED,
        ),
    )  # fmt: skip
    return reference


@pytest.mark.parametrize("also", [(), (UserRole.LAY_PARTNER,)])
def test_a_contributors_file_with_lay_ratings_is_refused_at_each_cell(
    store: Engine, also: tuple[UserRole, ...]
) -> None:
    save(store, *reference_rows())
    found = plan(
        store,
        a_contributor_of(store, *also),
        ON_PAPER,
        ["SL", "COO1", "staff", "30/04/2026", 2, ""],
        ["SL", "INF1", "lay", "30/04/2026", 0, ""],
    )
    assert [(one.row, one.column, one.cell, one.value) for one in found.problems] == [
        (2, "Rated by", "C2", "lay"),
        (4, "Rated by", "C4", "lay"),
    ]
    assert found.problems[0].sentence == (
        "Marker assessments, row 2, Rated by (C2): “lay” is there, expected staff: lay partners rate in Heard "
        "with accounts of their own, and ratings they gave on paper are brought in by whoever operates Heard."
    )


def test_the_operator_brings_in_what_was_given_on_paper_and_alone_may_take_it_back(store: Engine) -> None:
    save(store, *reference_rows())
    brought = commit_import(store, plan(store, OPERATOR, ON_PAPER), actor=OPERATOR)
    assert only(store, MarkerAssessment).level == 2
    assert brought.batch_id is not None
    with pytest.raises(NotAllowedError, match="may not rate SL for lay partners"):
        undo_import(store, brought.batch_id, actor=a_contributor_of(store))
    assert count(store, MarkerAssessment) == 1
    with pytest.raises(NotAllowedError, match="holds ratings by lay partners of SL"):
        undo_import(store, brought.batch_id, actor=a_contributor_of(store, UserRole.LAY_PARTNER))
    undo_import(store, brought.batch_id, actor=OPERATOR)
    assert count(store, MarkerAssessment) == 0


def test_a_lay_rating_that_a_contributors_file_repeats_is_left_as_it_is(store: Engine) -> None:
    save(store, *reference_rows())
    commit_import(store, plan(store, OPERATOR, ON_PAPER), actor=OPERATOR)
    same = plan(store, a_contributor_of(store), ON_PAPER)
    assert (same.problems, list(same.changes), same.unchanged["marker_assessment"]) == ([], [], 1)


def test_a_contributors_file_changes_no_cell_of_a_lay_rating(store: Engine) -> None:
    save(store, *reference_rows())
    commit_import(store, plan(store, OPERATOR, ON_PAPER), actor=OPERATOR)
    (problem,) = plan(store, a_contributor_of(store), [*ON_PAPER[:4], 3, "panel-2"]).problems
    assert (problem.column, problem.cell, problem.value) == ("Marker level", "E2", "3")
    assert problem.expected.startswith("2, as the lay partner gave it")


def test_not_even_the_operators_file_changes_what_a_lay_account_said(store: Engine) -> None:
    save(store, *reference_rows())
    reference = a_lay_accounts_rating(store)
    (changed,) = plan(store, OPERATOR, ["SL", "COO1", "lay", "30/04/2026", 3, reference]).problems
    assert changed.expected.startswith("1, as the lay partner gave it")
    (added,) = plan(store, OPERATOR, ["SL", "COO1", "lay", "01/05/2026", 3, reference]).problems
    assert (added.column, added.expected) == (
        "Rater reference",
        "another reference: this one is of an account",
    )
    assert plan(store, OPERATOR, ["SL", "COO1", "lay", "30/04/2026", 1, reference]).is_sound
    assert count(store, User) == 1


def test_a_plan_of_the_operators_is_not_committed_by_a_contributor(store: Engine) -> None:
    save(store, *reference_rows())
    theirs = plan(store, OPERATOR, ON_PAPER)
    with pytest.raises(NotAllowedError):
        commit_import(store, theirs, actor=a_contributor_of(store))
    assert count(store, MarkerAssessment) == 0


def test_the_networks_that_an_import_touched_are_known_also_by_what_it_removed(store: Engine) -> None:
    save(store, *reference_rows())
    first = {
        "Activities": [ACTIVITY_HEADINGS, ["SL", "A1", "A", "01/05/2026"], ["GM", "A1", "B", "01/05/2026"]],
        "Cohorts": [COHORT_HEADINGS, ["SL", "A1", "none", 12]],
    }
    second = {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "not known", 12]]}
    numbers = [
        commit_import(store, plan_import(store, a_file(sheets), actor=OPERATOR), actor=OPERATOR).batch_id
        for sheets in (first, second)
    ]
    assert [networks_of_import(store, number or 0) for number in numbers] == [{"SL", "GM"}, {"SL"}]
    assert networks_of_import(store, 99) == frozenset()
    assert [one.id for one in imports_so_far(store, most=1)] == numbers[-1:]
    assert [one.id for one in imports_so_far(store, older_than=numbers[-1])] == numbers[:1]
