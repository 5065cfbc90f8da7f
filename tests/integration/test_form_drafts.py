"""What is typed is kept for its owner alone, and is no record: no event, no new version of the store."""

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.form_drafts import (
    LARGEST,
    MOST_DRAFTS,
    discard_form_draft,
    form_draft,
    form_drafts,
    save_form_draft,
)
from data_access.tables import FormDraft
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import OPERATOR, PUBLIC, Actor
from tests.integration.factories import count, events


def an_actor(store: Engine, name: str) -> Actor:
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        user_id = add_account(work, AccountDraft(email=f"{name}@example.org", display_name=name))
    return Actor(name=name, user_id=user_id)


def test_what_was_typed_last_is_kept(store: Engine) -> None:
    pat = an_actor(store, "pat")
    save_form_draft(store, actor=pat, form="activity", typed={"title": "A work"})
    save_form_draft(store, actor=pat, form="activity", typed={"title": "A workshop", "people": [{"n": "12"}]})
    kept = form_draft(store, actor=pat, form="activity")
    assert kept is not None
    assert kept.typed == {"title": "A workshop", "people": [{"n": "12"}]}
    assert count(store, FormDraft) == 1


def test_a_draft_is_no_record(store: Engine) -> None:
    pat = an_actor(store, "pat")
    before = (store_version(store), len(events(store)))
    save_form_draft(store, actor=pat, form="activity", typed={"title": "A"})
    discard_form_draft(store, actor=pat, form="activity")
    assert (store_version(store), len(events(store))) == before


def test_nobody_sees_or_discards_the_draft_of_another(store: Engine) -> None:
    pat, sam = an_actor(store, "pat"), an_actor(store, "sam")
    save_form_draft(store, actor=pat, form="activity", typed={"title": "Pat's"})
    assert form_draft(store, actor=sam, form="activity") is None
    discard_form_draft(store, actor=sam, form="activity")
    assert [draft.typed for draft in form_drafts(store, actor=pat)] == [{"title": "Pat's"}]


def test_drafts_come_newest_first_and_by_the_start_of_their_name(store: Engine) -> None:
    pat = an_actor(store, "pat")
    for form in ("activity:1", "activity:2", "rating:1", "activity:1"):
        save_form_draft(store, actor=pat, form=form, typed={"form": form})
    assert [draft.form for draft in form_drafts(store, actor=pat, prefix="activity:")] == [
        "activity:1", "activity:2"
    ]  # fmt: skip


def test_a_discarded_draft_is_gone_and_may_be_discarded_again(store: Engine) -> None:
    pat = an_actor(store, "pat")
    save_form_draft(store, actor=pat, form="activity", typed={})
    for _ in range(2):
        discard_form_draft(store, actor=pat, form="activity")
    assert form_drafts(store, actor=pat) == []


def test_only_somebody_with_an_account_keeps_drafts(store: Engine) -> None:
    for actor in (PUBLIC, OPERATOR):
        with pytest.raises(NotAllowedError):
            save_form_draft(store, actor=actor, form="activity", typed={})


def test_too_much_text_is_refused_and_what_was_kept_stays(store: Engine) -> None:
    pat = an_actor(store, "pat")
    save_form_draft(store, actor=pat, form="activity", typed={"title": "kept"})
    with pytest.raises(InvalidRecordError, match="too much text"):
        save_form_draft(store, actor=pat, form="activity", typed={"title": "x" * LARGEST})
    assert [draft.typed for draft in form_drafts(store, actor=pat)] == [{"title": "kept"}]


def test_an_account_holds_so_many_drafts_and_no_more(store: Engine) -> None:
    pat = an_actor(store, "pat")
    for number in range(MOST_DRAFTS):
        save_form_draft(store, actor=pat, form=f"activity:{number}", typed={})
    with pytest.raises(InvalidRecordError, match="unfinished drafts"):
        save_form_draft(store, actor=pat, form="activity:one-more", typed={})
    save_form_draft(store, actor=pat, form="activity:0", typed={"title": "still kept"})


def test_characters_that_no_store_takes_are_left_out(store: Engine) -> None:
    pat = an_actor(store, "pat")
    save_form_draft(store, actor=pat, form="activity", typed={"title": "a\x00b\ud800c", "list": ["\x07d"]})
    assert [draft.typed for draft in form_drafts(store, actor=pat)] == [{"title": "abc", "list": ["d"]}]
