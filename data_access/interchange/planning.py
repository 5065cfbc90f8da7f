"""Compares a file with the store and says what an import would do; it changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session

from data_access.commands.accounts import OF_A_DEMONSTRATION, is_of_demonstration
from data_access.commands.drafts import ProvenancedDraft, limits_of
from data_access.commands.progress import Progress, silent
from data_access.commands.records import (
    ACTIVITY,
    BATCH,
    COHORT,
    EVIDENCE,
    KINDS,
    MARKER_ASSESSMENT,
    OUTCOME,
    PARENT_KIND,
    RecordKind,
    StoredRecord,
    in_batches,
    records_by_id,
)
from data_access.commands.text import is_same
from data_access.interchange.cells import shown
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.current_records import (
    IdByKey,
    activities_by_key,
    assessments_by_key,
    children_by_key,
    own_key,
    parent_key,
    similar_references,
)
from data_access.interchange.import_file import ImportFile
from data_access.interchange.lay_ratings import RatingRule
from data_access.interchange.layout import SHEET_BY_KIND
from data_access.interchange.parsed_file import ParsedRow, ParsedSheet, parse_file
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planned_change import Key, PlannedChange, name_of
from data_access.settings import get_settings
from data_access.tables import StoreVersion
from domain.permissions import Actor, may_write_for
from domain.vocabulary import ChangeAction, Provenance

_LONGEST_NOTE = limits_of(ProvenancedDraft, "provenance_note")["max_length"]
_PROVENANCE_FIELDS = ("provenance", "provenance_note")


def plan_import(engine: Engine, file: ImportFile, *, actor: Actor, progress: Progress = silent) -> ImportPlan:
    """The dry run of importing this file. Raises RefusedFileError for what cannot be taken at all."""
    with engine.connect() as connection:
        return plan_file(connection, file, actor=actor, progress=progress)


def plan_file(
    connection: Connection, file: ImportFile, *, actor: Actor, progress: Progress = silent
) -> ImportPlan:
    """The same against the store as this connection sees it."""
    parsed = parse_file(file, CodeLists.from_store(connection), progress=progress)
    version = store_version_seen(connection)
    plan = ImportPlan(parsed, parsed.findings.copy(), version, file=file)
    planner = _Planner(connection, plan, actor, get_settings().current_day(), progress)
    for kind in KINDS:
        planner.plan_kind(kind)
    parsed.forget_rows()
    return plan


def store_version_seen(connection: Connection) -> int:
    """The store's version as this connection sees it."""
    return connection.execute(sa.select(sa.func.max(StoreVersion.version))).scalar() or 0


@dataclass
class _Row:
    """A row whose key is known."""

    sheet: ParsedSheet
    row: ParsedRow
    key: Key
    parent: Key


@dataclass
class _Planner:
    connection: Connection
    plan: ImportPlan
    actor: Actor
    today: date
    progress: Progress
    stored: dict[str, IdByKey] = field(default_factory=dict)
    known: dict[str, set[Key]] = field(default_factory=dict)
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    keyless: dict[str, list[_Row]] = field(default_factory=dict)
    refused_networks: set[str] = field(default_factory=set)

    def plan_kind(self, kind: RecordKind) -> None:
        """Plan all rows of one kind; its parents were planned before."""
        rows = self._own_rows(kind)
        self.stored[kind.name] = stored = self._stored(kind, rows)
        self.known[kind.name] = {row.key for row in rows} | set(stored)
        if kind is ACTIVITY:
            self._warn_of_similar(rows)
        first_rows: dict[Key, int] = {}
        for number, block in enumerate(in_batches(rows)):
            records = records_by_id(
                self.connection, kind, [stored[row.key] for row in block if row.key in stored]
            )
            for row in block:
                is_first, has_parent = self._is_first(row, first_rows), self._has_parent(kind, row)
                if is_first and has_parent and row.row.is_sound:
                    self._plan_row(kind, row, records.get(stored.get(row.key, 0)))
            self.progress(f"Comparing {block[0].sheet.headed.title}", number * BATCH + len(block), len(rows))
        for row in self.keyless[kind.name]:
            self._has_parent(kind, row)
        if kind is COHORT:
            self._plan_removals(rows, stored)
        # Their keys are all that their children need.
        for row in rows:
            row.row.values = {}

    def _own_rows(self, kind: RecordKind) -> list[_Row]:
        """The rows whose key can be read, of networks that the actor may write for."""
        if kind.name not in self.rows:
            self.keyless[kind.name] = []
            self.rows[kind.name] = list(self._readable_rows(kind))
        return self.rows[kind.name]

    def _readable_rows(self, kind: RecordKind) -> Iterable[_Row]:
        for sheet, row in self.plan.content.of(kind):
            network = row.values.get("network_code")
            if network is None:
                continue
            if not may_write_for(self.actor, network):
                self._refuse_network(sheet, row, network)
                continue
            parent: Key | None = None
            try:
                parent = parent_key(kind, row.values)
                yield _Row(sheet, row, parent + own_key(kind, row.values), parent)
            except KeyError:  # a cell of the key could not be read, which is a problem already
                if parent is not None:
                    self.keyless[kind.name].append(_Row(sheet, row, (), parent))

    def _refuse_network(self, sheet: ParsedSheet, row: ParsedRow, network: str) -> None:
        if network not in self.refused_networks:
            self.refused_networks.add(network)
            expected = f"a network that {self.actor.name} may write records for"
            self.plan.findings.add(sheet.problem(row.number, "network_code", network, expected))

    def _stored(self, kind: RecordKind, rows: list[_Row]) -> IdByKey:
        if kind is ACTIVITY:
            return activities_by_key(self.connection, self._activity_keys(rows))
        if kind is MARKER_ASSESSMENT:
            return assessments_by_key(self.connection, (row.key[0] for row in rows))
        parents = self.stored[PARENT_KIND[kind.name].name]
        named = {row.parent for row in rows}
        if kind is OUTCOME:
            named |= {row.parent[:2] for row in self._own_rows(EVIDENCE)}
        return children_by_key(
            self.connection, kind, {key: record for key, record in parents.items() if key in named}
        )

    def _activity_keys(self, rows: Iterable[_Row]) -> set[Key]:
        children = (row for kind in (COHORT, OUTCOME, EVIDENCE) for row in self._own_rows(kind))
        found = {row.key for row in rows} | {row.parent[:2] for row in children}
        return found | {
            row.parent[:2] for kind in (COHORT, OUTCOME, EVIDENCE) for row in self.keyless[kind.name]
        }

    def _warn_of_similar(self, rows: list[_Row]) -> None:
        new = [row for row in rows if row.key not in self.stored[ACTIVITY.name]]
        similar = similar_references(self.connection, (row.key for row in new))
        for row in new:
            network, reference = row.key
            if other := similar.get((network, reference.lower())):
                message = f"Heard has {other}, which differs only in capital letters; this would be another"
                self.plan.findings.warn(row.sheet.warning(row.row.number, "local_reference", message))

    def _is_first(self, row: _Row, first_rows: dict[Key, int]) -> bool:
        first = first_rows.setdefault(row.key, row.row.number)
        if first == row.row.number:
            return True
        kind = row.sheet.headed.sheet.kind
        column = "groups" if kind is COHORT else self._reference_field(kind)
        expected = f"each record once, but {name_of(kind.name, row.key)} stands in row {first} already"
        value = row.key[-1] if kind is not MARKER_ASSESSMENT else row.key[1]
        self.plan.findings.add(row.sheet.problem(row.row.number, column, value or "none", expected))
        return False

    @staticmethod
    def _reference_field(kind: RecordKind) -> str:
        return "marker_code" if kind is MARKER_ASSESSMENT else "local_reference"

    def _has_parent(self, kind: RecordKind, row: _Row) -> bool:
        parent = PARENT_KIND.get(kind.name)
        if parent is None or row.parent in self.known[parent.name]:
            return True
        if self.plan.content.is_whole(parent):
            column = "outcome_reference" if parent is OUTCOME else "activity_reference"
            sheet = SHEET_BY_KIND[parent.name].name
            expected = f"the reference of a record in the sheet {sheet} or in Heard for {row.parent[0]}"
            self.plan.findings.add(row.sheet.problem(row.row.number, column, row.parent[-1], expected))
        return False

    def _plan_row(self, kind: RecordKind, row: _Row, stored: StoredRecord | None) -> None:
        given = {name: value for name, value in row.row.values.items() if name in kind.fields}
        if stored is None:
            after = self._validated(kind, row, self._with_provenance(kind, given))
            if after is not None and self._may_stand(kind, row, after, None):
                self._add(row, ChangeAction.ADDED, after, None)
            return
        if not self._keeps_provenance(kind, row, stored):
            return
        given = {name: value for name, value in given.items() if name not in _PROVENANCE_FIELDS}
        after = self._validated(kind, row, stored.values | given)
        if after is None:
            return
        after = {
            name: stored.values[name] if is_same(stored.values[name], value) else value
            for name, value in after.items()
        }
        if after == stored.values:
            self.plan.unchanged[kind.name] += 1
            return
        if not self._may_stand(kind, row, after, stored):
            return
        if row.row.is_numbered:
            message = f"it has no reference, so it would change {name_of(kind.name, row.key)} that Heard has already"
            self.plan.findings.warn(row.sheet.warning(row.row.number, "local_reference", message))
        self._add(row, ChangeAction.CHANGED, after, stored)

    def _may_stand(
        self, kind: RecordKind, row: _Row, after: dict[str, Any], stored: StoredRecord | None
    ) -> bool:
        """Whether a rating may be added or changed by this actor; where it may not, each cell is a problem."""
        if kind is not MARKER_ASSESSMENT:
            return True
        broken = list(self._rating_rule.broken(after, stored.values if stored else None))
        for name, expected in broken:
            self.plan.findings.add(row.sheet.problem(row.row.number, name, shown(after[name]), expected))
        return not broken

    @cached_property
    def _rating_rule(self) -> RatingRule:
        return RatingRule.of_store(self.connection, self.actor)

    def _add(
        self, row: _Row, action: ChangeAction, after: dict[str, Any], stored: StoredRecord | None
    ) -> None:
        kind = row.sheet.headed.sheet.kind
        parent = PARENT_KIND.get(kind.name)
        parent_id = self.stored[parent.name].get(row.parent) if parent else None
        self.plan.changes.append(
            PlannedChange(
                kind.name,
                action,
                row.key,
                row.row.number,
                before=stored.values if stored else None,
                after=after,
                record_id=stored.id if stored else None,
                parent_id=parent_id,
            )
        )

    def _validated(self, kind: RecordKind, row: _Row, values: dict[str, Any]) -> dict[str, Any] | None:
        try:
            draft = kind.draft.model_validate(values, context={"today": self.today})
        except ValidationError as error:
            for name, expected in _broken(error):
                self.plan.findings.add(
                    row.sheet.problem(row.row.number, name, shown(values.get(name)), expected)
                )
            return None
        return dict(draft)

    def _with_provenance(self, kind: RecordKind, given: dict[str, Any]) -> dict[str, Any]:
        if "provenance" not in kind.fields:
            return given
        if self._is_of_demonstration:
            return given | {"provenance": Provenance.ILLUSTRATIVE, "provenance_note": OF_A_DEMONSTRATION}
        provenance = given.get("provenance") or Provenance.SUBMITTED
        note = given.get("provenance_note") or ""
        if provenance is Provenance.SUBMITTED and not note:
            note = f"{self.plan.file_name}, imported by {self.actor.name}"
            note = note[:_LONGEST_NOTE]
        return given | {"provenance": provenance, "provenance_note": note}

    @cached_property
    def _is_of_demonstration(self) -> bool:
        with Session(self.connection) as session:
            return is_of_demonstration(session, self.actor.user_id)

    def _keeps_provenance(self, kind: RecordKind, row: _Row, stored: StoredRecord) -> bool:
        if self._is_of_demonstration:
            # What it brought in is illustrative whatever its file says, also when it comes a second time.
            return True
        for name in _PROVENANCE_FIELDS if "provenance" in kind.fields else ():
            given = row.row.values.get(name)
            is_given = name in row.sheet.headed.headings and given not in {None, ""}
            if is_given and not is_same(str(stored.values[name]), str(given)):
                expected = (
                    f"{stored.values[name]}, as in Heard: a file cannot change where a record comes from"
                )
                self.plan.findings.add(row.sheet.problem(row.row.number, name, given, expected))
                return False
        return True

    def _plan_removals(self, rows: list[_Row], stored: IdByKey) -> None:
        """Cohorts that the file leaves out, of activities whose cohorts it lists."""
        listed = {row.key for row in rows}
        left_out = {number: key for key, number in stored.items() if key not in listed}
        for number, record in records_by_id(self.connection, COHORT, left_out).items():
            self.plan.changes.append(
                PlannedChange(
                    COHORT.name,
                    ChangeAction.REMOVED,
                    left_out[number],
                    None,
                    before=record.values,
                    record_id=number,
                    parent_id=record.parent_id,
                )
            )


def _broken(error: ValidationError) -> Iterable[tuple[str, str]]:
    for found in error.errors():
        context = found.get("ctx", {})
        if "broken" in context:
            yield from context["broken"]
        else:
            name = str(found["loc"][0]) if found["loc"] else ""
            yield name, str(context.get("expected") or found["msg"])
