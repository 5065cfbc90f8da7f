"""The markers as lay partners are asked them: a plain question, and the four levels in plain words.

The levels mean what the markers' own levels mean, so that both views can stand side by side. The words are
ours and need agreement with the PPI Forum.
"""

from dataclasses import dataclass

from data_access.facts.reference import MarkerEntry


@dataclass(frozen=True)
class PlainMarker:
    """A marker in plain words; `levels` are from 0 to 3."""

    question: str
    levels: tuple[str, str, str, str]


PLAIN_MARKERS = {
    "INF1": PlainMarker(
        "Does the network know how its member groups, such as hospitals, work with people?",
        (
            "No. It does not know.",
            "Some members tell it. Nobody keeps a list.",
            "It keeps a list. It brings the list up to date each year.",
            "They plan together, share what they learn and fix what is missing.",
        ),
    ),
    "INF2": PlainMarker(
        "Is one member of staff in charge of working with people?",
        (
            "Nobody is named.",
            "Somebody is named, but has no set time for it.",
            "Somebody is named and has set time for it.",
            "Somebody is named, has set time, reports to a leader, and has cover when away.",
        ),
    ),
    "COO1": PlainMarker(
        "Does the network itself work with people?",
        (
            "No. It does none of this work itself.",
            "In one or two projects.",
            "In most of its work.",
            "In all of its work, and its board checks this.",
        ),
    ),
    "COO2": PlainMarker(
        "When the network plans a project, does it plan how to work with people?",
        (
            "No. Plans do not say anything about it.",
            "Some plans do, often late.",
            "Each plan has a part on this that must be filled in.",
            "No project can start or end without proof that people took part.",
        ),
    ),
    "COO3": PlainMarker(
        "Is there a team for working with people?",
        (
            "No team.",
            "One part-time job.",
            "One or more full-time jobs.",
            "A team. Some of its paid staff have been through what patients or carers live with.",
        ),
    ),
    "COO4": PlainMarker(
        "Is there money for working with people?",
        (
            "No money is set aside.",
            "Money is found now and then.",
            "Money is set aside each year.",
            "Each part of the work has its own money, and says how it was spent.",
        ),
    ),
    "COO5": PlainMarker(
        "Does somebody check that people are truly involved?",
        (
            "No. Nobody checks.",
            "Only when somebody asks.",
            "There is a set check for each part of the work.",
            "Members of the public help to check, and the board hears what they found.",
        ),
    ),
    "COO6": PlainMarker(
        "Can staff and the people involved learn and grow?",
        (
            "There is nothing.",
            "Some training, now and then.",
            "Training for staff each year.",
            "Training each year for staff and for the people involved, who helped to shape it.",
        ),
    ),
    "COO7": PlainMarker(
        "Are there rules for paying people who take part?",
        (
            "There are no rules.",
            "Only costs are paid back, or the rules are not finished.",
            "The rules are public and say how much.",
            "The rules are public. People are paid on time and help to look at the rules again.",
        ),
    ),
    "APP1": PlainMarker(
        "Is it somebody's job to work with people?",
        (
            "It is nobody's job.",
            "It is part of another job.",
            "It is a job of its own.",
            "It is a senior job of its own that reports to the top.",
        ),
    ),
    "APP2": PlainMarker(
        "Has the network written down how it wants to work with people?",
        (
            "No.",
            "It is not finished, or it is too old.",
            "Yes, and it is up to date.",
            "Yes. People helped to write it, and the network says how it is going.",
        ),
    ),
    "APP3": PlainMarker(
        "Is there a plan for this year?",
        (
            "There is no plan.",
            "There is a list of ideas.",
            "There is a plan that says who does what by when.",
            "There is a plan, and people from outside look at it every three months.",
        ),
    ),
    "APP4": PlainMarker(
        "Are there groups where people can have their say?",
        (
            "There are no groups.",
            "One group meets now and then.",
            "One group meets often and has written rules.",
            "Groups meet often, a member of the public helps to lead them, and they can change what is decided.",
        ),
    ),
    "APP5": PlainMarker(
        "Do people from outside sit on the board, the group at the top?",
        (
            "No.",
            "Somebody tells a story, or is a guest, at some meetings.",
            "One person does, with the same rights as the others.",
            "Two or more people do, with the same rights and with help.",
        ),
    ),
    "APP6": PlainMarker(
        "Has the network agreed how it pays people, and does it look at this again?",
        (
            "Nothing is agreed.",
            "It is being written.",
            "It is agreed and used.",
            "It is used, and people who are paid looked at it again in the last year.",
        ),
    ),
    "APP7": PlainMarker(
        "Is there training on how to work with people?",
        (
            "There is none.",
            "For staff only, now and then.",
            "For staff and for the people involved.",
            "For both. The network asks how it was and makes it better.",
        ),
    ),
    "APP8": PlainMarker(
        "Do staff need to know how to work with people to get their jobs?",
        (
            "Job adverts do not say so.",
            "One or two job adverts do.",
            "Most do, or staff learn it when they start.",
            "All do, it counts each year, and members of the public help to choose new staff.",
        ),
    ),
    "APP9": PlainMarker(
        "Can people come to events and share what they know?",
        (
            "There is nothing.",
            "People can come to some events.",
            "People are asked to most events, and their costs are paid.",
            "People help to plan and speak at events. What is learned is easy to read and hear.",
        ),
    ),
    "APP10": PlainMarker(
        "Does the network look at what changed because of people?",
        (
            "No.",
            "It counts how many people took part.",
            "It writes down what changed because of them.",
            "It writes this down with the people involved, tells everyone, and acts on it.",
        ),
    ),
    "APP11": PlainMarker(
        "Do local people lead research?",
        (
            "No.",
            "They are asked what should be looked into.",
            "Some of them do research themselves.",
            "They choose the questions, are paid, and own or share what is found.",
        ),
    ),
}


def in_plain_words(marker: MarkerEntry) -> PlainMarker:
    """The marker in plain words; one that has none yet is asked in its own."""
    return PLAIN_MARKERS.get(marker.code) or PlainMarker(marker.label, marker.levels)
