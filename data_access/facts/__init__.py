"""The facts of the store in memory: one columnar snapshot per process, shared by all viewers."""

from data_access.facts.current import current_facts, facts_of_version
from data_access.facts.reading import read_facts
from data_access.facts.snapshot import Facts

__all__ = ["Facts", "current_facts", "facts_of_version", "read_facts"]
