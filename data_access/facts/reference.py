"""The reference lists of the snapshot: codes in their order, labels, groups as bits, population shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session, col

from data_access.tables import Benchmark, Group, Marker, Network, Priority, Programme, Rung, WayOfWorking
from domain.disclosure import ENGLAND
from domain.vocabulary import AreaKind, Pole, PriorityKind

NOT_KNOWN = "?"


@dataclass(frozen=True)
class NetworkEntry:
    """A network as views show it; tiles count from the top left."""

    code: str
    name: str
    short_name: str
    population: int
    tile_x: int
    tile_y: int


@dataclass(frozen=True)
class GroupEntry:
    """A seldom-heard group as views show it; `parent` is its parent's code or None."""

    code: str
    label: str
    category: str
    parent: str | None
    definition: str
    benchmark_note: str


@dataclass(frozen=True)
class MarkerEntry:
    """A marker with the words of its four levels."""

    code: str
    label: str
    pole: Pole
    levels: tuple[str, str, str, str]
    wording_status: str


@dataclass(frozen=True)
class PriorityEntry:
    """A line of the strategy as views show it; `parent` is its parent's code or None."""

    code: str
    kind: PriorityKind
    title: str
    paraphrase: str
    parent: str | None


@dataclass(frozen=True)
class PopulationShare:
    """The share of an area's population that belongs to a group, as published (0 to 1)."""

    share: float
    measure: str
    year: str
    source: str
    quality_note: str


@dataclass(frozen=True)
class Reference:
    """Reference lists, each a mapping from code in the order in which it is shown.

    Networks run from north to south as the tile map does. `ancestors` gives for each group the bits of
    itself and of all its parents. `shares` is keyed by area (ENGLAND or a network) and group. `strategy` holds
    all lines of the strategy, `priorities` the 11 priorities alone.
    """

    networks: Mapping[str, NetworkEntry]
    programmes: Mapping[str, str]
    rungs: Mapping[str, str]
    groups: Mapping[str, GroupEntry]
    markers: Mapping[str, MarkerEntry]
    strategy: Mapping[str, PriorityEntry]
    ways: Mapping[str, str]
    shares: Mapping[tuple[str, str], PopulationShare]
    ancestors: Mapping[str, int]

    def mask_of_key(self, groups_key: str) -> int:
        """The bits of a cohort's groups, parents included; 0 for no group and for not known."""
        mask = 0
        if groups_key not in {"", NOT_KNOWN}:
            for code in groups_key.split("+"):
                mask |= self.ancestors[code]
        return mask

    def bit_of(self, group: str) -> int:
        """The bit of one group alone."""
        return 1 << list(self.groups).index(group)

    @cached_property
    def code_lists(self) -> tuple[object, ...]:
        """What a code in a column means: two lists that are equal in this give equal columns."""
        return (
            *(tuple(one) for one in (self.networks, self.programmes, self.rungs, self.ways)),
            tuple(self.ancestors.items()),
            tuple((code, self.bit_of_priority(code)) for code in self.strategy),
        )

    @cached_property
    def priorities(self) -> Mapping[str, PriorityEntry]:
        """The priorities of the strategy, without the commitments above and the details below them."""
        return {code: one for code, one in self.strategy.items() if one.kind is PriorityKind.PRIORITY}

    @cached_property
    def commitments(self) -> Mapping[str, tuple[str, ...]]:
        """The commitments of the strategy, each with the codes of the priorities that stand below it."""
        return {
            code: tuple(own for own in self.priorities if code in self.lines_from(own))
            for code, one in self.strategy.items()
            if one.kind is PriorityKind.COMMITMENT
        }

    def bits_below(self, code: str) -> int:
        """The bits of the priorities below a line of the strategy, or its own bit where it is one."""
        own = {code, *self.commitments.get(code, ())}
        return sum(1 << place for place, priority in enumerate(self.priorities) if priority in own)

    def lines_from(self, code: str) -> tuple[str, ...]:
        """A line of the strategy and all those above it, from the lowest up."""
        parent = self.strategy[code].parent
        return (code, *self.lines_from(parent)) if parent else (code,)

    def bit_of_priority(self, code: str) -> int:
        """The bit of a priority; of a detail that of the priority it belongs to, 0 for what stands above them."""
        line = self.strategy.get(code)
        while line is not None and line.kind is not PriorityKind.PRIORITY:
            line = self.strategy[line.parent] if line.parent else None
        return 1 << list(self.priorities).index(line.code) if line else 0


def read_reference(connection: Connection) -> Reference:
    """Read the reference lists."""
    with Session(connection) as session:
        groups = {
            row.code: GroupEntry(
                row.code, row.label, row.category, row.parent_code, row.definition, row.benchmark_note
            )
            for row in session.scalars(sa.select(Group).order_by(col(Group.position)))
        }
        return Reference(
            networks=_read_networks(session),
            programmes={
                row.code: row.name
                for row in session.scalars(sa.select(Programme).order_by(col(Programme.name)))
            },
            rungs={
                row.code: row.label for row in session.scalars(sa.select(Rung).order_by(col(Rung.position)))
            },
            groups=groups,
            markers=_read_markers(session),
            strategy=_read_strategy(session),
            ways={
                row.code: row.title
                for row in session.scalars(sa.select(WayOfWorking).order_by(col(WayOfWorking.position)))
            },
            shares=_read_shares(session),
            ancestors=_ancestors(groups),
        )


def _read_networks(session: Session) -> dict[str, NetworkEntry]:
    order = sa.select(Network).order_by(col(Network.tile_y), col(Network.tile_x))
    return {
        row.code: NetworkEntry(row.code, row.name, row.short_name, row.population, row.tile_x, row.tile_y)
        for row in session.scalars(order)
    }


def _read_markers(session: Session) -> dict[str, MarkerEntry]:
    return {
        row.code: MarkerEntry(
            code=row.code,
            label=row.label,
            pole=row.pole,
            levels=(row.level_0, row.level_1, row.level_2, row.level_3),
            wording_status=row.wording_status,
        )
        for row in session.scalars(sa.select(Marker).order_by(col(Marker.position)))
    }


def _read_strategy(session: Session) -> dict[str, PriorityEntry]:
    return {
        row.code: PriorityEntry(row.code, row.kind, row.title, row.paraphrase, row.parent_code)
        for row in session.scalars(sa.select(Priority).order_by(col(Priority.position)))
    }


def _read_shares(session: Session) -> dict[tuple[str, str], PopulationShare]:
    rows = session.scalars(
        sa.select(Benchmark).where(col(Benchmark.is_denominator), col(Benchmark.area_kind) != AreaKind.ICB)
    )
    return {
        (ENGLAND if row.area_kind == AreaKind.ENGLAND else row.area_code, row.group_code): PopulationShare(
            share=row.share,
            measure=row.measure_label,
            year=row.year,
            source=row.source,
            quality_note=row.quality_note,
        )
        for row in rows
        if row.share is not None
    }


def _ancestors(groups: Mapping[str, GroupEntry]) -> dict[str, int]:
    bits = {code: 1 << index for index, code in enumerate(groups)}

    def mask(code: str) -> int:
        parent = groups[code].parent
        return bits[code] | (mask(parent) if parent else 0)

    return {code: mask(code) for code in groups}
