"""Screens of a view: one message each, parted where they are full, whole in words, and nothing on them to press."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from components.publishing.board_pack.document import BoardPack, PackPage, PackTable
from components.publishing.board_pack.native import Kind, Look, NativeChart, Series
from components.publishing.document import Section
from components.publishing.live.frame import Face
from components.publishing.live.of_story import screens_of_story
from components.publishing.live.of_view import NOTHING, screens_of_pack
from components.publishing.live.of_words import title_screen, words_screen, words_screens
from components.publishing.live.screen import Screen
from tests.publishing.board_pack.test_charted_and_hostile import HOSTILE, a_pack
from tests.publishing.samples import a_bare_story, a_hostile_story, a_picture, a_story, a_story_in

STYLES = Path(__file__).parents[3] / "static" / "live.css"
TEXT, MARK = 7.0, 3.0


def a_chart(many: int = 2, *, kind: Kind = Kind.BARS, **changes: Any) -> NativeChart:
    labels = tuple(f"Network {at}" for at in range(many))
    series = (Series("Activities", tuple(float(at + 1) for at in range(many))),)
    return replace(NativeChart(kind, labels, series, "Bar chart: activities."), **changes)


def a_page(*charts: NativeChart, **changes: Any) -> PackPage:
    page = PackPage(
        name="stages",
        title="By stage",
        headline="2 of 3 networks.",
        finding=("2 of 3 networks.", "The rest: none."),
        alt="Table: by stage.",
        charts=charts,
        table=PackTable(("Network", "Activities"), (("East", "12"), ("Wessex", "3"))),
        notes=("Each counts once.",),
        measures=(),
    )
    return replace(page, **changes)


def shown(*pages: PackPage, **changes: Any) -> tuple[Screen, ...]:
    pack: BoardPack = a_pack(*pages, headlines=(), **changes)
    return tuple(one for one in screens_of_pack(pack) if not one.key.endswith("/missing"))


def keys(screens: tuple[Screen, ...]) -> list[str]:
    return [one.key for one in screens]


def test_a_chart_is_one_screen_with_its_message_filters_and_notice() -> None:
    (one,) = shown(a_page(a_chart()))
    assert (one.key, one.title) == ("overview/stages", "2 of 3 networks.")
    for words in (
        "The rest: none.",
        "Each counts once.",
        "All 15 networks.",
        "Illustrative records are included.",
    ):
        assert words in one.body
    assert (
        'role="img" aria-label="Bar chart: activities. Network 0: Activities 1; Network 1: Activities 2."'
        in one.body
    )


def test_no_line_of_a_message_ends_within_a_word_that_has_a_hyphen() -> None:
    (one,) = shown(a_page(a_chart(), headline="<b> nearer to co-ordinating", finding=()))
    assert '&lt;b&gt; nearer to <span class="whole">co-ordinating</span></h1>' in one.body
    assert one.title == "<b> nearer to co-ordinating"


def test_a_long_chart_goes_on_under_keys_that_stay_when_its_figures_change() -> None:
    screens = shown(a_page(a_chart(60)))
    assert keys(screens)[:3] == ["overview/stages", "overview/stages/2", "overview/stages/3"]
    assert f"1 of {sum('/words' not in key for key in keys(screens))}" in screens[0].body
    assert sum(one.body.count("Network 5</span>") for one in screens) == 1
    grown = a_chart(60, series=(Series("Activities", (1_234.0,) * 60),))
    assert keys(shown(a_page(grown))) == keys(screens)


def test_a_count_that_is_kept_back_is_words_without_a_bar() -> None:
    chart = a_chart(labels=("East (fewer than 8)", "Wessex"), series=(Series("Activities", (None, 12.0)),))
    (one,) = shown(a_page(chart))
    assert "East (fewer than 8)" in one.body
    assert one.body.count('class="bar main"') == 1


def test_staff_are_a_dot_lay_people_a_ring_and_what_is_open_a_pale_bar() -> None:
    series = (Series("Staff", (60.0, None)), Series("Lay", (40.0, None), Look.CONTRAST))
    ranges = (None, (20.0, 80.0))
    chart = a_chart(
        kind=Kind.DOTS, series=series, ranges=ranges, most=100.0, ends=("Influencing", "Co-ordinating")
    )
    (one,) = shown(a_page(chart))
    rows = one.body.split('<div class="row"')[1:]
    assert [("range" in row, 'class="gap"' in row, row.count("<circle")) for row in rows] == [
        (False, True, 2),
        (True, False, 0),
    ]
    assert 'class="ring"' in rows[0]
    assert "Influencing" in one.body


def test_parts_of_a_bar_that_are_too_small_for_their_number_have_it_beside_the_bar() -> None:
    series = (Series("Better", (500.0, 3.0)), Series("Worse", (1.0, 0.0), Look.CONTRAST))
    (one,) = shown(a_page(a_chart(kind=Kind.STACKED, series=series)))
    first, second = one.body.split('<div class="row"')[1:]
    assert "<b>500</b></i>" in first
    assert '<i class="swatch contrast"></i><b>1</b>' in first
    assert "contrast" not in second


def test_columns_and_lines_go_on_over_screens_and_lines_break_where_nothing_is_known() -> None:
    pair = (Series("Now", (1.0,) * 40), Series("Before", (2.0,) * 40, Look.COMPARED))
    columns = shown(a_page(a_chart(40, kind=Kind.COLUMNS, series=pair)))
    assert len(columns) > 2
    assert all(one.body.count('class="group"') <= 10 for one in columns)
    series = (Series("Staff", (5.0, None, 7.0)), Series("Lay", (None, None, 7.0), Look.CONTRAST))
    lines = tuple(a_chart(3, kind=Kind.LINES, series=series, title=f"Network {at}") for at in range(7))
    first, *_ = screens = shown(a_page(*lines))
    assert len(screens) == 2
    assert first.body.count("<polyline") == 4 * 3


def test_two_charts_stand_beside_each_other_or_alone_where_they_are_long() -> None:
    this, other = a_chart(title="This year"), a_chart(title="Last year")
    assert shown(a_page(this, other))[0].body.count("<h2") == 2
    apart = shown(a_page(replace(this, **vars(a_chart(25))), replace(other, **vars(a_chart(25)))))
    assert "<h2" not in apart[0].body


def test_networks_lie_on_a_map_and_a_quiet_one_has_no_number() -> None:
    columns = ("Network", "Activities", "Newest record", "Staff position", "Lay position")
    rows = (
        ("East", "12", "last record 3 May 2026", "70", "40"),
        ("Wessex", "quiet since 3 May 2025", "quiet since 3 May 2025", "not placed", "not placed"),
    )
    page = a_page(a_chart(), table=PackTable(columns, rows), places=((0, 0), (1, 1)))
    (one,) = shown(page)
    assert one.body.count('class="tile') == 2
    assert 'class="number"' in one.body.split("Wessex</b>")[0]
    assert "quiet since 3 May 2025</span>" in one.body
    assert "In each tile" in one.body
    assert 'class="tile' not in shown(replace(page, places=()))[0].body


def test_a_grid_is_a_table_with_words_and_tints_and_a_wide_one_repeats_its_first_column() -> None:
    table = PackTable(
        columns=("Group", *(f"Network number {at}" for at in range(30))),
        rows=(("Carers", *(["fewer than 8"] * 30)),),
        tints=((0, 1, 2, 3, 4) * 6,),
        is_grid=True,
    )
    screens = shown(a_page(table=table))
    assert len(screens) > 1
    assert all('<th scope="row">Carers</th>' in one.body and "<table" in one.body for one in screens)
    assert 'class="nobody">fewer than 8' in screens[0].body


def test_a_very_long_table_stops_at_six_screens_and_says_where_the_rest_is() -> None:
    table = PackTable(("Network", "Note"), tuple((f"Row {at}", "x") for at in range(300)))
    screens = shown(a_page(table=table))
    assert len(screens) == 6
    assert "The page has all 300 rows." in screens[-1].body


def test_an_empty_drawing_says_so_and_draws_nothing_and_so_does_an_empty_view() -> None:
    empty = a_page(
        table=PackTable(("Network",), ()), finding=("No activity yet.",), headline="No activity yet."
    )
    (one,) = shown(replace(empty, notes=()))
    assert one.title == "No activity yet."
    assert NOTHING in one.body
    assert "<figure" not in one.body
    (alone,) = screens_of_pack(replace(a_pack(), sections=()))
    assert NOTHING in alone.body


def test_a_finding_that_is_too_long_for_a_heading_has_a_screen_of_its_own() -> None:
    long = f"Of {'many very long names of networks, ' * 30}none."
    chart, words = shown(a_page(a_chart(), finding=(long,), headline=long))
    assert chart.title == "By stage"
    assert words.key == "overview/stages/words"
    assert long in words.body


def test_the_figures_at_a_glance_open_the_overview_and_what_is_missing_closes_it() -> None:
    screens = screens_of_pack(a_pack(a_page(a_chart()), missing=("No record from East.",)))
    assert keys(screens) == ["overview/glance", "overview/stages", "overview/missing"]
    assert "345" in screens[0].body
    assert "No record from East." in screens[-1].body


@pytest.mark.parametrize(("many", "breaks_off"), [(60, [False] * 5), (400, [*[False] * 5, True])])
def test_words_beyond_six_screens_are_said_to_go_on(many: int, breaks_off: list[bool]) -> None:
    sentences = ["Everybody in the room spoke, and was heard."] * many
    screens = words_screens("told", Face("What was said"), sentences)
    assert keys(screens) == ["told", *(f"told/{at}" for at in range(2, len(breaks_off) + 1))]
    assert [" …</p>" in one.body for one in screens] == breaks_off


def test_a_title_and_words_fill_one_screen_however_long_they_are() -> None:
    one = title_screen("point/1", "Welcome", lead="Who is here?")
    assert one.title == "Welcome"
    assert "font-size:110px" in one.body
    assert " …</h1>" in title_screen("point/2", "word " * 600).body
    assert "…" not in words_screen("point/3", "Rules", ["One speaks at a time."]).body
    assert "…" in words_screen("point/4", "Rules " * 90, ["All are heard. " * 400]).body


@pytest.mark.parametrize(
    "story", [a_story(), a_bare_story(), a_hostile_story(), a_story_in("ar")], ids=lambda one: one.slug
)
def test_each_screen_is_one_named_section_with_nothing_to_press_and_every_text_escaped(story: Any) -> None:
    chart = a_chart(len(HOSTILE), labels=HOSTILE)
    table = PackTable(HOSTILE, (HOSTILE, HOSTILE))
    pages = (
        a_page(chart, title=HOSTILE[0], headline=HOSTILE[2], notes=HOSTILE),
        a_page(table=table, name="rows"),
    )
    screens = (*shown(*pages, sentence=", ".join(HOSTILE)), *screens_of_story(story))
    for one in screens:
        assert one.body.count("<section") == 1
        (name,) = re.findall(r'<section[^>]* aria-labelledby="([^"]+)"', one.body)
        assert one.body.count(f'<h1 id="{name}"') == 1
        assert not re.search(r"<(a|button|input|script|iframe)\b|tabindex|href|\son\w+=", _tags(one.body))
    assert len({one.key for one in screens}) == len(screens)


def _tags(body: str) -> str:
    """The markup without its texts and the values of attributes that hold texts."""
    return re.sub(r'(aria-label|alt)="[^"]*"', "", "".join(re.findall(r"<[^>]+>", body)))


def test_a_story_has_its_picture_its_pairs_its_numbers_its_quote_and_its_source() -> None:
    story = replace(a_story(), pictures=(a_picture(), a_picture(alt="Two people at a door")))
    screens = {one.key.split("/", 2)[2]: one.body for one in screens_of_story(story)}
    assert "data:image/webp;base64," in screens["title"]
    assert "data:image/webp" not in screens_of_story(a_story())[0].body
    assert "Each letter now names the wait." in screens["said-and-did"]
    assert "Somebody asked me what I needed, and then did it." in screens["quote"]
    assert 'alt="Two people at a door"' in screens["picture"]
    assert 'class="ring"' in screens["spectrum"]
    assert "Clinic annual report 2025" in screens["sources"]
    assert {"numbers", "reach", "text-1"} <= screens.keys()


def _ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_has_a_contrast_of_seven_and_each_mark_of_three() -> None:
    styles = STYLES.read_text()
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", styles))
    for ground in ("field", "raised"):
        assert (
            min(_ratio(colour[name], colour[ground]) for name in ("ink", "quiet", "gold", "main", "contrast"))
            >= TEXT
        )
    assert (
        min(_ratio(colour[name], colour["field"]) for name in ("line", "neutral", "whole", "range")) >= MARK
    )
    tints = re.findall(r"td\.[a-z-]+ \{ background: (#[0-9a-f]{6})", styles)
    on_marks = [*tints, colour["main"], colour["neutral"], colour["contrast"]]
    assert len(tints) == 5
    assert min(_ratio(colour["on-mark"], ground) for ground in on_marks) >= TEXT


def test_a_grid_shows_all_rows_that_its_heading_speaks_of_and_those_of_two_years_follow_each_other() -> None:
    rows = tuple((f"Group {at} of people who have a long name", *(["1,234"] * 14)) for at in range(90))
    table = PackTable(("Group", *(f"N{at}" for at in range(14))), rows, tints=((1,) * 14,) * 90, is_grid=True)
    grid = a_page(name="map", table=table, notes=())
    screens = [one for one in shown(grid, grid) if not one.key.endswith("/words")]
    assert len(screens) > 12
    for at in range(90):
        told = [one.key for one in screens if f">Group {at} of people" in one.body]
        assert len(told) == 2
        first, second = told
        assert keys(tuple(screens)).index(second) == keys(tuple(screens)).index(first) + 1
        assert "/map-2" in second


def test_a_year_at_the_head_of_a_column_is_never_parted() -> None:
    table = PackTable(
        ("Status", *(f"{what}, 2025/26" for what in ("Positive", "No change", "Negative", "All") * 2)),
        (("Of all, was measured against a comparator", *(["12"] * 8)),),
    )
    (one,) = shown(a_page(table=table, notes=()))
    (size,) = re.findall(r"<table[^>]*font-size:(\d+)px", one.body)
    widths = [float(wide) for wide in re.findall(r'<col style="width:([\d.]+)px', one.body)]
    # In bold, "2025/26" is 4.06 times as wide as its size; the cell has 24 px of air.
    assert min(widths) >= 4.06 * int(size) + 24
    assert int(size) >= 30


def test_notes_on_marks_are_left_out_where_nothing_is_drawn() -> None:
    screens = shown(a_page(table=PackTable(("Network",), ()), notes=("Filled bar: made.",)))
    assert not any("Filled bar" in one.body for one in screens)


def test_short_parts_of_a_story_share_a_screen_and_no_fingerprint_is_shown() -> None:
    parts = tuple(Section(name, ("A few words.",)) for name in ("One", "Two", "Three", "Four"))
    story = replace(a_story(), sections=(*parts, Section("Long", ("Very many words. " * 60,))))
    screens = {one.key.split("/", 2)[2]: one for one in screens_of_story(story)}
    assert [name for name in screens if name.startswith("text")] == ["text-1", "text-4", "text-5"]
    assert [screens[name].body.count("<h2") for name in ("text-1", "text-4", "text-5")] == [3, 0, 0]
    assert 'class="art"' not in screens["text-5"].body
    assert 'class="art"' in screens["text-4"].body
    assert story.provenance.record in story.small_print
    assert not any(story.provenance.record in one.body for one in screens.values())
