"""The ledger as people remember it: one entry for each export, however many files it made, and a search over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from components.publishing.formats import Format
from data_access.queries.stories import LedgerEntry
from domain.vocabulary import Channel

_LABELS = {one.value: one.label for one in Format}
_APART = timedelta(minutes=1)


@dataclass(frozen=True)
class Export:
    """What one person made of one version in one go; `files` is never empty, in the order of the formats."""

    files: tuple[LedgerEntry, ...]

    @property
    def first(self) -> LedgerEntry:
        """The file that tells what all of them share: what it is of, its version, when and by whom."""
        return self.files[0]

    @property
    def of(self) -> tuple[str, int]:
        """The story or issue that was exported, by kind and number."""
        is_story = self.first.story_id is not None
        return ("story", self.first.story_id or 0) if is_story else ("issue", self.first.issue_id or 0)

    @property
    def formats(self) -> list[str]:
        """The labels of its formats."""
        return [format_label(one) for one in self.files]

    @property
    def channels(self) -> frozenset[Channel]:
        """The channels that it was made for."""
        return frozenset(one.channel for one in self.files)

    @property
    def uses(self) -> list[str]:
        """Where its files were used, each place once; empty where nobody said."""
        return list(dict.fromkeys(one.where_used for one in self.files if one.where_used))

    @property
    def is_anew(self) -> bool:
        """Whether a file of it differs from the last one of the same version."""
        return any(one.is_anew for one in self.files)


def format_label(entry: LedgerEntry) -> str:
    """The label of the format; a format of a release before goes by its code."""
    return _LABELS.get(entry.format, entry.format)


def exports_of(entries: Sequence[LedgerEntry]) -> list[Export]:
    """The entries, newest first, put together into exports, newest first."""
    found: list[list[LedgerEntry]] = []
    for entry in entries:
        if found and _is_of_one_export(found[-1], entry):
            found[-1].append(entry)
        else:
            found.append([entry])
    order = list(_LABELS)
    return [
        Export(
            tuple(
                sorted(files, key=lambda one: order.index(one.format) if one.format in order else len(order))
            )
        )
        for files in found
    ]


def _is_of_one_export(files: Sequence[LedgerEntry], earlier: LedgerEntry) -> bool:
    """Whether the entry belongs to these; a format that they hold already is of an export before."""
    later = files[-1]
    same = all(
        getattr(later, name) == getattr(earlier, name)
        for name in ("story_id", "issue_id", "version", "theme", "exported_by")
    )
    is_new = all(one.format != earlier.format for one in files)
    return same and is_new and later.exported_at - earlier.exported_at < _APART


def matching(
    exports: Sequence[Export],
    *,
    words: str = "",
    of: tuple[str, int] | None = None,
    channel: Channel | None = None,
    person: str | None = None,
) -> list[Export]:
    """The exports that fit all of this; each word must stand in title, formats, person, use or fingerprint."""
    asked = words.casefold().split()
    return [
        one
        for one in exports
        if (of is None or one.of == of)
        and (channel is None or channel in one.channels)
        and (person is None or one.first.exported_by == person)
        and all(word in _told(one) for word in asked)
    ]


def _told(export: Export) -> str:
    told = [export.first.title, export.first.exported_by, *export.formats, *export.uses]
    return " ".join([*told, *(one.fingerprint for one in export.files)]).casefold()
