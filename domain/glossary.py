"""Terms of the field that readers outside it may not know, each with plain words to use instead."""

import re
from collections.abc import Mapping

PLAIN_WORDS: Mapping[str, str] = {
    "AHSN": "health innovation network",
    "baseline": "where it started",
    "beneficiaries": "the people it helps",
    "capacity building": "helping people to gain skills",
    "care pathway": "the steps of a person's care",
    "clinician": "doctor, nurse or other health professional",
    "co-design": "planning it together",
    "co-production": "deciding and doing it together, as equals",
    "cohort": "group of people",
    "commissioner": "the body that pays for services",
    "comorbidities": "other illnesses at the same time",
    "deliverables": "what will be done",
    "demographics": "who lives there",
    "deprived": "with less money and fewer chances",
    "disseminate": "share",
    "empower": "say what people can now do or decide",
    "engagement": "talking and listening",
    "evaluation": "finding out what worked",
    "facilitate": "help, or run",
    "governance": "how decisions are made and checked",
    "hard to reach": "people whom services do not reach",
    "health inequalities": "unfair differences in health",
    "holistic": "looking at the whole person",
    "ICB": "integrated care board, which plans and pays for local health services",
    "implementation": "putting it into practice",
    "intersectionality": "belonging to more than one group at once",
    "intervention": "what was done or offered",
    "key stakeholders": "name who they are",
    "leverage": "use",
    "lived experience": "having gone through it yourself",
    "methodology": "how it was done",
    "morbidity": "illness",
    "multidisciplinary": "of people from different professions",
    "outcomes": "what changed",
    "outreach": "going to where people are",
    "PPI": "involving patients and the public",
    "pathway": "steps of care",
    "primary care": "GPs, pharmacies, dentists and opticians",
    "qualitative": "from what people said",
    "quantitative": "from numbers",
    "rollout": "starting to use it everywhere",
    "secondary care": "hospital care",
    "seldom-heard": "people whose voices are often missed",
    "service user": "person who uses the service",
    "signposting": "telling people where to find help",
    "stakeholders": "the people and bodies involved",
    "synergy": "working better together",
    "triage": "deciding who needs help first",
    "utilise": "use",
}
"""By term, in its usual spelling, what to say instead. Two-word terms are found before the words in them."""


def _pattern(term: str) -> str:
    letters = re.escape(term).replace(r"\-", "[-\N{NON-BREAKING HYPHEN} ]").replace(r"\ ", r"[-\s]")
    # An abbreviation is one only in capitals; other words in any case, and with an s.
    return rf"{letters}s?" if term.isupper() else rf"(?i:{letters}(?:s|d|ing)?)"


_TERMS = sorted(PLAIN_WORDS, key=len, reverse=True)
_JARGON = re.compile("|".join(rf"(?P<t{place}>\b{_pattern(term)}\b)" for place, term in enumerate(_TERMS)))


def jargon_in(text: str) -> tuple[tuple[str, str], ...]:
    """Terms of the list that stand in the text, as written there, with plain words; each term once, in order."""
    found: dict[str, str] = {}
    for match in _JARGON.finditer(text):
        term = _TERMS[int((match.lastgroup or "t0")[1:])]
        found.setdefault(term, match[0])
    return tuple((written, PLAIN_WORDS[term]) for term, written in found.items())
