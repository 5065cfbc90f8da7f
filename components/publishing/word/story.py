"""The parts of a story in Word, in the order of reading."""

from collections.abc import Iterator

from components.publishing.document import Metric, Picture, ReachPart, StoryDocument
from components.publishing.labels import ENGLISH, labels_for
from components.publishing.office import words
from components.publishing.office.captions import reach_caption, spectrum_caption
from components.publishing.office.charted import chart_of_reach, charts_of
from components.publishing.office.package import day_in_words
from components.publishing.office.picture import crowd_png, cut_to, office_bytes
from components.publishing.office.text import IN_ENGLISH, Speech, speech_of, web_link
from components.publishing.theme import Theme
from components.publishing.word.drawing import Drawings
from components.publishing.word.markup import Column, bookmarked, link_out, paragraph, run, table
from components.publishing.word.part import Links

TEXT_WIDTH_MM = 160
TEXT_WIDTH = round(TEXT_WIDTH_MM / 25.4 * 1440)
_COVER_HEIGHT_MM = 56
_LONG_FIGURE = 6
# A picture is shown whole down to this shape; a taller one would fill the page.
_TALLEST = 0.9


class StoryWriter:
    """Writes one story; `depth` is 0 where it is the document, 1 where it is part of an issue."""

    def __init__(
        self,
        story: StoryDocument,
        *,
        theme: Theme,
        drawings: Drawings,
        links: Links,
        depth: int = 0,
        number: int = 0,
    ) -> None:
        self._story = story
        self._labels = labels_for(story.language)
        self._theme = theme
        self._drawings = drawings
        self._links = links
        self._depth = depth
        self._number = number

    def parts(self) -> Iterator[str]:
        """Paragraphs and tables as XML."""
        yield from self._opening()
        for section in self._story.sections:
            heading = self._labels.heading(section.heading)
            yield self._heading(heading, self._speech_of_heading(section.heading))
            yield from (self._said("Normal", text) for text in section.paragraphs)
        for picture in self._story.pictures[1:]:
            yield from self._picture(picture, ratio=max(picture.width / picture.height, _TALLEST))
        yield from self._numbers()
        yield from self._quotes()
        yield from self._pairs()
        yield from self._involvement()
        if self._story.reach is not None:
            yield from self._reach(self._story.reach)
        yield from self._sources()

    def _speech(self, text: str) -> Speech:
        return speech_of(text, language=self._story.language)

    def _said(self, style: str, text: str) -> str:
        """A text of the story in its language."""
        speech = self._speech(text)
        return paragraph(style, run(text, speech), speech=speech)

    def _speech_of_heading(self, written: str) -> Speech:
        """That of the labels for a heading of ours, else that of the story."""
        is_ours = written in ENGLISH.headings.values()
        return speech_of(
            self._labels.heading(written), language=self._labels.language if is_ours else self._story.language
        )

    def _our_speech(self, name: str) -> Speech:
        return speech_of(self._labels[name], language=self._labels.language)

    def _our_heading(self, name: str) -> str:
        return self._heading(self._labels[name], self._our_speech(name))

    def _column(self, name: str, share: float) -> Column:
        return Column(self._labels[name], share, self._our_speech(name))

    def _labelled(self, name: str, recorded: str) -> str:
        """A label, then what was recorded in English, each with its language."""
        speech = self._our_speech(name)
        return paragraph(
            "Normal", f"{run(f'{self._labels[name]}:', speech)}{run(f' {recorded}')}", speech=speech
        )

    def _heading(self, text: str, speech: Speech = IN_ENGLISH) -> str:
        return paragraph(f"heading {1 + self._depth}", run(text, speech), speech=speech)

    def _opening(self) -> Iterator[str]:
        story = self._story
        yield from self._cover()
        if story.kicker:
            yield self._said("Kicker", story.kicker)
        speech = self._speech(story.title)
        title = run(story.title, speech)
        if self._depth:
            title = bookmarked(title, name=f"story{self._number}", number=self._number)
        yield paragraph("heading 1" if self._depth else "Title", title, speech=speech)
        if story.standfirst:
            yield self._said("Subtitle", story.standfirst)
        named = [text for text in (story.organisation, story.network) if text]
        line = " · ".join([*named, day_in_words(story.dated)])
        yield self._said("Byline", line)

    def _cover(self) -> Iterator[str]:
        picture = self._story.cover_picture
        ratio = TEXT_WIDTH_MM / _COVER_HEIGHT_MM
        if picture is not None:
            yield from self._picture(picture, ratio=ratio, on_new_page=self._depth > 0)
            return
        crowd = crowd_png(self._story.slug, self._theme, width=TEXT_WIDTH_MM, height=_COVER_HEIGHT_MM)
        drawn = self._drawings.picture(crowd, alt="", ratio=ratio)
        yield paragraph("Illustration", drawn, on_new_page=self._depth > 0)

    def _picture(self, picture: Picture, *, ratio: float, on_new_page: bool = False) -> Iterator[str]:
        drawn = self._drawings.picture(
            office_bytes(picture), alt=picture.alt, ratio=ratio, cut=cut_to(picture, ratio=ratio)
        )
        yield paragraph("Illustration", drawn, on_new_page=on_new_page)
        if picture.credit:
            yield self._said("caption", picture.credit)

    def _numbers(self) -> Iterator[str]:
        metrics = self._story.metrics
        if not metrics:
            return
        yield self._our_heading("numbers")
        for chart in charts_of(metrics):
            yield paragraph("Illustration", self._drawings.chart(chart))
        yield self._metric_table()
        sources = tuple(dict.fromkeys(metric.source for metric in metrics if metric.source))
        if len(sources) == 1:
            yield self._said("caption", f"{self._labels['source']}: {sources[0]}")

    def _metric_table(self) -> str:
        metrics = self._story.metrics
        several = len({metric.source for metric in metrics}) > 1
        optional = [
            ("compared", 1.3, [metric.compared_with for metric in metrics]),
            ("when", 1.2, [metric.period for metric in metrics]),
            ("note", 1.6, [_note(metric, with_source=several) for metric in metrics]),
        ]
        shown = [column for column in optional if any(column[2])]
        has_long = any(len(metric.figure) > _LONG_FIGURE for metric in metrics)
        columns = [self._column("figure", 2.2 if has_long else 1.5), self._column("meaning", 2.6)]
        columns += [self._column(name, share) for name, share, _texts in shown]
        rows = [
            [
                self._figure(metric),
                self._said("Table Lead", metric.label),
                *(self._said("Table Text", texts[at]) for _name, _share, texts in shown),
            ]
            for at, metric in enumerate(metrics)
        ]
        return self._table(columns, rows, title=self._labels["numbers"])

    def _figure(self, metric: Metric) -> str:
        """The figure beside its label, in the direction of the label."""
        speech = self._speech(metric.label)
        style = "Big Figure" if len(metric.figure) <= _LONG_FIGURE else "Long Figure"
        return paragraph(style, run(metric.figure, speech), speech=speech)

    def _table(self, columns: list[Column], rows: list[list[str]], *, title: str) -> str:
        return table(columns, rows, title=title, width=TEXT_WIDTH, speech=self._speech(self._story.title))

    def _quotes(self) -> Iterator[str]:
        if self._story.quotes:
            yield self._our_heading("quotes")
        for quote in self._story.quotes:
            speech = self._speech(quote.text)
            yield paragraph("Quote", run(words.quoted(quote.text), speech), speech=speech)
            if quote.attribution:
                yield self._said("Attribution", quote.attribution)

    def _pairs(self) -> Iterator[str]:
        if not self._story.pairs:
            return
        yield self._our_heading("pairs")
        rows = [
            [self._said("Table Lead", pair.you_said), self._said("Table Text", pair.we_did)]
            for pair in self._story.pairs
        ]
        columns = [self._column("you_said", 1), self._column("we_did", 1)]
        yield self._table(columns, rows, title=self._labels["pairs"])

    def _involvement(self) -> Iterator[str]:
        story = self._story
        if not (story.rung or story.groups or story.spectrum):
            return
        yield self._our_heading("involvement")
        if story.rung:
            yield self._labelled("took_part", f"{story.rung}.")
        if story.rung_reason:
            yield self._said("Normal", story.rung_reason)
        if story.groups:
            yield self._labelled("voices", "")
            yield from (paragraph("List Bullet", run(group)) for group in story.groups)
        if story.spectrum is not None:
            yield paragraph("Illustration", self._drawings.spectrum(story.spectrum))
            yield paragraph("caption", run(spectrum_caption(story.spectrum)))

    def _reach(self, reach: ReachPart) -> Iterator[str]:
        yield self._our_heading("reach")
        yield paragraph("Normal", run(reach.sentence), with_next=True)
        chart = chart_of_reach(reach)
        if chart is not None:
            yield paragraph("Illustration", self._drawings.chart(chart))
        columns = [
            Column(words.GROUP, 2.4),
            Column(words.REACHED, 1.3),
            Column(words.POPULATION, 1.2),
            Column(words.PEOPLE, 1.3),
        ]
        rows = [
            [
                paragraph("Table Lead", run(row.group)),
                *(
                    paragraph("Table Text", run(text))
                    for text in (words.per_cent(row.reached), words.per_cent(row.population), row.people)
                ),
            ]
            for row in reach.rows
        ]
        yield self._table(columns, rows, title=self._labels["reach"])
        if reach.not_known:
            yield paragraph("Normal", run(reach.not_known))
        yield paragraph("caption", run(reach_caption(reach)))

    def _sources(self) -> Iterator[str]:
        story = self._story
        yield self._our_heading("comes_from")
        for source in story.sources:
            yield self._linked("Normal", source.citation, source.link)
        if story.address:
            yield self._linked("Normal", f"{self._labels['on_the_web']}: {story.address}", story.address)
        yield from (paragraph("Small Print", run(line)) for line in story.small_print)

    def _linked(self, style: str, text: str, link: str) -> str:
        speech = self._speech(text)
        address = web_link(link)
        if not address:
            return paragraph(style, run(text, speech), speech=speech)
        inner = link_out(run(text, speech, style="Hyperlink"), relation=self._links.to(address))
        return paragraph(style, inner, speech=speech)


def _note(metric: Metric, *, with_source: bool) -> str:
    parts = (metric.note, f"{words.SOURCE}: {metric.source}" if with_source and metric.source else "")
    return ". ".join(part for part in parts if part)
