"""Reference data: networks, areas, groups, population figures, ladder, markers, strategy, frameworks."""

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import Table, code_field, reference_field, text_field
from domain.vocabulary import AreaKind, Pole, PriorityKind

__all__ = [
    "Benchmark",
    "FrameworkItem",
    "Group",
    "Icb",
    "LocalTerm",
    "Marker",
    "Network",
    "Pledge",
    "Priority",
    "Programme",
    "Rung",
    "WayOfWorking",
]


class Network(Table, table=True):
    """One of the 15 health innovation networks."""

    __tablename__ = "network"
    __table_args__ = (
        sa.UniqueConstraint("tile_x", "tile_y"),
        sa.CheckConstraint("population > 0", name="population"),
    )
    code: str = text_field(10, primary_key=True)
    name: str = text_field(120, unique=True)
    short_name: str = text_field(60, unique=True)
    name_before_2023: str = text_field(120)
    region: str = text_field(120)
    population: int
    website: str = text_field(300, default="")
    tile_x: int
    tile_y: int
    source: str = text_field(1500)


class Icb(Table, table=True):
    """An integrated care board and the network that it belongs to."""

    __tablename__ = "icb"
    ons_code: str = text_field(12, primary_key=True)
    ods_code: str = text_field(10, unique=True)
    name: str = text_field(160, unique=True)
    network_code: str = reference_field("network.code")
    confidence: str = text_field(60)
    evidence: str = text_field(800, default="")
    population: int
    source: str = text_field(1500)


class Programme(Table, table=True):
    """A national or local programme that activities belong to."""

    __tablename__ = "programme"
    code: str = text_field(20, primary_key=True)
    name: str = text_field(200)
    kind: str = text_field(60)
    period: str = text_field(120, default="")
    lead_network: str = text_field(120, default="")
    status: str = text_field(120, default="")
    description: str = text_field(600, default="")
    patient_co_design: str = text_field(300, default="")
    source: str = text_field(1000)


class Priority(Table, table=True):
    """A line of the 2021 to 2023 strategy: commitment, priority or a part of one."""

    __tablename__ = "priority"
    code: str = text_field(20, primary_key=True)
    parent_code: str | None = reference_field("priority.code", default=None, nullable=True)
    kind: PriorityKind = code_field(PriorityKind)
    title: str = text_field(400)
    paraphrase: str = text_field(400, default="")
    note: str = text_field(400, default="")
    position: int
    source: str = text_field(400)


class WayOfWorking(Table, table=True):
    """One of the 12 ways of working of the strategy."""

    __tablename__ = "way_of_working"
    code: str = text_field(10, primary_key=True)
    title: str = text_field(400)
    paraphrase: str = text_field(400)
    position: int
    source: str = text_field(400)


class Group(Table, table=True):
    """A seldom-heard group; a child group counts for its parent too."""

    __tablename__ = "seldom_heard_group"
    code: str = text_field(20, primary_key=True)
    label: str = text_field(160, unique=True)
    category: str = text_field(60)
    parent_code: str | None = reference_field("seldom_heard_group.code", default=None, nullable=True)
    definition: str = text_field(600)
    wording_note: str = text_field(600, default="")
    benchmark_measure: str = text_field(80, default="")
    benchmark_note: str = text_field(600, default="")
    position: int = Field(unique=True)
    source: str = text_field(1500)


class Benchmark(Table, table=True):
    """Share of a population that belongs to a group, as published, with year, source and quality."""

    __tablename__ = "benchmark"
    __table_args__ = (
        sa.UniqueConstraint("group_code", "measure_code", "area_kind", "area_code"),
        sa.CheckConstraint("share IS NULL OR (share >= 0 AND share <= 1)", name="share"),
    )
    id: int | None = Field(default=None, primary_key=True)
    group_code: str = reference_field("seldom_heard_group.code")
    measure_code: str = text_field(80)
    measure_label: str = text_field(200)
    area_kind: AreaKind = code_field(AreaKind)
    area_code: str = text_field(12, index=True)
    year: str = text_field(60)
    numerator: int | None = None
    denominator: int | None = None
    share: float | None = None
    denominator_definition: str = text_field(200, default="")
    quality_note: str = text_field(800, default="")
    is_denominator: bool = False
    source: str = text_field(800)
    licence: str = text_field(200, default="")


class Marker(Table, table=True):
    """A sign of where a network stands on the spectrum, or a further practice that moves no dot."""

    __tablename__ = "marker"
    code: str = text_field(10, primary_key=True)
    label: str = text_field(160)
    pole: Pole = code_field(Pole)
    source_text: str = text_field(400)
    level_0: str = text_field(300)
    level_1: str = text_field(300)
    level_2: str = text_field(300)
    level_3: str = text_field(300)
    wording_status: str = text_field(200)
    position: int = Field(unique=True)
    source: str = text_field(400)

    LEVELS: ClassVar[range] = range(4)


class Rung(Table, table=True):
    """A rung of the ladder of co-production, 1 (coercion) to 7 (co-production)."""

    __tablename__ = "rung"
    __table_args__ = (sa.CheckConstraint("position BETWEEN 1 AND 7", name="position"),)
    code: str = text_field(20, primary_key=True)
    position: int = Field(unique=True)
    label: str = text_field(60)
    band: str = text_field(40)
    definition: str = text_field(400)
    evidence_to_look_for: str = text_field(400)
    source: str = text_field(1000)


class FrameworkItem(Table, table=True):
    """An item of a published framework, such as the UK Standards or GRIPP2."""

    __tablename__ = "framework_item"
    __table_args__ = (sa.UniqueConstraint("framework", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    framework: str = text_field(60, index=True)
    code: str = text_field(20)
    parent_code: str = text_field(20, default="")
    name: str = text_field(200, default="")
    paraphrase: str = text_field(600, default="")
    note: str = text_field(600, default="")
    position: int
    source: str = text_field(600)


class LocalTerm(Table, table=True):
    """A network's own words for a shared term; the shared code stays."""

    __tablename__ = "local_term"
    __table_args__ = (sa.UniqueConstraint("network_code", "kind", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_code: str = reference_field("network.code")
    kind: str = text_field(40)
    code: str = text_field(20)
    label: str = text_field(200)


class Pledge(Table, table=True):
    """A diversity pledge that all networks share."""

    __tablename__ = "pledge"
    code: str = text_field(20, primary_key=True)
    title: str = text_field(300)
    position: int
    source: str = text_field(400)
