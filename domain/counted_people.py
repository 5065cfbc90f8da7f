"""Whether a metric of an outcome or a story may be a count of people, which no disclosure control has passed."""

from typing import Final

COUNT_OF_PEOPLE: Final = "a number of people, which is not shown here"
_PEOPLE: Final = frozenset(
    (
        "adults", "attendees", "babies", "carers", "children", "clients", "families", "girls", "boys", "individuals",
        "learners", "members", "men", "mothers", "parents", "participants", "patients", "people",
        "person", "persons", "pupils", "residents", "students", "users", "volunteers", "women",
    )
)  # fmt: skip


def counts_people(label: str, unit: str) -> bool:
    """Whether a metric may be a count of people: by its unit, or by its label where no unit says what it is."""
    said = unit or label
    return not _PEOPLE.isdisjoint("".join(one if one.isalpha() else " " for one in said.lower()).split())
