"""The publishing gate: what must hold before each step, worked out for one story."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import (
    MetricContent,
    PairContent,
    PictureContent,
    QuoteContent,
    SourceContent,
    StoryContent,
    paragraphs,
    slug_of,
)
from domain.story_gate import (
    MOVES,
    ConsentFacts,
    CoSigned,
    Gap,
    StoryMove,
    after_saving,
    check_has_words,
    check_may_export,
    check_may_move,
    check_may_see_consents,
    check_may_write_story,
    check_no_gaps,
    gaps,
    may_export,
    may_move,
    may_read_story,
    may_see_consents,
    may_write_story,
    moves_open_to,
    part_label,
)
from domain.vocabulary import Channel, ConsentKind, StoryKind, StoryStatus, UserRole

TODAY = date(2026, 11, 22)
SIGNED = CoSigned(version=2, signed_as="A lay partner", signed_at=datetime(2026, 11, 1, tzinfo=UTC))
QUOTED = ConsentFacts(
    id=1, kind=ConsentKind.QUOTE, person_reference="Walker 3", obtained_on=date(2026, 1, 1),
    channels=frozenset({Channel.WEB, Channel.MAGAZINE}),
)  # fmt: skip
PICTURED = ConsentFacts(
    id=2, kind=ConsentKind.PICTURE, person_reference="Walker 3", obtained_on=date(2026, 1, 1),
    expires_on=TODAY, channels=frozenset({Channel.WEB}),
)  # fmt: skip
WHOLE = StoryContent(
    title="Tea and questions",
    standfirst="Half of them left the list.",
    background="Waits were long.",
    approach="We asked over tea.",
    key_learning="People know why they wait.",
    sources=(SourceContent(citation="A count of the list"),),
    outcomes="They fell to {{wait}}.",
    metrics=(MetricContent(key="wait", label="average wait", value=5, unit="weeks", source="A count"),),
    quotes=(QuoteContent(text="Somebody asked me.", attribution="A person who waited", consent_id=1),),
    pictures=(PictureContent(picture_id=7, alt_text="A table with tea", consent_id=2),),
)

LONG = ("background", "approach", "outcomes", "key_learning", "reached", "limits")


def found(content: StoryContent = WHOLE, **changes: Any) -> tuple[Gap, ...]:
    asked: dict[str, Any] = {
        "consents": {1: QUOTED, 2: PICTURED}, "co_signature": SIGNED, "on": TODAY, "channels": (Channel.WEB,),
    } | changes  # fmt: skip
    return gaps(content, **asked)


def an_actor(*roles: UserRole, networks: tuple[str, ...] = ("SL",)) -> Actor:
    return Actor(name="Somebody", user_id=1, roles=frozenset(roles), networks=frozenset(networks))


CONTRIBUTOR = an_actor(UserRole.CONTRIBUTOR)
LAY = an_actor(UserRole.LAY_PARTNER)
COMMS = an_actor(UserRole.COMMS, networks=())
LEADERSHIP = an_actor(UserRole.LEADERSHIP, networks=())
ADMIN = an_actor(UserRole.ADMIN, networks=())


def test_a_whole_story_has_no_gap() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("changes", "part", "sentence"),
    [
        ({"title": ""}, "title", "headline"),
        ({"standfirst": ""}, "standfirst", "standfirst"),
        ({"approach": ""}, "approach", "Tell what was done"),
        ({"outcomes": ""}, "outcomes", "Tell what changed"),
        ({"key_learning": ""}, "key_learning", "Tell what was learned"),
        (dict.fromkeys(LONG, ""), "background", "Write its parts: what was done"),
        ({"sources": ()}, "sources", "Name a source, or link the record"),
        ({"standfirst": "From 9 to 5 weeks."}, "standfirst", "Standfirst: “5” is typed by hand"),
        (
            {"pairs": (PairContent(you_said="Tell us.", we_did="You wait 5 weeks."),)},
            "pairs.0.we_did",
            "You said, we did 1: “5” is typed by hand and is one of the story's numbers: write {{wait}} in its place",
        ),
        ({"outcomes": "They fell to {{waits}}."}, "outcomes", "{{waits}} stands for no number"),
        (
            {"metrics": (WHOLE.metrics[0].model_copy(update={"source": ""}),)},
            "metrics.0",
            "Say where the number “average wait” comes from.",
        ),
        ({"metrics": (WHOLE.metrics[0].model_copy(update={"label": ""}),)}, "metrics.0", "what it counts"),
        ({"pictures": (WHOLE.pictures[0].model_copy(update={"alt_text": ""}),)}, "pictures.0", "decorative"),
        (
            {"quotes": (WHOLE.quotes[0].model_copy(update={"consent_id": None}),)},
            "quotes.0",
            "Quote 1: record the consent of the person.",
        ),
        ({"quotes": (WHOLE.quotes[0].model_copy(update={"consent_id": 2}),)}, "quotes.0", "to be quoted"),
        (
            {"quotes": (WHOLE.quotes[0].model_copy(update={"consent_id": 9}),)},
            "quotes.0",
            "record the consent",
        ),
    ],
)
def test_each_gap_names_its_part_and_says_what_to_do(
    changes: dict[str, Any], part: str, sentence: str
) -> None:
    [gap] = found(WHOLE.model_copy(update=changes))
    assert gap.part == part
    assert sentence in gap.sentence


def test_a_decorative_picture_of_nobody_needs_neither_words_nor_consent() -> None:
    picture = PictureContent(picture_id=7, is_decorative=True, shows_people=False)
    assert found(WHOLE.model_copy(update={"pictures": (picture,)})) == ()


def test_a_consent_holds_on_its_last_day_and_not_on_the_next() -> None:
    assert PICTURED.why_not(TODAY) == ""
    [gap] = found(on=date(2026, 11, 23))
    assert gap == Gap("pictures.0", "Picture 1: the consent expired on 22 November 2026.")


def test_a_consent_that_is_withdrawn_holds_no_more_from_that_day() -> None:
    taken_back = ConsentFacts(**{**vars(QUOTED), "withdrawn_on": TODAY})
    [gap] = found(consents={1: taken_back, 2: PICTURED})
    assert gap.sentence == "Quote 1: the consent was withdrawn on 22 November 2026."
    assert taken_back.why_not(date(2026, 11, 21)) == ""


def test_a_consent_holds_only_from_the_day_it_was_given() -> None:
    assert QUOTED.why_not(date(2025, 12, 31)) == "holds only from 1 January 2026"


def test_a_consent_covers_each_channel_that_is_asked_for() -> None:
    sentences = [gap.sentence for gap in found(channels=(Channel.SOCIAL, Channel.MAGAZINE))]
    assert sentences == [
        "Quote 1: the consent does not cover Social media.",
        "Picture 1: the consent does not cover The Innovators magazine and Social media.",
    ]
    assert found(channels=()) == ()


def test_a_consent_for_no_channel_is_none() -> None:
    empty = ConsentFacts(**{**vars(QUOTED), "channels": frozenset()})
    [gap] = found(consents={1: empty, 2: PICTURED}, channels=())
    assert gap.sentence == "Quote 1: the consent names no channel."


def test_words_that_were_printed_before_need_no_consent_but_a_withdrawn_one_stops_them() -> None:
    printed = WHOLE.model_copy(
        update={"quotes": (WHOLE.quotes[0].model_copy(update={"consent_id": None}),), "pictures": ()}
    )
    words = [quote.text for quote in printed.quotes]
    assert found(printed, printed_before=words) == ()
    # One that was added since, or of which a word was changed, is nobody's printed word.
    assert [gap.part for gap in found(printed, printed_before=["Something else."])] == ["quotes.0"]
    taken_back = ConsentFacts(**{**vars(QUOTED), "withdrawn_on": TODAY})
    assert len(found(printed_before=words, consents={1: taken_back, 2: PICTURED})) == 1


def test_without_a_signature_a_reason_is_needed() -> None:
    [gap] = found(co_signature=None)
    assert gap.part == "co_signature"
    reasoned = WHOLE.model_copy(update={"no_co_signature_reason": "The group has ended."})
    assert found(reasoned, co_signature=None) == ()


def test_all_gaps_are_told_at_once() -> None:
    bare = StoryContent()
    assert [gap.part for gap in found(bare, co_signature=None)] == [
        "title", "standfirst", "background", "sources", "co_signature",
    ]  # fmt: skip
    with pytest.raises(InvalidRecordError, match=r"^Before this story can be approved: Give it .* could\.$"):
        check_no_gaps(found(bare, co_signature=None), before="approved")
    check_no_gaps((), before="approved")


@pytest.mark.parametrize("link", [{"activities": (7,)}, {"outcome_records": (7,)}])
def test_a_linked_record_is_a_source(link: dict[str, Any]) -> None:
    assert found(WHOLE.model_copy(update={"sources": (), **link})) == ()


@pytest.mark.parametrize("kept", ["background", "approach"])
def test_a_story_that_came_as_published_tells_what_its_source_told(kept: str) -> None:
    told = WHOLE.model_copy(update={**dict.fromkeys(LONG, ""), kept: "Waits were long."})
    assert found(told, came_published=True) == ()
    assert found(told.model_copy(update={"kind": StoryKind.MENTION})) == ()
    assert {gap.part for gap in found(told)} == {"approach", "outcomes", "key_learning"} - {kept}


def test_a_story_that_came_as_published_needs_background_or_approach_and_a_source() -> None:
    told = StoryContent(
        title="Tea", standfirst="Half left.", reached="Sixty.", no_co_signature_reason="It came."
    )
    assert [gap.part for gap in found(told, co_signature=None, came_published=True)] == [
        "background",
        "sources",
    ]


def test_a_number_that_is_tied_or_in_words_or_in_a_quote_is_not_one_typed_by_hand() -> None:
    quote = QuoteContent(text="I waited 5 weeks.", attribution="A person who waited", consent_id=1)
    tied = {"standfirst": "From nine to {{wait}}.", "approach": "Five people asked.", "quotes": (quote,)}
    assert found(WHOLE.model_copy(update=tied)) == ()


def test_for_review_a_headline_and_any_of_the_long_texts_are_enough() -> None:
    check_has_words(StoryContent(title="Tea", reached="Sixty people."))
    with pytest.raises(InvalidRecordError, match=r"sent to review: Give it a headline\. Write its parts"):
        check_has_words(StoryContent())


@pytest.mark.parametrize("status", list(StoryStatus))
def test_every_change_of_the_words_leads_back_to_draft(status: StoryStatus) -> None:
    assert after_saving(status) is StoryStatus.DRAFT


@pytest.mark.parametrize("status", list(StoryStatus))
def test_only_approved_and_published_stories_are_exported_and_only_without_gaps(status: StoryStatus) -> None:
    out = status in {StoryStatus.APPROVED, StoryStatus.PUBLISHED}
    assert may_export(status, ()) is out
    assert not may_export(status, (Gap("title", "No."),))
    if out:
        check_may_export("Tea", status, ())
        with pytest.raises(InvalidRecordError, match=r"“Tea” cannot be exported: No\."):
            check_may_export("Tea", status, (Gap("title", "No."),))
    else:
        with pytest.raises(InvalidRecordError, match=r"“Tea” is .* Only approved and published"):
            check_may_export("Tea", status, ())


def test_every_status_has_a_move_that_leads_there_or_begins_there() -> None:
    led_to = {facts.leads_to for facts in MOVES.values()}
    assert led_to == set(StoryStatus)
    assert set(MOVES) == set(StoryMove)


@pytest.mark.parametrize(
    ("actor", "moves"),
    [
        (CONTRIBUTOR, {StoryMove.SEND_TO_REVIEW, StoryMove.SEND_BACK}),
        (LAY, {StoryMove.SEND_BACK, StoryMove.CO_SIGN}),
        (COMMS, {StoryMove.SEND_BACK, StoryMove.APPROVE, StoryMove.PUBLISH, StoryMove.WITHDRAW}),
        (LEADERSHIP, {StoryMove.SEND_BACK, StoryMove.APPROVE, StoryMove.PUBLISH, StoryMove.WITHDRAW}),
        (ADMIN, set(StoryMove) - {StoryMove.CO_SIGN}),
        (OPERATOR, set(StoryMove) - {StoryMove.CO_SIGN}),
        (an_actor(UserRole.FORUM), set()),
        (PUBLIC, set()),
    ],
)
def test_each_move_is_made_by_those_whose_it_is(actor: Actor, moves: set[StoryMove]) -> None:
    assert {move for move in StoryMove if may_move(actor, move, network="SL")} == moves
    for move in StoryMove:
        start = next(iter(MOVES[move].starts))
        if move in moves:
            check_may_move(actor, move, status=start, network="SL")
        else:
            with pytest.raises(NotAllowedError, match=r"may not .* for SL"):
                check_may_move(actor, move, status=start, network="SL")


def test_writers_and_lay_partners_move_only_stories_of_their_own_networks() -> None:
    for move in StoryMove:
        assert not may_move(CONTRIBUTOR, move, network="GM")
        assert not may_move(LAY, move, network="GM")


def test_a_story_of_all_england_is_written_by_comms_and_administrators_and_signed_by_any_lay_partner() -> (
    None
):
    assert not may_write_story(CONTRIBUTOR, None)
    assert all(may_write_story(actor, None) for actor in (COMMS, ADMIN, OPERATOR))
    with pytest.raises(NotAllowedError, match="for all of England"):
        check_may_write_story(CONTRIBUTOR, None)
    assert may_move(LAY, StoryMove.CO_SIGN, network=None)
    assert not may_move(OPERATOR, StoryMove.CO_SIGN, network=None)


def test_a_move_is_refused_from_where_it_does_not_start() -> None:
    with pytest.raises(InvalidRecordError, match=r"^This story is draft\. It can be published only while"):
        check_may_move(COMMS, StoryMove.PUBLISH, status=StoryStatus.DRAFT, network="SL")
    assert moves_open_to(COMMS, status=StoryStatus.DRAFT, network="SL") == (StoryMove.WITHDRAW,)
    assert moves_open_to(CONTRIBUTOR, status=StoryStatus.DRAFT, network="SL") == (StoryMove.SEND_TO_REVIEW,)


def test_a_draft_is_read_only_by_those_who_work_on_it() -> None:
    readers = (CONTRIBUTOR, LAY, COMMS, LEADERSHIP, ADMIN, OPERATOR)
    assert all(may_read_story(actor, StoryStatus.DRAFT, "SL") for actor in readers)
    assert not may_read_story(PUBLIC, StoryStatus.DRAFT, "SL")
    assert not may_read_story(LAY, StoryStatus.DRAFT, "GM")
    assert not may_read_story(CONTRIBUTOR, StoryStatus.IN_REVIEW, "GM")
    assert may_read_story(PUBLIC, StoryStatus.PUBLISHED, "GM")


def test_who_agreed_is_for_those_who_write_or_approve() -> None:
    assert may_see_consents(CONTRIBUTOR, "SL")
    assert may_see_consents(LEADERSHIP, "GM")
    for actor, network in ((CONTRIBUTOR, "GM"), (LAY, "SL"), (PUBLIC, None)):
        assert not may_see_consents(actor, network)
        with pytest.raises(NotAllowedError, match="may not see consents"):
            check_may_see_consents(actor, network)


def test_parts_have_names_that_people_read() -> None:
    assert part_label("quotes.1") == "Quote 2"
    assert part_label("pairs.0.you_said") == "You said, we did 1"
    assert part_label("key_learning") == "What we learned"
    assert part_label("standfirst") == "Standfirst"


def test_an_address_is_made_of_the_title() -> None:
    assert slug_of("Tŷ, café & 50% more!") == "ty-cafe-50-more"
    assert slug_of("الناس") == ""
    assert slug_of(" ".join(["word"] * 60)).count("word") == 16
    assert slug_of("x" * 200) == "x" * 80


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs("One\nstill one\n \n\nTwo ") == ("One still one", "Two")
