"""The feed of stories: valid Atom, newest first, with ids that stay."""

from datetime import date

from lxml import etree

from components.publishing.feed import LONGEST, atom_feed
from tests.publishing.samples import a_bare_story, a_hostile_story, a_story, a_story_in

ATOM = {"a": "http://www.w3.org/2005/Atom"}
OWN, LIST = "https://heard.example/stories.atom", "https://heard.example/s/"


def feed_of(*stories: object) -> etree._Element:
    return etree.fromstring(atom_feed(stories, own_address=OWN, list_address=LIST))  # type: ignore[arg-type]


def text_of(feed: etree._Element, path: str) -> list[str]:
    return [str(found) for found in feed.xpath(path, namespaces=ATOM)]


def test_a_feed_has_all_that_atom_asks_for() -> None:
    feed = feed_of(a_story(), a_hostile_story(), a_bare_story())
    for where in ("/a:feed", "/a:feed/a:entry[1]", "/a:feed/a:entry[2]", "/a:feed/a:entry[3]"):
        for part in ("a:id", "a:title", "a:updated", "a:author/a:name"):
            assert all(text_of(feed, f"{where}/{part}/text()")), (where, part)
            assert len(feed.xpath(f"{where}/{part}", namespaces=ATOM)) == 1, (where, part)
    assert text_of(feed, "/a:feed/a:link[@rel='self']/@href") == [OWN]
    assert text_of(feed, "/a:feed/a:entry/a:link/@rel") == ["alternate"] * 3


def test_the_newest_comes_first_and_dates_the_feed() -> None:
    old, new = a_story(slug="old", dated=date(2024, 2, 1)), a_story(slug="new", dated=date(2026, 1, 31))
    feed = feed_of(old, new)
    assert text_of(feed, "//a:entry/a:updated/text()") == ["2026-01-31T00:00:00Z", "2024-02-01T00:00:00Z"]
    assert text_of(feed, "/a:feed/a:updated/text()") == ["2026-01-31T00:00:00Z"]


def test_a_story_keeps_its_id_when_its_words_or_address_change() -> None:
    before, after = feed_of(a_story()), feed_of(a_story(title="New", address="https://elsewhere.example/x"))
    assert text_of(before, "//a:entry/a:id/text()") == text_of(after, "//a:entry/a:id/text()")
    assert text_of(feed_of(a_bare_story()), "//a:entry/a:id/text()") != text_of(
        before, "//a:entry/a:id/text()"
    )


def test_a_story_without_an_address_is_found_below_the_list() -> None:
    assert text_of(feed_of(a_bare_story()), "//a:entry/a:link/@href") == ["https://heard.example/s/bare"]


def test_markup_stays_text_and_letters_that_xml_may_not_hold_are_left_out() -> None:
    feed = feed_of(a_story(title="<b>\x00&\x0b</b> \ud800", standfirst="]]>"))
    assert text_of(feed, "//a:entry/a:title/text()") == ["<b> & </b>"]
    assert text_of(feed, "//a:entry/a:summary/text()") == ["]]>"]


def test_each_story_has_its_language_groups_and_maker() -> None:
    feed = feed_of(a_story_in("bn"))
    assert text_of(feed, "//a:entry/@xml:lang") == ["bn"]
    assert text_of(feed, "//a:entry/a:category/@term") == list(a_story().groups)
    assert text_of(feed, "//a:entry/a:author/a:name/text()") == ["A community clinic"]


def test_a_feed_without_stories_is_a_feed_and_a_long_one_ends() -> None:
    assert text_of(feed_of(), "/a:feed/a:updated/text()") == ["2000-01-01T00:00:00Z"]
    many = [a_story(slug=f"story-{number}") for number in range(LONGEST + 1)]
    assert len(text_of(feed_of(*many), "//a:entry")) == LONGEST
