"""Suggestions come from the words of labels and definitions, by their stems; the examples are read by eye."""

import pytest

from domain.suggestions import Candidate, stem, suggestions, telling_words

GROUPS = (
    Candidate("OLDER", "Older people", "People in later life."),
    Candidate("CARER", "Unpaid carers", "People who look after a family member or friend without pay."),
    Candidate("DEM", "People living with dementia", "People with dementia, and those who support them."),
    Candidate("HOMELESS", "People experiencing homelessness", "People sleeping rough, in hostels."),
    Candidate("CAREHOME", "People living in care homes", "Residents of care homes."),
    Candidate("LD", "People with a learning disability", "A lifelong disability."),
)
PROGRAMMES = (
    Candidate("BPO", "Blood pressure optimisation", "Find and treat high blood pressure."),
    Candidate("MEDSIP", "Medicines Safety Improvement Programme", "Reduce harm from medicines."),
    Candidate("WOUND", "Transforming wound care", "Better care for wounds."),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carer", "carers"), ("homeless", "homelessness"), ("design", "designed"), ("medicine", "medicines"),
        ("deprived", "deprivation"), ("autism", "autistic"), ("disability", "disabled"), ("Dementia", "dementia"),
    ],
)  # fmt: skip
def test_words_of_one_family_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("care", "carer"), ("class", "clas"), ("add", "ads")])
def test_words_that_differ_keep_their_own_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Workshop with unpaid carers of people with dementia", ("CARER", "DEM")),
        ("A homeless man told us", ("HOMELESS",)),
        ("Focus group in a care home", ("CAREHOME",)),
        ("Interviews with older people", ("OLDER",)),
        # Neither word tells anything alone: only side by side.
        ("People learned about care at home or at work", ()),
        ("We met people and staff", ()),
        ("", ()),
        ("12 + 30 = 42 ???", ()),
    ],
)
def test_groups_that_a_text_speaks_of(text: str, codes: tuple[str, ...]) -> None:
    assert suggestions(text, GROUPS) == codes


def test_the_likeliest_comes_first_and_no_more_than_asked() -> None:
    text = "Wound care, blood pressure and high blood pressure"
    assert suggestions(text, PROGRAMMES) == ("BPO", "WOUND")
    assert suggestions(text, PROGRAMMES, most=1) == ("BPO",)


def test_what_is_set_already_is_not_suggested() -> None:
    assert suggestions("Unpaid carers and dementia", GROUPS, without={"CARER"}) == ("DEM",)


def test_one_word_of_a_definition_is_too_little() -> None:
    priorities = (Candidate("3.2", "", "Deliver development opportunities for patients and carers"),)
    assert suggestions("A talk for carers", priorities) == ()
    assert suggestions("Development opportunities for carers", priorities) == ("3.2",)


def test_a_word_that_most_candidates_share_tells_nothing() -> None:
    candidates = [Candidate(f"P{number}", f"Collaborative {name}") for number, name in enumerate(
        ("asthma", "stroke", "cancer", "sepsis", "falls")
    )]  # fmt: skip
    assert suggestions("Our collaborative met", candidates) == ()
    assert suggestions("Our sepsis collaborative met", candidates) == ("P3",)


def test_hostile_text_is_only_words() -> None:
    assert telling_words("<script>alert('x')</script>") == {"script", "alert", "script alert"}
    assert suggestions("carers" * 5_000, GROUPS) == ()
