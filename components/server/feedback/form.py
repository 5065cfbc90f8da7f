"""The feedback form: what was typed, what is wrong with it, and the answer that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.server.feedback.catalogue import Language
from components.server.feedback.intake import Fields
from data_access.commands.feedback import LONGEST_COMMENT, AnswerDraft
from data_access.commands.text import clean_text
from domain.experience import HIGHEST_AGREEMENT, Statement
from domain.personal_details import EMAIL, NHS_NUMBER, POSTCODE, TELEPHONE, personal_details_in
from domain.vocabulary import Answer

HEARD_BACK = "heard_back"
COMMENT = "comment"
KEY = "key"
WARNED = "warned"
CHOICES = {
    statement.value: tuple(str(level) for level in range(HIGHEST_AGREEMENT + 1)) for statement in Statement
}
NOT_YET = "not-yet"
HEARD_BACK_CHOICES = {"yes": Answer.YES, "no": Answer.NO, NOT_YET: Answer.NOT_RECORDED}
_DETAILS = {
    NHS_NUMBER: "detail_nhs",
    EMAIL: "detail_email",
    TELEPHONE: "detail_phone",
    POSTCODE: "detail_postcode",
}


@dataclass(frozen=True)
class Typed:
    """What somebody typed, as it came; a choice that there is not is kept out of it."""

    choices: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    warned: bool = False
    key: str = ""
    wrong_choices: frozenset[str] = frozenset()

    @classmethod
    def of(cls, fields: Fields) -> "Typed":
        """Read the fields of a form. A field that comes twice, or holds no answer of ours, is a wrong choice."""
        choices, wrong = {}, set()
        for name, known in {**CHOICES, HEARD_BACK: tuple(HEARD_BACK_CHOICES)}.items():
            given = [value for value in fields.get(name, []) if value]
            if len(given) == 1 and given[0] in known:
                choices[name] = given[0]
            elif given:
                wrong.add(name)
        return cls(
            choices=choices,
            comment=clean_text("\n".join(fields.get(COMMENT, []))),
            warned=bool(fields.get(WARNED)),
            key="".join(fields.get(KEY, [])),
            wrong_choices=frozenset(wrong),
        )


def problems_of(typed: Typed, language: Language) -> dict[str, str]:
    """A sentence for each field that cannot be taken, in the order of the page; empty when all is well."""
    found = {
        name: language["problem_choice"] for name in (*CHOICES, HEARD_BACK) if name in typed.wrong_choices
    }
    if len(typed.comment) > LONGEST_COMMENT:
        found[COMMENT] = language["problem_long"].format(too_many=len(typed.comment) - LONGEST_COMMENT)
    says_nothing = not typed.comment and set(typed.choices.values()) <= {NOT_YET}
    if not found and says_nothing:
        found[next(iter(CHOICES))] = language["problem_nothing"]
    return found


def warning_of(typed: Typed, language: Language) -> str:
    """The sentence about the weightiest personal detail in the comment; "" where none is, or it was said before."""
    kinds = () if typed.warned else personal_details_in(typed.comment)
    return language["warning_detail"].format(detail=language[_DETAILS[kinds[0]]]) if kinds else ""


def answer_of(typed: Typed, language: Language) -> AnswerDraft:
    """The answer that a form without problems becomes."""
    agreement = {name: int(typed.choices[name]) for name in CHOICES if name in typed.choices}
    return AnswerDraft(
        **agreement,
        heard_back=HEARD_BACK_CHOICES[typed.choices.get(HEARD_BACK, NOT_YET)],
        comment=typed.comment,
        language=language.code,
    )
