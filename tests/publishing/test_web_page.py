"""A story's page: all that the story says, in order, for every reader, and nothing that runs or calls out."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml.html import HtmlElement
from PIL import Image

from components.publishing.document import Picture, Source, StoryDocument, texts_of
from components.publishing.labels import direction_of, language_tag
from components.publishing.social import card_alt
from components.publishing.theme import ARIAL, HEARD
from components.publishing.web_page import Frame, Link, card_of, list_html, story_html
from components.publishing.web_pictures import for_mail, for_web
from components.publishing.web_words import (
    clean,
    link_or_nothing,
    said,
    shortened,
    way,
)
from tests.publishing.reading_pages import addresses_in, missing_in_order, parsed, runs_nothing, words_of
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    provenance,
)

MOST_BYTES = 190_000
STORIES = {
    "whole": a_story(),
    "bare": a_bare_story(),
    "hostile": a_hostile_story(),
    "pictures": a_story(pictures=(a_picture(), a_picture(alt=""))),
    **{language: a_story_in(language) for language in IN_LANGUAGES},
}


def page_of(story: StoryDocument, **options: object) -> HtmlElement:
    return parsed(story_html(story, HEARD, **options))  # type: ignore[arg-type]


def meta(page: HtmlElement, name: str) -> list[str]:
    return [str(value) for value in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")]


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_page_holds_every_text_in_order_and_runs_nothing(story: StoryDocument) -> None:
    page = page_of(story)
    assert missing_in_order(texts_of(story), words_of(page)) == []
    assert runs_nothing(page)
    assert page.get("lang") == story.language
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_page_loads_no_other_file(story: StoryDocument) -> None:
    loaded = [address for tag, address in addresses_in(page_of(story)) if tag not in {"a", "link"}]
    assert loaded == []
    assert page_of(story).xpath("//link[not(@rel='canonical') and not(@rel='icon')]") == []


@pytest.mark.parametrize("theme", [HEARD, ARIAL], ids=lambda theme: theme.name)
def test_a_page_with_its_typefaces_is_small_and_the_same_each_time(theme: object) -> None:
    pages = {name: story_html(story, theme) for name, story in STORIES.items()}  # type: ignore[arg-type]
    sizes = {name: len(text.encode()) for name, text in pages.items() if name != "hostile"}
    assert max(sizes.values()) < MOST_BYTES, sizes
    assert pages["whole"] == story_html(a_story(), theme)  # type: ignore[arg-type]


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(heading.tag[1]) for heading in page_of(a_story()).xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_page_has_landmarks_and_a_way_past_what_stands_before_the_text() -> None:
    page = page_of(a_story(), frame=Frame(home="/s/"))
    assert page.xpath("count(//main)") == 1
    assert page.xpath("//body/header//nav/a/@href") == ["/s/"]
    assert page.xpath("//body/footer")
    skip = page.xpath("//body/a[1]/@href")[0]
    assert page.xpath(f"//main[@id='{skip.removeprefix('#')}']")


def test_only_a_share_has_a_bar() -> None:
    items = page_of(a_story()).xpath("//section[@class='numbers']//li")
    assert [item.xpath(".//i/@style") for item in items] == [["width:50%"], [], []]


def test_you_said_we_did_is_a_table_with_headings() -> None:
    page = page_of(a_story())
    assert page.xpath("//table[@class='pairs']//th[@scope='col']/text()") == ["You said", "We did"]
    assert page.xpath("count(//table[@class='pairs']//th[@scope='row'])") == 2


def test_the_spectrum_is_drawn_from_its_numbers_and_named_by_its_sentence() -> None:
    page = page_of(a_story())
    drawing = page.xpath("//figure[@class='line']/svg")[0]
    named = page.xpath(f"//*[@id='{drawing.get('aria-labelledby')}']")[0]
    assert named.text_content().strip() == a_story().spectrum.sentence  # type: ignore[union-attr]
    assert drawing.xpath(".//circle/@cx") == ["62.0%", "41.0%"]
    assert drawing.xpath(".//rect/@width") == ["22.0%", "25.0%"]


def test_a_place_that_is_not_known_has_no_dot() -> None:
    line = replace(a_story().spectrum, lay=None, lay_low=None, lay_high=None)  # type: ignore[type-var]
    drawing = page_of(a_story(spectrum=line)).xpath("//figure[@class='line']/svg")[0]
    assert drawing.xpath(".//circle/@class") == ["staff"]
    assert drawing.xpath(".//line[@class='gap']") == []


def test_reach_says_what_is_not_shown() -> None:
    rows = page_of(a_story()).xpath("//table[@class='reach']/tbody/tr")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        "Older people 31%310 people 20%",
        "People living in the most deprived areas not shownfewer than 8 10%",
    ]


def test_pictures_keep_their_words_and_a_decorative_one_says_nothing() -> None:
    page = page_of(STORIES["pictures"])
    assert page.xpath("//img/@alt") == ["A table with tea and questions on cards", ""]
    assert page.xpath("//figcaption[text()='Illustration made for this test']")
    assert page.xpath("//div[@class='art']") == []


def test_without_a_picture_the_drawn_crowd_leads_and_is_no_content() -> None:
    assert page_of(a_story()).xpath("//div[@class='art']/@aria-hidden") == ["true"]


def test_social_networks_are_told_title_words_and_card() -> None:
    page = page_of(a_story(), address="https://other.example/s/tea")
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://other.example/s/tea"]
    assert meta(page, "og:url") == ["https://other.example/s/tea"]
    assert meta(page, "og:image") == ["https://other.example/s/tea/card.png"]
    assert meta(page, "og:image:alt") == [card_alt(a_story())]
    assert meta(page, "twitter:card") == ["summary_large_image"]
    assert meta(page, "description") == [a_story().standfirst]


def test_without_an_address_no_address_is_made_up() -> None:
    page = page_of(a_bare_story())
    assert meta(page, "og:image") == []
    assert page.xpath("//link[@rel='canonical']") == []
    assert meta(page, "twitter:card") == ["summary"]


def test_a_page_that_is_not_indexed_tells_networks_nothing() -> None:
    page = page_of(a_story(), frame=Frame(is_indexed=False))
    assert meta(page, "robots") == ["noindex"]
    assert meta(page, "og:title") == []


def test_an_illustrative_story_says_so_at_its_head() -> None:
    told = "This story is made up to show what Heard does."
    page = page_of(a_story(provenance=provenance(illustrative=told)))
    assert page.xpath("//header//p[@class='notice']/text()") == [told]


def test_sources_lead_on_only_where_the_address_is_one_of_the_web() -> None:
    bad = Source("Run this", "javascript:alert(1)")
    page = page_of(a_story(sources=(*a_story().sources, bad)))
    assert page.xpath("//ul[@class='sources']//a/@href") == ["https://example.org/report"]
    assert "Run this" in words_of(page)


def test_where_numbers_are_from_is_said_once_and_not_again_where_the_sources_say_it() -> None:
    assert words_of(page_of(a_story())).count("Source of the numbers: Clinic count, 2025") == 1
    named = a_story(sources=(Source("Clinic count, 2025"),))
    assert "Source of the numbers" not in words_of(page_of(named))


def test_a_page_from_right_to_left_keeps_english_words_in_their_order() -> None:
    page = page_of(a_story_in("ar"))
    assert page.get("dir") == "rtl"
    assert page.xpath("//h1/@dir") == []
    assert page.xpath("//span[@class='figure']/bdi[text()='5 weeks']/@dir") == ["ltr"]
    assert page.xpath("//h2[@id='numbers']/@lang") == []
    assert page.xpath("string(//h2[@id='numbers'])") == "بالأرقام"
    small_print = page.xpath("//footer[@class='made']//p")
    assert {(one.get("lang"), one.get("dir")) for one in small_print} == {("en-GB", "ltr")}
    assert page.xpath("//section[@class='about']//bdi[text()='Co-design']/@lang") == ["en-GB"]


def test_no_part_lies_beside_a_page_where_one_from_right_to_left_would_scroll_to_it() -> None:
    styles = page_of(a_story_in("ar")).xpath("string(//style)")
    assert ".skip{position:absolute;inset-inline-start:0;top:-99rem" in styles


def test_a_language_without_labels_has_english_ones_that_say_so() -> None:
    heading = page_of(replace(a_story_in("ar"), language="fa")).xpath("//h2[@id='numbers']")[0]
    assert (heading.text, heading.get("lang"), heading.get("dir")) == ("In numbers", "en-GB", "ltr")


@pytest.mark.parametrize(
    ("language", "family"),
    [("ar", "Noto Sans Arabic"), ("bn", "Noto Sans Bengali"), ("ta", "Noto Sans Tamil")],
)
def test_a_community_language_brings_its_typeface(language: str, family: str) -> None:
    styles = page_of(a_story_in(language)).xpath("string(//style)")
    assert styles.count(f"font-family:'{family}'") == 2
    assert f"'Atkinson Hyperlegible Next','{family}',Arial" in styles


def test_welsh_and_polish_bring_the_letters_that_english_lacks() -> None:
    faces = {name: story_html(STORIES[name], HEARD).count("@font-face") for name in ("whole", "cy", "pl")}
    assert faces == {"whole": 2, "cy": 4, "pl": 4}


def test_arial_is_on_every_machine_and_is_not_carried() -> None:
    assert "@font-face" not in story_html(a_story(), ARIAL)


def test_neighbours_are_named() -> None:
    frame = Frame(earlier=Link("a.html", "The first"), later=Link("c.html", "The <third>"))
    links = page_of(a_story(), frame=frame).xpath("//nav[@aria-label='More stories']/a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("a.html", "Before: The first"), ("c.html", "Next: The <third>"),
    ]  # fmt: skip


def test_a_list_has_a_card_for_each_story_and_a_notice_has_none() -> None:
    cards = [card_of(story, HEARD, href=f"/s/{story.slug}") for story in (a_story(), a_hostile_story())]
    page = parsed(list_html(cards, HEARD, heading="Stories", sentences=["Read & share."]))
    assert page.xpath("//li[@class='card']//h2/a/@href") == ["/s/tea-and-questions", "/s/hostile"]
    assert runs_nothing(page)
    assert parsed(list_html([], HEARD, heading="Gone")).xpath("//li") == []


def test_a_card_of_a_story_in_another_language_says_so() -> None:
    card = card_of(a_story_in("ur"), HEARD, href="x")
    page = parsed(list_html([card], HEARD, heading="Stories"))
    assert page.xpath("//h2/@lang") == ["ur"]
    assert page.xpath("//h2/a/bdi/@dir") == ["rtl"]


def noise(width: int, height: int) -> Picture:
    image = Image.effect_noise((width, height), 90).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return Picture(buffer.getvalue(), "image/png", width, height, alt="Noise")


def test_a_heavy_picture_is_made_light() -> None:
    fitted = for_web(noise(1_600, 900), most_bytes=40_000)
    with Image.open(io.BytesIO(fitted.content)) as image:
        assert image.format == "WEBP"
        assert image.size == (fitted.width, fitted.height)
    assert fitted.width < 1_120
    assert len(fitted.content) < 60_000


def test_a_mail_program_gets_a_jpeg() -> None:
    fitted = for_mail(a_picture(), most_bytes=80_000)
    with Image.open(io.BytesIO(fitted.content)) as image:
        assert image.format == "JPEG"
    assert (fitted.width, fitted.height, fitted.alt) == (640, 400, a_picture().alt)


def test_a_lone_half_of_a_letter_or_a_control_character_does_not_stop_a_page() -> None:
    odd = "a\ud83d b\x00 c\u202ed"
    assert clean(odd) == "a b cd"
    assert "a b cd" in words_of(page_of(a_story(title=odd)))


def test_a_text_is_cut_between_words() -> None:
    assert shortened("One two  three", most=40) == "One two three"
    assert shortened("One two, three", most=10) == "One two…"
    assert shortened("x" * 20, most=10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("ur-PK", "rtl"), ("pa", "ltr"), ("pa-Arab", "rtl"), ("ar-Latn", "ltr"), ("cy", "ltr")],
)
def test_the_direction_follows_language_and_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_what_is_no_language_is_taken_for_english() -> None:
    assert language_tag('"><script>') == "en-GB"
    assert language_tag("pa-Arab") == "pa-Arab"


def test_only_text_that_runs_against_the_page_is_marked() -> None:
    assert way("50%", "rtl") == ""
    assert way("five", "rtl") == ' dir="ltr"'
    assert way("five", "ltr") == ""
    assert said("<b>", "ltr") == "&lt;b&gt;"
    assert said("خمسة", "ltr") == '<bdi dir="rtl">خمسة</bdi>'


def test_a_link_is_followed_only_to_the_web() -> None:
    assert link_or_nothing("https://example.org/a") == "https://example.org/a"
    assert link_or_nothing("data:text/html,x") == ""


def test_many_numbers_stand_across_the_page_and_few_beside_the_text() -> None:
    metric = a_story().metrics[0]
    few, many = (page_of(a_story(metrics=(metric,) * count)) for count in (5, 6))
    assert few.xpath("count(//div[@class='side']/section[@class='numbers'])") == 1
    assert many.xpath("count(//div[@class='band']/section[@class='numbers'])") == 1
    assert many.xpath("//div[@class='side']/section[@class='numbers']") == []


def test_the_record_behind_a_story_stands_below_its_claims() -> None:
    page = page_of(a_story())
    section = page.xpath("//section[@aria-labelledby='behind']")[0]
    assert section.xpath(".//h3/text()") == ["Open day for people who wait"]
    assert section.xpath(".//dt/text()") == ["You said", "We did", "Measured", "You said", "Why not"]
    assert section.xpath(".//ul[@class='strength']/li/text()") == [
        "Has a source: yes", "Was measured against a comparator: yes", "Was confirmed by people involved: yes",
        "Has a source: no", "Was measured against a comparator: no",
        "Was confirmed by people involved: not recorded",
    ]  # fmt: skip
    assert section.xpath(".//a/@href") == ["https://example.org/list"]


def test_a_story_without_records_has_no_empty_part_for_them() -> None:
    assert page_of(a_bare_story()).xpath("//*[@id='behind']") == []


def test_the_record_is_marked_as_english_in_a_story_of_another_language() -> None:
    page = page_of(a_story_in("ar"))
    assert page.xpath("//section[@aria-labelledby='behind']/@lang") == ["en-GB"]


def test_a_pale_bar_is_drawn_only_for_those_who_rated() -> None:
    line = a_story().spectrum
    assert line is not None
    unrated = replace(line, lay=None, lay_low=0.0, lay_high=100.0, lay_rated=0)
    assert len(page_of(a_story()).xpath("//rect[@class='open']")) == 2
    assert len(page_of(a_story(spectrum=unrated)).xpath("//rect[@class='open']")) == 1
