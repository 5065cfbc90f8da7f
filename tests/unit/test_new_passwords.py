"""What a new password must be, each refusal with its own sentence."""

import pytest

from data_access.commands.passwords import TOO_COMMON, TOO_SIMPLE, UNSEEN, check_new_password
from domain.errors import InvalidRecordError


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("password1234", TOO_COMMON),
        ("aaaaaaaaaaaa", TOO_SIMPLE),
        ("ada@heard.example", TOO_SIMPLE),
        ("green kettle\ton a bus", UNSEEN),
        ("green kettle\x00on a bus", UNSEEN),
        ("green kettle \udc80 on a bus", UNSEEN),
    ],
)
def test_a_password_is_refused_with_the_reason(password: str, said: str) -> None:
    with pytest.raises(InvalidRecordError) as refused:
        check_new_password(password, about=("ada@heard.example", "Ada Example"))
    assert str(refused.value) == said


def test_words_that_do_not_belong_together_are_taken() -> None:
    check_new_password("green kettle on a bus", about=("ada@heard.example", "Ada Example"))
