"""The document of a network's public page, made once per view: the app and the light web page render the same."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from components.publishing.network_document import (
    Named,
    NetworkDocument,
    Paragraphs,
    Part,
    Piece,
    Said,
    Section,
    bullets,
    in_own_words,
    paragraphs,
    say,
)
from components.ui.linked_table import records_address
from components.ui.looking_back import IN_ADDRESS
from components.ui.network_page_figures import came_of_it, how_they_work, was_reached
from components.ui.overview_loaders import what_is_missing
from components.ui.view import ViewKey, facts_of, period_shown
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.codes import known_codes
from data_access.queries.health import network_health
from data_access.queries.network_profile import (
    CoveredBoard,
    OwnProfile,
    covered_boards,
    own_profile,
    payment_answers,
)
from data_access.queries.networks import NetworkDetails, network_details
from data_access.queries.resources import shared_resources
from data_access.queries.roles import RoleLine, roles_held
from data_access.queries.stories import StoryCard, story_cards
from data_access.settings import get_settings
from domain import network_words as words
from domain.completeness import NEEDS_OUTCOME, gap_in_words, gaps
from domain.completeness import Part as RecordPart
from domain.filters import Filters, read_filters
from domain.looking_back import is_known_by
from domain.permissions import PUBLIC
from domain.selection import NO, YES, Facet, Listed, Selection
from domain.source_words import plain_source
from domain.vocabulary import Provenance, RaterKind
from domain.web_address import is_web_address
from domain.wording import day, whole

STORY_ADDRESS = "/s/"
REFERENCE_SOURCES = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Sources: Office for "
    "National Statistics, Census 2021; NHS England."
)
_OPENED_BY = {
    RecordPart.RUNG: (Facet.NO_RUNG, YES),
    RecordPart.PROGRAMME: (Facet.NO_PROGRAMME, YES),
    RecordPart.OUTCOME: (Facet.WITHOUT_OUTCOME, YES),
    RecordPart.REPORTED_BACK: (Facet.REPORTED_BACK, NO),
    RecordPart.PAYMENT: (Facet.PAYMENT, "not-recorded"),
}


def network_key(facts: Facts, network: str, *, as_of: date | None = None) -> ViewKey:
    """The view that the page of a network shows: of the year that every page shows on that day, or today."""
    today = get_settings().current_day()
    asked = {IN_ADDRESS: [as_of.isoformat()]} if as_of else {}
    filters = read_filters(asked, known_codes(facts, today=today)).filters
    return ViewKey(replace(filters, networks=(network,)), facts.version, filters.as_of or today, "light")


@lru_cache(maxsize=32)
def network_document(key: ViewKey) -> NetworkDocument:
    """The page of the one network of this view."""
    (network,) = key.filters.networks
    engine, facts = get_engine(), facts_of(key)
    details, own = network_details(engine, network), own_profile(engine, network)
    boards = covered_boards(engine, network)
    stories = _published(key)
    lay = roles_held(engine, network, capacity=RaterKind.LAY, on=key.today)
    said = words.SaidOfItself(
        about=bool(own.about),
        payment=bool(own.payment_policy or own.payment_link),
        way_in=bool(own.get_involved or own.contact_link),
        website=bool(details.website),
        lay_role=bool(lay),
        story=bool(stories),
    )
    england = sum(one.population for one in facts.reference.networks.values())
    return NetworkDocument(
        code=network,
        name=details.name,
        standfirst=words.standfirst("It", population=details.population, england=england),
        notice=words.ILLUSTRATIVE if facts.has_illustrative else "",
        sources=(f"{plain_source(details.source)}.", REFERENCE_SOURCES),
        sections=(
            _who_they_are(details, own, networks=len(facts.reference.networks)),
            _whom_they_serve(details, boards),
            how_they_work(key, facts),
            came_of_it(key, facts),
            was_reached(key, facts),
            Section("stories", "Their stories", (_stories(stories),)),
            Section("roles", "Roles of lay people", _roles(lay, facts)),
            Section("payment", "Paying people for their time", _payment(key, own)),
            Section("shared", "What they share", (_shared(network, key.filters.as_of),)),
            Section("missing", "What is missing", (_missing(key, facts, said),)),
            Section("involved", "How to get involved", _ways_in(details, own)),
        ),
    )


def _who_they_are(details: NetworkDetails, own: OwnProfile, *, networks: int) -> Section:
    parts: list[Part] = [paragraphs(words.WHAT_NETWORKS_DO.format(networks=networks))]
    parts.append(in_own_words(own.about) if own.about else paragraphs(words.NO_WORDS))
    facts: list[Said | str] = []
    if details.name_before_2023 != details.name:
        facts.append(f"Before 2023 its name was {details.name_before_2023}.")
    facts.append(_website(details) or words.NO_WEBSITE)
    parts.append(paragraphs(*facts))
    return Section("who", "Who they are", tuple(parts))


def _website(details: NetworkDetails) -> Said:
    if not is_web_address(details.website):
        return ()
    return say("Its website is ", Piece(_short(details.website), details.website), ".")


def _short(address: str) -> str:
    """A web address as people say it."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _whom_they_serve(details: NetworkDetails, boards: tuple[CoveredBoard, ...]) -> Section:
    named = tuple(say(one.name if one.is_sure else f"{one.name} *") for one in boards)
    rows: list[tuple[str, tuple[Said, ...]]] = [
        ("People who live there", (say(f"{whole(details.population)}, at the 2021 Census"),)),
        ("NHS region", (say(details.region),)),
        ("Integrated care boards", named or (say("None recorded"),)),
    ]
    notes = [words.WHAT_A_BOARD_IS]
    if not all(one.is_sure for one in boards):
        notes.append(words.NOT_SURE)
    return Section("serve", "Whom they serve", (Named(tuple(rows)), paragraphs(" ".join(notes))))


def _published(key: ViewKey) -> list[StoryCard]:
    """The stories of the network; as of a past day without those published later."""
    cards = story_cards(
        get_engine(),
        actor=PUBLIC,
        filters=Filters(year=key.filters.year, networks=key.filters.networks),
    )
    return [
        card
        for card in cards
        if is_known_by(card.published_at and card.published_at.date(), on=key.filters.as_of)
    ]


def _stories(stories: list[StoryCard]) -> Part:
    if not stories:
        return paragraphs(words.NO_STORY)
    return bullets(
        tuple(
            say(
                Piece(one.title, f"{STORY_ADDRESS}{one.slug}"),
                " (illustrative)" if one.is_illustrative else "",
                f" {one.standfirst}" if one.standfirst else "",
            )
            for one in stories
        )
    )


def _roles(lay: tuple[RoleLine, ...], facts: Facts) -> tuple[Part, ...]:
    if not lay:
        return (paragraphs(f"{words.LAY_MEANS} {words.NO_ROLE}"),)
    return (paragraphs(words.LAY_MEANS), bullets(tuple(say(_role(one, facts)) for one in lay)))


def _role(one: RoleLine, facts: Facts) -> str:
    programme = facts.reference.programmes.get(one.programme or "", "")
    named = f"{one.kind.label}: {one.name}" if one.name else one.kind.label
    where = f", {programme}" if programme else ""
    return f"{named}{where}, since {day(one.since)}{_made_up(one.provenance)}"


def _made_up(provenance: Provenance) -> str:
    return " (illustrative)" if provenance is Provenance.ILLUSTRATIVE else ""


def _payment(key: ViewKey, own: OwnProfile) -> tuple[Part, ...]:
    parts: list[Part] = []
    if own.payment_policy:
        parts.append(in_own_words(own.payment_policy))
    if own.payment_link:
        parts.append(paragraphs(say(Piece("Read its payment policy", own.payment_link), ".")))
    if not parts:
        parts.append(paragraphs(words.NO_POLICY))
    return (*parts, paragraphs(*_offers(key)))


def _offers(key: ViewKey) -> list[Said | str]:
    """How many activities of the year say whether payment and expenses were offered, each number with its list."""
    period, (network,) = period_shown(key), key.filters.networks
    found = payment_answers(facts_of(key), network, first=period.first, last=period.last)
    everything = Selection(Listed.ACTIVITIES, key.filters)
    if not found.activities:
        return [words.no_activity(period.when)]
    sentences: list[Said | str] = [
        say(
            f"{_sentence_start(period.when)} the network recorded ",
            Piece(words.activities_in_words(found.activities), records_address(everything)),
            ".",
        )
    ]
    for what, facet, yes, told in (
        ("pay", Facet.PAYMENT, found.payment_yes, found.payment_told),
        ("costs", Facet.EXPENSES, found.expenses_yes, found.expenses_told),
    ):
        offered, not_offered = (everything.having(facet, answer) for answer in (YES, NO))
        sentences.append(
            say(
                f"It offered {words.OFFERS[what]} at ",
                Piece(whole(yes), records_address(offered), f"{whole(yes)} activities that offered {what}"),
                " and did not at ",
                Piece(
                    whole(told - yes),
                    records_address(not_offered),
                    f"{whole(told - yes)} activities that did not offer {what}",
                ),
                ". It is not known for ",
                Piece(
                    whole(found.activities - told),
                    records_address(everything.having(facet, "not-recorded")),
                    f"{whole(found.activities - told)} activities that do not say if they offered {what}",
                ),
                ".",
            )
        )
    return sentences


def _sentence_start(text: str) -> str:
    return text[0].upper() + text[1:]


def _shared(network: str, as_of: date | None) -> Part:
    own = [
        one
        for one in shared_resources(get_engine())
        if one.network == network and is_known_by(one.shared_on, on=as_of)
    ]
    if not own:
        return paragraphs(words.NOTHING_SHARED)
    return bullets(
        tuple(
            say(
                Piece(one.title, one.link if is_web_address(one.link) else ""),
                f" ({one.kind.label.lower()}, {day(one.shared_on)}){_made_up(one.provenance)}. {one.description}",
            )
            for one in own
        )
    )


def _missing(key: ViewKey, facts: Facts, said: words.SaidOfItself) -> Paragraphs:
    """What the Overview says of this network alone, what its records do not hold, and what the page misses."""
    of_view = [
        one for one in what_is_missing(key) if one.opens is None or one.opens.listed is not Listed.PEOPLE
    ]
    found = [say(Piece(one.sentence, records_address(one.opens) if one.opens else "")) for one in of_view]
    found += _gaps_of_records(key, facts)
    found += [say(sentence) for sentence in words.unsaid(said)]
    return bullets(tuple(found)) if found else paragraphs(words.NOTHING_MISSING)


def _gaps_of_records(key: ViewKey, facts: Facts) -> list[Said]:
    period, (network,) = period_shown(key), key.filters.networks
    health = network_health(facts, since=period.first, today=period.last)[network]
    of, found = health.completeness.activities, []
    for part, missing in gaps(health.completeness):
        # That an outcome is missing is said already, and without one nothing can be known of its evidence.
        if part is RecordPart.OUTCOME or part in NEEDS_OUTCOME:
            continue
        selection = Selection(Listed.ACTIVITIES, key.filters)
        opened = selection.having(*_OPENED_BY[part]) if part in _OPENED_BY else None
        found.append(
            say(Piece(gap_in_words(part, missing, of=of), records_address(opened) if opened else ""))
        )
    return found


def _ways_in(details: NetworkDetails, own: OwnProfile) -> tuple[Part, ...]:
    parts: list[Part] = []
    if own.get_involved:
        parts.append(in_own_words(own.get_involved))
    if own.contact_link:
        parts.append(paragraphs(say(Piece("Contact the network", own.contact_link), ".")))
    if parts:
        return tuple(parts)
    said: list[Said | str] = [words.NO_WAY_IN]
    if is_web_address(details.website):
        said.append(say(words.ASK_ON_THE_WEBSITE, Piece(_short(details.website), details.website), "."))
    return (paragraphs(*said),)
