"""Looking for activities by words, on SQLite and on PostgreSQL: what is found, and that the index stays true."""

import random
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.checks.search import check_search
from data_access.engine import is_sqlite
from data_access.queries.full_text import LONGEST_SEARCH, MOST_WORDS, activities_holding, search_words
from data_access.tables import Activity
from data_access.tables.base import number_of
from data_access.text_index import indexed_at_once
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from seed_data.demonstration import load_illustrative, remove_illustrative
from seed_data.loader import load_reference
from tests.integration.factories import an_activity, reference_rows, save


def add(store: Engine, reference: str, **values: object) -> int:
    row = an_activity(reference, **values)
    save(store, row)
    return number_of(row)


def found(store: Engine, typed: str) -> list[int]:
    numbers: list[int] = activities_holding(store, search_words(typed)).tolist()
    return numbers


def is_true(store: Engine) -> bool:
    with store.connect() as connection:
        return check_search(connection).is_good


def test_title_description_place_and_reference_are_looked_through(filled: Engine) -> None:
    title = add(filled, "R1", title="Kettles for everyone")
    description = add(filled, "R2", description="A purple kettle boiled.")
    place = add(filled, "R3", place="Kettle Street")
    reference = add(filled, "KETTLE-7", title="Tea")
    assert found(filled, "kettle") == [title, description, place, reference]


def test_every_word_must_be_there_in_whatever_case_form_and_order(filled: Engine) -> None:
    both = add(filled, "R1", title="Workshops on waiting", description="For carers.")
    add(filled, "R2", title="A workshop")
    assert found(filled, "CARER workshop") == [both]


def test_the_last_word_may_be_a_beginning_and_no_other(filled: Engine) -> None:
    one = add(filled, "R1", title="Rehabilitation choir")
    assert found(filled, "choir reha") == [one]
    assert found(filled, "reha choir") == []


def test_words_joined_by_a_mark_stand_side_by_side(filled: Engine) -> None:
    joined = add(filled, "R1", title="Co-design of a leaflet")
    add(filled, "R2", title="Design by a company called Co")
    assert found(filled, "co-design") == [joined]


def test_a_reference_is_found_as_it_is_written(filled: Engine) -> None:
    one = add(filled, "SL-2026-007")
    add(filled, "SL-2026-008")
    assert found(filled, "SL-2026-007") == [one]


def test_words_that_nobody_wrote_find_nothing(filled: Engine) -> None:
    add(filled, "R1", title="A workshop")
    assert found(filled, "zebra") == []
    assert found(filled, "") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"', '""', '"unclosed', "'; DROP TABLE activity; --", "a AND", "OR", "NOT x", "NEAR(a b)", "title:tea", "tea*",
        "*", "^tea", "-tea", "(", ")", "{a b}: c", "a + b", "tea & !kettle", "tea <-> kettle:*", "\\", "tea\\",
        "\0", "te\0a", "the", "the and of", "🫖", "🫖 tea", "é", "ي", "\ud800", "a\ud800b", "%_",
        "x" * 10_000, "a " * 5_000, "\u202e\u200b", "tea\nkettle\t", "1e999", "ﬀ",
    ],
)  # fmt: skip
def test_hostile_words_are_only_words(filled: Engine, typed: str) -> None:
    add(filled, "R1", title="Tea, a kettle and the rest")
    found(filled, typed)


def test_any_row_of_characters_is_only_words(filled: Engine) -> None:
    dice = random.Random(7)
    for _ in range(200):
        found(
            filled,
            "".join(chr(dice.choice((dice.randrange(1, 127), dice.randrange(0x3000)))) for _ in range(30)),
        )


def test_a_quote_around_a_word_changes_nothing(filled: Engine) -> None:
    one = add(filled, "R1", title="Tea")
    assert found(filled, '"tea"') == [one]


def test_only_what_holds_a_letter_or_a_number_is_a_word() -> None:
    assert search_words(" tea  !!! 🫖 co-design ") == ("tea", "co-design")
    assert search_words("!!! 🫖 \0") == ()


def test_long_questions_are_cut() -> None:
    assert search_words("x" * 999) == ("x" * LONGEST_SEARCH,)
    assert len(search_words("a " * 99)) == MOST_WORDS


def test_a_change_and_a_removal_show_at_once(filled: Engine) -> None:
    number = add(filled, "R1", title="Tea")
    with Session(filled) as session:
        session.execute(sa.update(Activity).values(title="Coffee"))
        session.commit()
    assert (found(filled, "tea"), found(filled, "coffee")) == ([], [number])
    with Session(filled) as session:
        session.execute(sa.delete(Activity))
        session.commit()
    assert found(filled, "coffee") == []
    assert is_true(filled)


def test_many_rows_at_once_enter_the_index_together(filled: Engine) -> None:
    gone = add(filled, "R1", title="Tea")
    with filled.begin() as connection, indexed_at_once(connection):
        connection.execute(sa.delete(Activity).where(sa.column("id") == gone))
        values = {
            "network_code": "SL",
            "local_reference": "R2",
            "title": "Coffee",
            "start_date": date(2026, 5, 1),
        }
        connection.execute(
            sa.insert(Activity.__table__).values(
                **values, provenance="submitted", description="", rung_reason="", place="", access_support="",
                payment_offered="not-recorded", expenses_offered="not-recorded", version=1, provenance_note="",
                created_at=an_activity().created_at, updated_at=an_activity().updated_at,
            )
        )  # fmt: skip
    assert found(filled, "tea") == []
    assert len(found(filled, "coffee")) == 1
    later = add(filled, "R3", title="Water")
    assert found(filled, "water") == [later]
    assert is_true(filled)


def test_the_demonstration_comes_and_goes_with_its_words(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    own = add(store, "R1", title="Workshop with zebras")
    with unit_of_work(store, actor=OPERATOR) as work:
        load_illustrative(work, until=date(2026, 11, 22), activities=40)
    assert is_true(store)
    with unit_of_work(store, actor=OPERATOR) as work:
        remove_illustrative(work)
    assert found(store, "zebra") == [own]
    assert len(found(store, "workshop")) == 1
    assert is_true(store)


def test_a_restored_store_finds_what_the_backup_held(filled: Engine, tmp_path: Path) -> None:
    own = add(filled, "R1", title="Workshop with zebras")
    write_backup(filled, tmp_path / "heard.zip", actor=OPERATOR)
    add(filled, "R2", title="A lion came later")
    restore_backup(filled, tmp_path / "heard.zip", actor=OPERATOR, replace=True)
    assert (found(filled, "zebra"), found(filled, "lion")) == ([own], [])
    assert is_true(filled)


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM activity_text_docsize",
        "INSERT INTO activity_text (activity_text, rowid, title, description, place, local_reference) "
        "SELECT 'delete', id, title, description, place, local_reference FROM activity",
        "INSERT INTO activity_text (rowid, title, description, place, local_reference) VALUES (999, 'x', '', '', '')",
    ],
)
def test_the_check_notices_an_index_that_differs(sqlite_store: Engine, spoil: str) -> None:
    save(sqlite_store, *reference_rows())
    add(sqlite_store, "R1", title="Tea")
    with sqlite_store.begin() as connection:
        connection.exec_driver_sql(spoil)
    assert not is_true(sqlite_store)


def test_the_check_notices_a_text_that_changed_behind_the_index(sqlite_store: Engine) -> None:
    save(sqlite_store, *reference_rows())
    add(sqlite_store, "R1", title="Tea")
    with sqlite_store.begin() as connection:
        triggers = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'activity_text_changed'"
        ).scalar_one()
        connection.exec_driver_sql("DROP TRIGGER activity_text_changed")
        connection.exec_driver_sql("UPDATE activity SET title = 'Milk'")
        connection.exec_driver_sql(triggers)
    assert not is_true(sqlite_store)


def test_the_check_notices_an_index_that_is_not_kept(filled: Engine) -> None:
    assert is_true(filled)
    with filled.begin() as connection:
        connection.exec_driver_sql(
            "DROP TRIGGER activity_text_added" if is_sqlite(filled) else "DROP INDEX ix_activity_text"
        )
    assert not is_true(filled)
