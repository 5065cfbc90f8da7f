"""The feedback page under attack: stuffing, replay, forgery, other sites, injection, and what no form sends."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.requests import Request

from components.server.feedback.form_key import LENGTH
from components.server.feedback.intake import (
    LARGEST_BODY,
    TooLargeError,
    is_from_here,
    read_fields,
)
from components.server.feedback.routes import FeedbackPages
from components.server.rate_limit import RateLimit
from data_access.commands.feedback import LETTERS, LETTERS_IN_A_TOKEN
from data_access.queries.feedback import asked_about
from data_access.settings import get_settings
from data_access.tables import AuditEvent, Experience, FeedbackLink, Submission
from tests.integration.factories import count, events, everything, only
from tests.integration.feedback_visitor import FORM, HOST, TODAY, Visitor, a_link, a_visitor
from tests.integration.served import serving_store

ANSWERED = {"at_the_heart": "4"}
MARKUP = (
    "{{7*7}} {% raw %} <script>alert(1)</script> **bold** [a](javascript:alert(1)) </textarea><b>'\"&amp;"
)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())


@pytest.fixture
def served(sqlite_store: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite store that this process serves."""
    with serving_store(sqlite_store, tmp_path) as engine:
        yield engine


@pytest.fixture
def served_store(store: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An empty store that this process serves; on SQLite and on PostgreSQL."""
    with serving_store(store, tmp_path) as engine:
        yield engine


@pytest.fixture
def visitor() -> Visitor:
    return a_visitor()


@pytest.fixture
def without_limit(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A visitor whom no limit of answers a minute holds back."""
    monkeypatch.setattr(RateLimit, "takes", lambda *_: True)
    return a_visitor()


def test_a_hundred_answers_at_once_to_a_link_of_ten_store_ten(
    served_store: Engine, without_limit: Visitor
) -> None:
    token = a_link(served_store, most=10)
    forms = [{"key": without_limit.key(token), **ANSWERED} for _ in range(100)]
    came = Counter(page.status for page in without_limit.post_together(f"/f/{token}", forms))
    assert came == {303: 10, 410: 90}
    assert only(served_store, FeedbackLink).answers == 10
    assert count(served_store, Experience) == count(served_store, Submission) == 10
    assert [event.action for event in events(served_store) if event.record_type == "experience"] == [
        "added"
    ] * 10


def test_one_form_sent_fifty_times_at_once_counts_once(served_store: Engine, without_limit: Visitor) -> None:
    token = a_link(served_store)
    form = {"key": without_limit.key(token), **ANSWERED}
    came = without_limit.post_together(f"/f/{token}", [form] * 50)
    assert {page.status for page in came} == {303}
    assert sum("before=yes" not in page.header("location") for page in came) == 1
    assert count(served_store, Experience) == only(served_store, FeedbackLink).answers == 1


def test_a_code_used_by_twenty_at_once_counts_one(served_store: Engine, without_limit: Visitor) -> None:
    token = a_link(served_store, most=1)
    forms = [{"key": without_limit.key(token), **ANSWERED} for _ in range(20)]
    came = Counter(page.status for page in without_limit.post_together(f"/f/{token}", forms))
    assert came == {303: 1, 410: 19}
    assert count(served_store, Experience) == 1


def test_stuffing_is_slowed_down_for_each_link_alone(served: Engine, visitor: Visitor) -> None:
    token, other = a_link(served, most=500, title="One"), a_link(served, title="Other")
    forms = [{"key": visitor.key(token), **ANSWERED} for _ in range(80)]
    came = Counter(page.status for page in visitor.post_together(f"/f/{token}", forms))
    assert came == {303: 60, 429: 20}
    assert visitor.post(f"/f/{other}", {"key": visitor.key(other), **ANSWERED}).status == 303


@pytest.mark.parametrize(
    "key",
    [
        "",
        "0" * LENGTH,
        "z" * LENGTH,
        "é" * LENGTH,
        "0" * 5_000,
        "../../etc/passwd",
        "' OR 1=1 --",
    ],
    ids=range(7),
)
def test_a_forged_key_saves_nothing(served: Engine, visitor: Visitor, key: str) -> None:
    token = a_link(served)
    page = visitor.post(f"/f/{token}", {"key": key, **ANSWERED})
    assert (page.status, page.checked) == (422, ANSWERED)
    assert count(served, Experience) == count(served, Submission) == 0


def test_a_key_of_another_link_or_one_changed_in_any_place_saves_nothing(
    served: Engine, visitor: Visitor
) -> None:
    token, other = a_link(served, title="One"), a_link(served, title="Other")
    key = visitor.key(token)
    assert visitor.post(f"/f/{other}", {"key": key, **ANSWERED}).status == 422
    for place in range(0, LENGTH, 7):
        changed = "0" if key[place] != "0" else "1"
        forged = key[:place] + changed + key[place + 1 :]
        assert visitor.post(f"/f/{token}", {"key": forged, **ANSWERED}).status == 422
    assert count(served, Experience) == 0


def test_a_form_without_its_key_or_with_two_is_asked_for_again(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    assert visitor.post(f"/f/{token}", ANSWERED).status == 422
    assert (
        visitor.post(f"/f/{token}", [("key", visitor.key(token)), ("key", "x"), ("at_the_heart", "4")]).status
        == 422
    )


def test_guessed_tokens_open_nothing_and_leave_no_trace(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    before = everything(served), count(served, AuditEvent)
    guesses = [
        token[:-1], token + token[-1], token[:-1] + LETTERS[(LETTERS.index(token[-1]) + 1) % 32],
        "%", "_" * LETTERS_IN_A_TOKEN, "%25", "' OR '1'='1", token + "%00", "..%2f..%2fetc", "x" * 5_000,
    ]  # fmt: skip
    bodies = set()
    for guess in guesses:
        page = visitor.get(f"/f/{guess}")
        sent = visitor.post(f"/f/{guess}", ANSWERED)
        assert page.status == sent.status == 404
        bodies |= {page.body, sent.body}
    assert len(bodies) == 1
    assert (everything(served), count(served, AuditEvent)) == before


@pytest.mark.parametrize("token", ["\x00", "a" * 25 + "\x00", "\udcff", "ä" * LETTERS_IN_A_TOKEN, ""])
def test_a_token_that_the_store_could_not_even_hold_is_unknown(served_store: Engine, token: str) -> None:
    assert asked_about(served_store, token) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site", "origin": "https://evil.example"},
        {"sec_fetch_site": "same-site", "origin": "http://other.heard.test"},
        {"sec_fetch_site": "cross-site", "origin": "null"},
        {"sec_fetch_site": "cross-site", "origin": f"http://{HOST}"},
        {"sec_fetch_site": "", "origin": "https://evil.example"},
        {"sec_fetch_site": "", "origin": f"http://{HOST}.evil.example"},
        {"sec_fetch_site": "", "origin": f"http://evil.example#{HOST}"},
        {"sec_fetch_site": "", "origin": "http://["},
        {"sec_fetch_site": "Same-Origin"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused_with_a_sentence(
    served: Engine, visitor: Visitor, headers: dict[str, str]
) -> None:
    token = a_link(served)
    page = visitor.post(f"/f/{token}", {"key": visitor.key(token), **ANSWERED}, **headers)
    assert page.status == 403
    assert "did not come from our own page" in page.words
    assert count(served, Experience) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"sec_fetch_site": "none", "origin": "null"},
        {"sec_fetch_site": "", "origin": f"http://{HOST}"},
        {"sec_fetch_site": "", "origin": "null"},
        {"sec_fetch_site": "", "origin": ""},
    ],
    ids=str,
)
def test_our_own_form_is_taken_from_every_browser(
    served: Engine, visitor: Visitor, headers: dict[str, str]
) -> None:
    token = a_link(served)
    assert visitor.post(f"/f/{token}", {"key": visitor.key(token), **ANSWERED}, **headers).status == 303


def test_the_public_address_counts_as_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    request = Request(
        {"type": "http", "headers": [(b"origin", b"https://heard.example"), (b"host", b"inside:1")]}
    )
    assert not is_from_here(request.headers)
    monkeypatch.setenv("HEARD_PUBLIC_ADDRESS", "https://heard.example/")
    get_settings.cache_clear()
    assert is_from_here(request.headers)
    monkeypatch.undo()
    get_settings.cache_clear()


def test_markup_stays_text_on_the_page_and_in_the_store(served: Engine, visitor: Visitor) -> None:
    token = a_link(served, title=MARKUP)
    page = visitor.post(f"/f/{token}", {"key": "forged", "comment": MARKUP})
    assert page.comment == MARKUP
    assert page.words.count(MARKUP) == 1
    assert "49" not in page.words
    assert "script" not in page.tags
    visitor.post(f"/f/{token}", {**page.hidden, "comment": MARKUP})
    assert only(served, Experience).comment == MARKUP


@pytest.mark.parametrize(
    "fields",
    [
        [("at_the_heart", "5")],
        [("at_the_heart", "-1")],
        [("at_the_heart", "٣")],
        [("at_the_heart", "4.0")],
        [("at_the_heart", "04")],
        [("at_the_heart", "true")],
        [("at_the_heart", "4"), ("at_the_heart", "0")],
        [("at_the_heart", "4"), ("heard_back", "maybe")],
        [("at_the_heart", "4"), ("heard_back", "yes"), ("heard_back", "no")],
        [("judge_of_good", "[object Object]")],
    ],
    ids=str,
)
def test_an_answer_that_is_none_of_ours_is_refused_beside_its_question(
    served: Engine, visitor: Visitor, fields: list[tuple[str, str]]
) -> None:
    token = a_link(served)
    page = visitor.post(f"/f/{token}", [("key", visitor.key(token)), *fields, ("comment", "kept")])
    assert (page.status, page.comment) == (422, "kept")
    assert page.words.count("Choose one of the answers, or none.") == 2
    assert count(served, Experience) == 0


def test_fields_that_nobody_asked_for_change_nothing(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    extra = {
        "id": "1",
        "activity_id": "99",
        "provenance": "published",
        "answered_on": "2020-01-01",
        "language": "x",
    }
    assert visitor.post(f"/f/{token}", {"key": visitor.key(token), **ANSWERED, **extra}).status == 303
    row = only(served, Experience)
    assert (row.activity_id, row.provenance, row.answered_on, row.language) == (
        1,
        "submitted",
        TODAY,
        "en-GB",
    )


def test_control_characters_and_broken_letters_do_not_reach_the_store(
    served: Engine, visitor: Visitor
) -> None:
    token = a_link(served)
    body = f"key={visitor.key(token)}&comment=a%00b%ff%1b%ed%a0%80c%0d%0ad".encode()
    assert visitor.post_body(f"/f/{token}", body).status == 303
    stored = only(served, Experience).comment
    assert stored.startswith("ab")
    assert stored.endswith("c\nd")
    assert "\x00" not in stored
    assert "\x1b" not in stored
    stored.encode()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (LARGEST_BODY + 1), FORM, 413),
        (b"comment=" + b"x" * 5_000_000, FORM, 413),
        (b"&".join(b"a=1" for _ in range(41)), FORM, 400),
        (b"\xff\xfe\x00", FORM, 422),
        (b"", FORM, 422),
        (b'{"at_the_heart": 4}', "application/json", 400),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"at_the_heart=4", "", 400),
        (b"at_the_heart=4", "text/plain", 400),
    ],
    ids=range(9),
)
def test_what_no_form_of_ours_sends_is_refused_kindly(
    served: Engine, visitor: Visitor, body: bytes, kind: str, status: int
) -> None:
    page = visitor.post_body(f"/f/{a_link(served)}", body, content_type=kind)
    assert page.status == status
    assert page.root["lang"] == "en-GB"
    assert count(served, Experience) == 0


@pytest.mark.parametrize("said", ["70000", "-1", "x", "1e9", "9" * 30])
def test_a_body_that_says_it_is_too_long_is_not_read_at_all(said: str) -> None:
    async def never() -> dict[str, str]:
        raise AssertionError

    headers = [(b"content-type", FORM.encode()), (b"content-length", said.encode())]
    request = Request({"type": "http", "headers": headers}, receive=never)
    with pytest.raises(TooLargeError):
        asyncio.run(read_fields(request))


def test_of_a_body_without_end_no_more_is_read_than_a_form_holds() -> None:
    read = 0

    async def endless() -> dict[str, object]:
        nonlocal read
        read += 8192
        return {"type": "http.request", "body": b"x" * 8192, "more_body": True}

    request = Request({"type": "http", "headers": [(b"content-type", FORM.encode())]}, receive=endless)
    with pytest.raises(TooLargeError):
        asyncio.run(read_fields(request))
    assert read <= LARGEST_BODY + 8192


@pytest.mark.parametrize(
    "lang",
    [
        "en-GB%0d%0aSet-Cookie:%20a=b",
        "%0d%0a%0d%0a<script>",
        "../../secret",
        "//evil.example",
        "\u2028",
        "x" * 3_000,
        "en-GB%00",
    ],
)
def test_nothing_typed_as_a_language_reaches_a_header_or_the_page(
    served: Engine, visitor: Visitor, lang: str
) -> None:
    token = a_link(served)
    page = visitor.get(f"/f/{token}?lang={lang}", accept_language="en\r\nX: y")
    assert page.status == 200
    assert page.root["lang"] == "en-GB"
    assert b"evil" not in page.body
    sent = visitor.post(f"/f/{token}?lang={lang}", {**page.hidden, **ANSWERED})
    assert sent.header("location") == f"/f/{token}/thanks?lang=en-GB"
    assert not sent.header("set-cookie")


def test_thanks_lead_nowhere_else(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    page = visitor.get(f"/f/{token}/thanks?lang=en-GB&before=//evil.example&next=https://evil.example")
    assert b"evil" not in page.body


def test_other_methods_are_refused(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    for path in (f"/f/{token}", f"/f/{token}/thanks"):
        assert visitor.get(path).status == 200
    assert visitor.post(f"/f/{token}/thanks", ANSWERED).status == 405
    assert count(served, Experience) == 0


def test_each_process_remembers_numbers_of_answers_and_nothing_of_visitors() -> None:
    pages = FeedbackPages()
    pages.limit.takes("token")
    assert set(vars(pages)) == {"languages", "limit"}
    assert [type(moment) for moment in vars(pages.limit)["_times"]["token"]] == [float]
