"""The way of a story to print: which moves there are, who makes them, and what must hold before each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import Action, Actor, may
from domain.story import TEXT_PARTS, PictureContent, QuoteContent, StoryContent
from domain.story_words import NOTHING_WRITTEN, loose_numbers, nothing_is_told, parts_not_told
from domain.vocabulary import Channel, Code, ConsentKind, StoryStatus, UserRole
from domain.wording import day, join_and


class StoryMove(Code):
    """A step of a story, as a person chooses it; its code is what the trail calls it (`domain.audit_words`)."""

    SEND_TO_REVIEW = "sent-to-review", "Send to review"
    SEND_BACK = "sent-back", "Send back"
    CO_SIGN = "co-signed", "Co-sign"
    APPROVE = "approved", "Approve"
    PUBLISH = "published", "Publish"
    WITHDRAW = "withdrawn", "Withdraw"


@dataclass(frozen=True)
class MoveFacts:
    """From where a move starts, where it leads, and which action allows it: one of several is enough."""

    starts: frozenset[StoryStatus]
    leads_to: StoryStatus
    needs: tuple[Action, ...]


_REVIEWED = frozenset({StoryStatus.IN_REVIEW, StoryStatus.CO_SIGNED})
MOVES: Mapping[StoryMove, MoveFacts] = {
    StoryMove.SEND_TO_REVIEW: MoveFacts(
        frozenset({StoryStatus.DRAFT}), StoryStatus.IN_REVIEW, (Action.WRITE_STORIES,)
    ),
    StoryMove.SEND_BACK: MoveFacts(
        _REVIEWED | {StoryStatus.APPROVED},
        StoryStatus.DRAFT,
        (Action.WRITE_STORIES, Action.CO_SIGN_STORIES, Action.APPROVE_STORIES),
    ),
    StoryMove.CO_SIGN: MoveFacts(
        frozenset({StoryStatus.IN_REVIEW}), StoryStatus.CO_SIGNED, (Action.CO_SIGN_STORIES,)
    ),
    # From review only with a recorded reason why nobody could co-sign: `gaps` sees to that.
    StoryMove.APPROVE: MoveFacts(_REVIEWED, StoryStatus.APPROVED, (Action.APPROVE_STORIES,)),
    StoryMove.PUBLISH: MoveFacts(
        frozenset({StoryStatus.APPROVED}), StoryStatus.PUBLISHED, (Action.APPROVE_STORIES,)
    ),
    StoryMove.WITHDRAW: MoveFacts(
        frozenset(StoryStatus) - {StoryStatus.WITHDRAWN},
        StoryStatus.WITHDRAWN,
        (Action.APPROVE_STORIES,),
    ),
}
"""Every change of what is written leads back to draft from wherever the story stands (`after_saving`)."""

EXPORTED = frozenset({StoryStatus.APPROVED, StoryStatus.PUBLISHED})
"""What may leave Heard for another channel."""


def after_saving(_status: StoryStatus) -> StoryStatus:
    """Where a story stands once what it says was changed: always a draft.

    A signature, an approval and a consent are for words that somebody read. There is no exception for small
    corrections: "not" has three letters. The version that was out stays out until the new one is published.
    """
    return StoryStatus.DRAFT


@dataclass(frozen=True)
class ConsentFacts:
    """What a person agreed to. `expires_on` is its last day; it no longer holds on the day of withdrawal."""

    id: int
    kind: ConsentKind
    person_reference: str
    obtained_on: date
    expires_on: date | None = None
    withdrawn_on: date | None = None
    channels: frozenset[Channel] = field(default_factory=frozenset)

    def why_not(self, on: date) -> str:
        """Why it is not in force on this day, as the end of a sentence; "" where it is."""
        if self.withdrawn_on is not None and self.withdrawn_on <= on:
            return f"was withdrawn on {day(self.withdrawn_on)}"
        if self.expires_on is not None and self.expires_on < on:
            return f"expired on {day(self.expires_on)}"
        return f"holds only from {day(self.obtained_on)}" if self.obtained_on > on else ""


def with_consents_in_force(content: StoryContent, ended: Collection[int]) -> StoryContent:
    """What the story says without the quotes and pictures that stand on one of these ended consents."""
    return content.model_copy(
        update={
            "quotes": tuple(one for one in content.quotes if one.consent_id not in ended),
            "pictures": tuple(one for one in content.pictures if one.consent_id not in ended),
        }
    )


@dataclass(frozen=True)
class CoSigned:
    """A lay partner's signature under one version of a story."""

    version: int
    signed_as: str
    signed_at: datetime


@dataclass(frozen=True)
class Gap:
    """What is still missing: the part to look at, such as "quotes.0", and a sentence for the person."""

    part: str
    sentence: str


def gaps(
    content: StoryContent,
    *,
    consents: Mapping[int, ConsentFacts],
    co_signature: CoSigned | None,
    on: date,
    channels: Collection[Channel] = (),
    printed_before: Collection[str] = (),
    came_published: bool = False,
) -> tuple[Gap, ...]:
    """What stands between the story and print on this day, in the order of its parts; empty where nothing does.

    `consents` are by number, `co_signature` is that of this very version. A consent must be in force, and cover
    each of `channels`. Quotes with these texts (`printed_before`) were printed before Heard, and need none here.
    Of a story that `came_published` fewer parts are asked (`domain.story_words.parts_not_told`).
    """
    return (
        *_missing_words(content, came_published=came_published),
        *_missing_sources(content),
        *_missing_alternatives(content),
        *_missing_consents(content, consents, on, channels, printed_before),
        *_missing_signature(content, co_signature),
    )


def check_no_gaps(found: Iterable[Gap], *, before: str) -> None:
    """Raise InvalidRecordError with every sentence, where something is missing before this step."""
    sentences = [gap.sentence for gap in found]
    if sentences:
        raise InvalidRecordError(f"Before this story can be {before}: {' '.join(sentences)}")


def check_has_words(content: StoryContent) -> None:
    """Raise InvalidRecordError where there is nothing to review: no headline, or not one of the long texts."""
    headline = () if content.title else (Gap("title", "Give it a headline."),)
    texts = (Gap("background", NOTHING_WRITTEN),) if nothing_is_told(content) else ()
    check_no_gaps((*headline, *texts), before="sent to review")


def _missing_words(content: StoryContent, *, came_published: bool) -> Iterator[Gap]:
    for part, sentence in parts_not_told(content, came_published=came_published):
        yield Gap(part, sentence)
    for part, sentence in loose_numbers(content):
        yield Gap(part, f"{part_label(part)}: {sentence}")


def part_label(part: str) -> str:
    """The name of a part as people read it: "Quote 2" for "quotes.1"."""
    name, _, place = part.partition(".")
    label = TEXT_PARTS.get(name) or _PART_LABELS.get(name, name.replace("_", " ").capitalize())
    number = place.partition(".")[0]
    return f"{label} {int(number) + 1}" if number.isdecimal() else label


_PART_LABELS = {
    "title": "Headline",
    "easy_read": "Easy Read",
    "metrics": "Number",
    "quotes": "Quote",
    "pairs": "You said, we did",
    "pictures": "Picture",
    "sources": "Source",
    "rung": "Rung of the ladder",
    "rung_reason": "Why this rung",
    "groups": "Groups",
    "no_co_signature_reason": "Why nobody could co-sign",
    "outcome_records": "Outcomes of the record",
}


def _missing_sources(content: StoryContent) -> Iterator[Gap]:
    for place, metric in enumerate(content.metrics):
        if not metric.label:
            yield Gap(f"metrics.{place}", f"Number {place + 1}: say what it counts.")
        elif not metric.source:
            yield Gap(f"metrics.{place}", f"Say where the number “{metric.label}” comes from.")


def _missing_alternatives(content: StoryContent) -> Iterator[Gap]:
    for place, picture in enumerate(content.pictures):
        if not picture.alt_text and not picture.is_decorative:
            yield Gap(
                f"pictures.{place}",
                f"Picture {place + 1}: describe it for people who cannot see it, or mark it as decorative.",
            )


def _missing_consents(
    content: StoryContent,
    consents: Mapping[int, ConsentFacts],
    on: date,
    channels: Collection[Channel],
    printed_before: Collection[str],
) -> Iterator[Gap]:
    asked: list[tuple[str, ConsentKind, QuoteContent | PictureContent]] = [
        (f"quotes.{place}", ConsentKind.QUOTE, quote)
        for place, quote in enumerate(content.quotes)
        if quote.consent_id is not None or quote.text not in printed_before
    ]
    asked += [
        (f"pictures.{place}", ConsentKind.PICTURE, picture)
        for place, picture in enumerate(content.pictures)
        if picture.shows_people
    ]
    for part, kind, shown in asked:
        consent = None if shown.consent_id is None else consents.get(shown.consent_id)
        if wrong := _consent_gap(consent, kind, on, channels):
            yield Gap(part, f"{part_label(part)}: {wrong}")


def _consent_gap(
    consent: ConsentFacts | None, kind: ConsentKind, on: date, channels: Collection[Channel]
) -> str:
    if consent is None:
        return "record the consent of the person."
    if consent.kind is not kind:
        return f"the consent chosen is not one {kind.label[0].lower()}{kind.label[1:]}."
    if why := consent.why_not(on):
        return f"the consent {why}."
    if not consent.channels:
        return "the consent names no channel."
    uncovered = [
        channel.label for channel in Channel if channel in channels and channel not in consent.channels
    ]
    if uncovered:
        return f"the consent does not cover {join_and(uncovered)}."
    return ""


def _missing_signature(content: StoryContent, co_signature: CoSigned | None) -> Iterator[Gap]:
    if co_signature is None and not content.no_co_signature_reason:
        yield Gap("co_signature", "A lay partner co-signs it, or you record why nobody could.")


def may_write_story(actor: Actor, network: str | None) -> bool:
    """Whether the actor may write a story of this network; one without a network is for comms and administrators."""
    if network is None:
        return actor.is_operator or bool(actor.roles & {UserRole.COMMS, UserRole.ADMIN})
    return may(actor, Action.WRITE_STORIES, network=network)


def check_may_write_story(actor: Actor, network: str | None) -> None:
    """Raise NotAllowedError unless the actor may write a story of this network."""
    if not may_write_story(actor, network):
        where = network or "all of England"
        raise NotAllowedError(f"{actor.name} may not write stories for {where}.")


def may_read_story(actor: Actor, status: StoryStatus, network: str | None) -> bool:
    """Whether the actor may read it: everybody once it is published, before only those who work on it."""
    if status is StoryStatus.PUBLISHED or may_write_story(actor, network):
        return True
    if may(actor, Action.APPROVE_STORIES) or may(actor, Action.COMPOSE_ISSUES):
        return True
    return network is not None and may(actor, Action.CO_SIGN_STORIES, network=network)


def may_see_consents(actor: Actor, network: str | None) -> bool:
    """Whether the actor may see who agreed to what in stories of this network."""
    return may_write_story(actor, network) or may(actor, Action.APPROVE_STORIES)


def check_may_see_consents(actor: Actor, network: str | None) -> None:
    """Raise NotAllowedError unless the actor may see who agreed to what in stories of this network."""
    if not may_see_consents(actor, network):
        raise NotAllowedError(f"{actor.name} may not see consents for {network or 'all of England'}.")


def _allows(actor: Actor, action: Action, network: str | None) -> bool:
    if action is Action.WRITE_STORIES:
        return may_write_story(actor, network)
    if action is Action.CO_SIGN_STORIES and network is None:
        # What is told of all of England, any lay partner may vouch for.
        return not actor.is_operator and bool(actor.roles & {UserRole.LAY_PARTNER})
    return may(actor, action, network=network)


def may_move(actor: Actor, move: StoryMove, *, network: str | None) -> bool:
    """Whether the actor may make this move with a story of this network, wherever it stands."""
    return any(_allows(actor, action, network) for action in MOVES[move].needs)


def check_may_move(actor: Actor, move: StoryMove, *, status: StoryStatus, network: str | None) -> None:
    """Raise NotAllowedError for somebody who may not, InvalidRecordError where the story is not that far."""
    if not may_move(actor, move, network=network):
        wanted = " or ".join(action.label for action in MOVES[move].needs)
        where = network or "all of England"
        raise NotAllowedError(f"{actor.name} may not {wanted} for {where}.")
    if status not in MOVES[move].starts:
        starts = " or ".join(one.label.lower() for one in StoryStatus if one in MOVES[move].starts)
        raise InvalidRecordError(
            f"This story is {status.label.lower()}. It can be {_PAST[move]} only while it is {starts}."
        )


_PAST = {
    StoryMove.SEND_TO_REVIEW: "sent to review",
    StoryMove.SEND_BACK: "sent back",
    StoryMove.CO_SIGN: "co-signed",
    StoryMove.APPROVE: "approved",
    StoryMove.PUBLISH: "published",
    StoryMove.WITHDRAW: "withdrawn",
}


def moves_open_to(actor: Actor, *, status: StoryStatus, network: str | None) -> tuple[StoryMove, ...]:
    """The moves that the actor may try with a story that stands here, in the order of the way to print."""
    return tuple(
        move
        for move, facts in MOVES.items()
        if status in facts.starts and may_move(actor, move, network=network)
    )


def may_export(status: StoryStatus, found: Collection[Gap]) -> bool:
    """Whether a story may leave Heard: approved or published, and nothing missing on the day."""
    return status in EXPORTED and not found


def check_may_export(title: str, status: StoryStatus, found: Collection[Gap]) -> None:
    """Raise InvalidRecordError that names the story and every reason why it may not leave Heard today."""
    if status not in EXPORTED:
        raise InvalidRecordError(
            f"“{title}” is {status.label.lower()}. Only approved and published stories can be exported."
        )
    if found:
        raise InvalidRecordError(f"“{title}” cannot be exported: {' '.join(gap.sentence for gap in found)}")
