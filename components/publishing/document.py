"""The one neutral document of a story or an issue, from which every channel is made.

Nothing here knows a store, a page or a file format. Texts are plain: numbers are bound, codes have their
labels, and every count of people has passed disclosure control. A renderer adds form, never content.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from domain.outcome_words import DID
from domain.vocabulary import EvidenceFact, OutcomeStatus


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs, at least one."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Metric:
    """A number as it is printed, such as "43%" or "5 weeks", and what it must be read with.

    `share` is 0 to 1 where the number is a share, so that a bar may be drawn; otherwise None. `amount` is the
    bare number, for native charts; `baseline` is one in the same unit, None without.
    """

    figure: str
    label: str
    amount: float
    unit: str = ""
    share: float | None = None
    baseline: float | None = None
    compared_with: str = ""
    period: str = ""
    note: str = ""
    source: str = ""

    @property
    def sentence(self) -> str:
        """Everything of the number in one line, for a screen reader, a note or a table without columns."""
        parts = [f"{self.figure} {self.label}".strip()]
        if self.compared_with:
            parts.append(f"compared with {self.compared_with}")
        if self.period:
            parts.append(self.period)
        if self.note:
            parts.append(self.note)
        return ", ".join(parts)


@dataclass(frozen=True)
class Quote:
    """Words of a person, without quotation marks, and how the person is named."""

    text: str
    attribution: str


@dataclass(frozen=True)
class Pair:
    """You said, we did."""

    you_said: str
    we_did: str


@dataclass(frozen=True)
class Picture:
    """An upright sRGB picture without hidden data. `alt` is "" only where it is decorative."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    alt: str
    credit: str = ""

    @property
    def is_decorative(self) -> bool:
        return not self.alt


@dataclass(frozen=True)
class SpectrumLine:
    """A network's place between influencing (0) and co-ordinating (100), by staff and by lay partners.

    A value of None has no dot; low and high are the range that unknown markers leave open, None where all
    are known to be 0. `sentence` says the same in words and is the alt text. Of `markers` that move the dots,
    staff rated `staff_rated` and lay partners `lay_rated`.
    """

    network: str
    as_of: date
    staff: float | None
    staff_low: float | None
    staff_high: float | None
    lay: float | None
    lay_low: float | None
    lay_high: float | None
    sentence: str
    is_illustrative: bool = False
    staff_rated: int = 0
    lay_rated: int = 0
    markers: int = 0


@dataclass(frozen=True)
class ReachRow:
    """One group: the share of the people reached and of the population, in whole per cent; None is not shown."""

    group: str
    reached: int | None
    population: int | None
    people: str


@dataclass(frozen=True)
class ReachPart:
    """Whom the network reached, of the groups that the story is about; after disclosure control.

    `sentence` is the finding in words: the counts stand in the rows alone. `not_known` says for how many of the
    people the groups are not known, and is shown beside the rows wherever they are.
    """

    network: str
    period: str
    rows: tuple[ReachRow, ...]
    sentence: str
    note: str
    is_illustrative: bool = False
    not_known: str = ""


@dataclass(frozen=True)
class Source:
    """Where facts can be read; `link` is "" where there is no page."""

    citation: str
    link: str = ""


@dataclass(frozen=True)
class EvidenceLink:
    """What supports an outcome: its kind, its title, what it shows; `link` is "" where there is no page."""

    kind: str
    title: str
    what_it_shows: str = ""
    link: str = ""


@dataclass(frozen=True)
class RecordedOutcome:
    """An outcome as it is recorded. `number` is its metric in one line, without any count of people.

    `was_confirmed` is None where nobody recorded it.
    """

    direction: str
    status: str
    level: str
    reason: str
    you_said: str
    we_did: str
    number: str
    has_source: bool
    was_compared: bool
    was_confirmed: bool | None
    evidence: tuple[EvidenceLink, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether it is not decided yet: then `we_did` tells of a plan."""
        return self.status == OutcomeStatus.PLANNED.label

    @property
    def did_label(self) -> str:
        """What stands before `we_did`."""
        return DID[OutcomeStatus.PLANNED if self.is_planned else OutcomeStatus.MADE]

    @property
    def strength(self) -> tuple[tuple[str, str], ...]:
        """The three plain facts about its evidence, each with its answer; they make no score."""
        confirmed = "not recorded" if self.was_confirmed is None else _yes_or_no(is_so=self.was_confirmed)
        return (
            (EvidenceFact.SOURCE.label, _yes_or_no(is_so=self.has_source)),
            (EvidenceFact.COMPARATOR.label, _yes_or_no(is_so=self.was_compared)),
            (EvidenceFact.CONFIRMED.label, confirmed),
        )


def _yes_or_no(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


@dataclass(frozen=True)
class RecordedActivity:
    """A record behind a story: what was done, and what came of it as far as the story tells of it."""

    title: str
    network: str
    when: str
    programme: str
    rung: str
    outcomes: tuple[RecordedOutcome, ...] = ()
    is_illustrative: bool = False


@dataclass(frozen=True)
class Provenance:
    """The small print of a story: each line is a sentence that is printed with it."""

    source: str
    consent: str
    co_signature: str
    disclosure: str
    fingerprint: str
    illustrative: str = ""

    @property
    def record(self) -> str:
        """The beginning of the fingerprint, by which a print is told from another."""
        return f"Record {self.fingerprint[:12]}."

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentences that are there, in the order of printing."""
        return tuple(
            line
            for line in (
                self.illustrative, self.source, self.consent, self.co_signature, self.disclosure, self.record
            )
            if line
        )  # fmt: skip


@dataclass(frozen=True)
class StoryDocument:
    """A story ready to be set. Empty tuples and "" are parts that were not written: renderers leave them out.

    `language` is a BCP 47 tag; `address` is the web address of the story's page, "" where none is known.
    `behind` are the records that it tells of, in the English in which they were recorded. `easy_read` are the
    sentences of its Easy Read text by part; () where none is written.
    """

    slug: str
    title: str
    kicker: str
    standfirst: str
    organisation: str
    network: str
    language: str
    groups: tuple[str, ...]
    rung: str
    rung_reason: str
    sections: tuple[Section, ...]
    metrics: tuple[Metric, ...]
    quotes: tuple[Quote, ...]
    pairs: tuple[Pair, ...]
    pictures: tuple[Picture, ...]
    spectrum: SpectrumLine | None
    reach: ReachPart | None
    sources: tuple[Source, ...]
    provenance: Provenance
    dated: date
    address: str = ""
    behind: tuple[RecordedActivity, ...] = ()
    easy_read: tuple[tuple[str, ...], ...] = ()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the record, as printed in the small print."""
        return self.provenance.fingerprint

    @property
    def small_print(self) -> tuple[str, ...]:
        """The lines of its provenance; without that of its source where all it names stands among the sources."""
        named = self.provenance.source.removeprefix("Source: ").removesuffix(".").split("; ")
        cited = {source.citation.removesuffix(".") for source in self.sources}
        is_said = all(one.removesuffix(".") in cited for one in named)
        return tuple(line for line in self.provenance.lines if not is_said or line != self.provenance.source)

    @property
    def cover_picture(self) -> Picture | None:
        """The first picture, which leads the story; None calls for the drawn crowd."""
        return self.pictures[0] if self.pictures else None


@dataclass(frozen=True)
class IssueDocument:
    """An issue of the magazine from cover to back; at least one story, in the order of printing.

    `cover_line` is "" where the cover has the title of its story, `cover_art` a picture of one of the stories or None
    for that of the cover's, `cover_crowd` the number of a drawing in place of a picture, 0 for none.
    """

    slug: str
    title: str
    dated: date
    cover: StoryDocument
    editorial: tuple[str, ...]
    back_page: tuple[str, ...]
    stories: tuple[StoryDocument, ...]
    fingerprint: str
    illustrative: str = ""
    language: str = "en-GB"
    address: str = ""
    cover_line: str = ""
    cover_art: Picture | None = None
    cover_crowd: int = 0
    editorial_signed: str = ""

    @property
    def face(self) -> StoryDocument:
        """The cover's story as the cover shows it: with the line and the picture that were chosen for it."""
        own = (self.cover_art,) if self.cover_art else self.cover.pictures
        return replace(
            self.cover,
            title=self.cover_line or self.cover.title,
            pictures=() if self.cover_crowd else own,
        )

    @property
    def cover_seed(self) -> str:
        """What the crowd on the cover is drawn from, where one was chosen; "" leaves it to the channel."""
        return f"{self.slug}, {self.cover_crowd}" if self.cover_crowd else ""

    @property
    def welcome(self) -> tuple[str, ...]:
        """The editorial, with who signed it as its last paragraph."""
        return (*self.editorial, self.editorial_signed) if self.is_signed else self.editorial

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed the editorial; a name alone is none."""
        return bool(self.editorial and self.editorial_signed)


Document = StoryDocument | IssueDocument


def texts_of(story: StoryDocument) -> tuple[str, ...]:
    """Every text of a story in the order of reading: what must be found again in each whole rendering.

    Alt texts and the sentences of the drawn graphics are not among them: they stand where each channel puts
    its alternatives. Nor are the records behind it: whoever checks a claim reads them in the app, on the web
    page, in the data, in plain text and in the text for InDesign; a printed page has its sources. Nor is what
    is written for Easy Read: the Easy Read PDF says that in place of the long texts, and the data hold it.
    """
    return tuple(
        text
        for text in (
            story.kicker,
            story.title,
            story.standfirst,
            *(text for section in story.sections for text in (section.heading, *section.paragraphs)),
            *(text for metric in story.metrics for text in (metric.figure, metric.label)),
            *(text for quote in story.quotes for text in (quote.text, quote.attribution)),
            *(text for pair in story.pairs for text in (pair.you_said, pair.we_did)),
            *(source.citation for source in story.sources),
            *story.small_print,
        )
        if text
    )
