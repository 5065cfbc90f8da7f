"""From the record of a story to its neutral document: numbers bound, codes labelled, small print written."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from components.publishing.document import (
    Metric,
    Pair,
    Picture,
    Provenance,
    Quote,
    Section,
    Source,
    StoryDocument,
)
from components.publishing.from_records.behind import behind_of
from components.publishing.from_records.graphics import reach_part, spectrum_line
from data_access.facts import Facts
from data_access.queries.stories import ActivityBehind, StoredPicture, StoryRecord
from domain.easy_read import parts_of
from domain.story import TEXT_PARTS, MetricContent, PictureContent, StoryContent, paragraphs
from domain.story_numbers import bound, figure_beside_label, with_unit
from domain.vocabulary import Provenance as Origin
from domain.wording import day, in_uk

ILLUSTRATIVE_LINE = (
    "This story is illustrative. It shows how Heard works and tells of no real people or network."
)
ILLUSTRATIVE_GRAPHICS = "The graphics are drawn from illustrative records, not from a real network's figures."
COUNTS_LINE = "Counts of people are rounded, and small ones are not shown, to protect people."
ALL_PER_CENT = 100
# A baseline is where something started; as a comparator it says nothing.
_NO_COMPARATOR = frozenset({"", "baseline"})


def story_document(
    record: StoryRecord,
    *,
    pictures: Mapping[int, StoredPicture],
    facts: Facts,
    behind: Sequence[ActivityBehind] = (),
    public_address: str = "",
    today: date | None = None,
) -> StoryDocument:
    """The document of a story as it stands; `public_address` is where Heard is reached, "" where not known.

    `behind` are the records that it tells of.

    Its day is that of the last change, so the same version of the same records makes the same document; it is never
    later than `today`, where a setting fixes that.
    """
    content, reference = record.content, facts.reference
    cited = {source.link: source.citation for source in content.sources if source.link}
    on = min(in_uk(record.updated_at).date(), today or date.max)
    known = content.network is not None and content.network in reference.networks
    spectrum = spectrum_line(facts, network=content.network, on=on) if known and content.network else None
    reach = (
        reach_part(facts, network=content.network, groups=content.groups, on=on)
        if known and content.network
        else None
    )
    document = StoryDocument(
        slug=record.slug,
        title=bound(content.title, content.metrics),
        kicker=content.kicker,
        standfirst=bound(content.standfirst, content.metrics),
        organisation=content.organisation,
        network=reference.networks[content.network].short_name if known and content.network else "",
        language=content.language,
        groups=tuple(reference.groups[code].label for code in content.groups if code in reference.groups),
        rung=reference.rungs.get(content.rung or "", ""),
        rung_reason=content.rung_reason,
        sections=_sections(content),
        metrics=tuple(_metric(metric, cited) for metric in content.metrics),
        quotes=tuple(Quote(quote.text, quote.attribution) for quote in content.quotes),
        pairs=tuple(
            Pair(bound(pair.you_said, content.metrics), bound(pair.we_did, content.metrics))
            for pair in content.pairs
        ),
        pictures=tuple(
            _picture(picture, pictures[picture.picture_id])
            for picture in content.pictures
            if picture.picture_id in pictures
        ),
        spectrum=spectrum,
        reach=reach,
        sources=tuple(Source(source.citation, source.link) for source in content.sources),
        provenance=_provenance(
            record,
            cited,
            counts=reach is not None,
            graphics=any(part is not None and part.is_illustrative for part in (spectrum, reach)),
        ),
        dated=on,
        address=f"{public_address.rstrip('/')}/s/{record.slug}" if public_address else "",
        behind=behind_of(behind, facts, printed=content.metrics),
        easy_read=parts_of(bound(content.easy_read, content.metrics)),
    )
    return replace(
        document,
        provenance=replace(document.provenance, fingerprint=fingerprint_of(document, record.version)),
    )


def fingerprint_of(document: StoryDocument, version: int) -> str:
    """The SHA-256 of all that the document says and of its version, as 64 digits."""
    told = json.dumps([version, asdict(document)], default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def _sections(content: StoryContent) -> tuple[Section, ...]:
    told = {part: paragraphs(bound(getattr(content, part), content.metrics)) for part in TEXT_PARTS}
    return tuple(Section(TEXT_PARTS[part], texts) for part, texts in told.items() if texts)


def _metric(metric: MetricContent, cited: Mapping[str, str]) -> Metric:
    compared = "" if metric.comparator in _NO_COMPARATOR else metric.comparator
    if metric.baseline is not None:
        before = with_unit(metric.baseline, metric.unit)
        compared = f"{before} ({compared})" if compared else f"{before} before"
    return Metric(
        figure=figure_beside_label(metric),
        label=metric.label,
        amount=metric.value,
        unit=metric.unit,
        share=min(1.0, max(0.0, metric.value / ALL_PER_CENT)) if metric.is_share else None,
        baseline=metric.baseline,
        compared_with=compared,
        period=metric.period,
        note=metric.note,
        source=_as_cited(metric.source, cited),
    )


def _picture(told: PictureContent, stored: StoredPicture) -> Picture:
    return Picture(
        content=stored.content,
        media_type=stored.media_type,
        width=stored.width,
        height=stored.height,
        alt="" if told.is_decorative else told.alt_text,
        credit=told.credit,
    )


def _as_cited(source: str, cited: Mapping[str, str]) -> str:
    """The source in words: an address that the story cites by a name goes by that name."""
    return "; ".join(cited.get(part, part) for part in source.split(" ; "))


def _provenance(record: StoryRecord, cited: Mapping[str, str], *, counts: bool, graphics: bool) -> Provenance:
    told = [COUNTS_LINE] if counts else []
    told += [ILLUSTRATIVE_GRAPHICS] if graphics else []
    source = f"Source: {_as_cited(record.provenance_note, cited)}" if record.provenance_note else ""
    return Provenance(
        source=_sentence(source),
        consent=_consent_line(record),
        co_signature=_co_signature_line(record),
        disclosure=" ".join(told),
        fingerprint="",
        illustrative=ILLUSTRATIVE_LINE if record.provenance is Origin.ILLUSTRATIVE else "",
    )


def _consent_line(record: StoryRecord) -> str:
    content = record.content
    consents = {quote.consent_id for quote in content.quotes}
    consents |= {picture.consent_id for picture in content.pictures}
    if consents - {None}:
        return "The people quoted or pictured agreed to it."
    if content.quotes and record.was_printed_before:
        return "The quotes were printed by the source before."
    return ""


def _co_signature_line(record: StoryRecord) -> str:
    signed = record.co_signature
    if signed is not None:
        return f"Co-signed by {signed.signed_as} on {day(in_uk(signed.signed_at))}."
    reason = record.content.no_co_signature_reason
    return _sentence(f"Not co-signed. {reason}") if reason else ""


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
