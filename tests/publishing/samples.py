"""Documents to set: a plain story, one with everything, a hostile one, and the stories that Heard ships with."""

import io
from dataclasses import replace
from datetime import date
from functools import cache

from PIL import Image

from components.publishing.document import (
    EvidenceLink,
    IssueDocument,
    Metric,
    Pair,
    Picture,
    Provenance,
    Quote,
    ReachPart,
    ReachRow,
    RecordedActivity,
    RecordedOutcome,
    Section,
    Source,
    SpectrumLine,
    StoryDocument,
)

DATED = date(2026, 11, 3)
FINGERPRINT = "3f9a1c52d7e84b60" * 4


@cache
def a_picture(
    *, alt: str = "A table with tea and questions on cards", size: tuple[int, int] = (640, 400)
) -> Picture:
    """A small picture of two fields of colour."""
    image = Image.new("RGB", size, "#41b6e6")
    image.paste("#ffb81c", (0, size[1] // 2, size[0], size[1]))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return Picture(buffer.getvalue(), "image/png", *size, alt=alt, credit="Illustration made for this test")


def provenance(**changes: str) -> Provenance:
    plain = Provenance(
        source="Source: a worked example, made up for tests.",
        consent="Everyone quoted or pictured agreed to it.",
        co_signature="Co-signed by a lay partner on 1 November 2026.",
        disclosure="Small numbers of people are hidden or rounded.",
        fingerprint=FINGERPRINT,
    )
    return replace(plain, **changes)


def a_story(**changes: object) -> StoryDocument:
    """A story with one of everything; each change replaces a field."""
    whole = StoryDocument(
        slug="tea-and-questions",
        title="Tea, questions and a shorter wait",
        kicker="Joint care",
        standfirst="People waiting for joint care met staff over tea. Half left the list in one hour.",
        organisation="A community clinic",
        network="Kent Surrey Sussex",
        language="en-GB",
        groups=("Older people", "People living in the most deprived areas"),
        rung="Co-design",
        rung_reason="People who waited shaped the day with staff.",
        sections=(
            Section("Background and aim", ("Waits were long. People said that nobody told them why.",)),
            Section("What we did", ("We asked people who waited.", "They planned an open day with us.")),
            Section("What changed", ("Half of those who came left the list.", "Some still wait too long.")),
            Section("What we learned", ("Ask early. Feed back, also when the answer is no.",)),
            Section("What this cannot show", ("We did not count those who stayed away.",)),
        ),
        metrics=(
            Metric("50%", "left the list after one hour", 50, unit="%", share=0.5, source="Clinic count, 2025"),
            Metric(
                "5 weeks", "average wait", 5, unit="weeks", baseline=9.0, compared_with="9 weeks before",
                period="April to June 2025", note="approximate", source="Clinic count, 2025",
            ),
            Metric("550", "people seen over 2 days", 550, unit="people", source="Clinic count, 2025"),
        ),
        quotes=(Quote("Somebody asked me what I needed, and then did it.", "A person who waited"),),
        pairs=(
            Pair("Tell us how long we will wait.", "Each letter now names the wait."),
            Pair("Open on Sundays.", "Not possible yet: there are too few staff."),
        ),
        pictures=(),
        spectrum=SpectrumLine(
            network="Kent Surrey Sussex", as_of=DATED, staff=62.0, staff_low=48.0, staff_high=70.0,
            lay=41.0, lay_low=30.0, lay_high=55.0,
            sentence="Staff place Kent Surrey Sussex nearer to co-ordinating; lay people place it 21 points "
            "closer to influencing than staff do.",
            staff_rated=7, lay_rated=7, markers=9,
        ),
        reach=ReachPart(
            network="Kent Surrey Sussex", period="2025",
            rows=(
                ReachRow("Older people", 31, 20, "310 people"),
                ReachRow("People living in the most deprived areas", None, 10, "fewer than 8"),
            ),
            sentence="More older people took part than live there; of the other group too few to compare.",
            note="Numbers are rounded, so they may not add up.",
            not_known="Groups are not known for 120 people, 11% of those involved.",
        ),
        sources=(
            Source("Clinic annual report 2025", "https://example.org/report"),
            Source("Notes of the open day"),
        ),
        provenance=provenance(),
        dated=DATED,
        address="https://heard.example/s/tea-and-questions",
        behind=(a_record(),),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def a_record(**changes: object) -> RecordedActivity:
    """A record with an outcome that was made, measured and confirmed, and one that was not possible."""
    whole = RecordedActivity(
        title="Open day for people who wait", network="Kent Surrey Sussex", when="4 May 2025",
        programme="Joint care programme", rung="Co-design",
        outcomes=(
            RecordedOutcome(
                direction="Positive", status="Made", level="Individuals", reason="",
                you_said="Name the wait in each letter.", we_did="Letters have named it since June.",
                number="Average wait: 5 weeks, 9 before, compared with the year before", has_source=True,
                was_compared=True, was_confirmed=True,
                evidence=(EvidenceLink("Measurement or data", "Waiting list", "The wait.", "https://example.org/list"),),
            ),
            RecordedOutcome(
                direction="No change", status="Not possible", level="Organisations",
                reason="No caretaker on Sundays.", you_said="Open the hall on a Sunday.", we_did="", number="",
                has_source=False, was_compared=False, was_confirmed=None,
            ),
        ),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def a_bare_story() -> StoryDocument:
    """A story of which almost nothing is written."""
    return a_story(
        slug="bare", title="A title alone", kicker="", standfirst="", organisation="", network="", groups=(),
        rung="", rung_reason="", sections=(), metrics=(), quotes=(), pairs=(), pictures=(), spectrum=None,
        reach=None, sources=(), address="", behind=(),
    )  # fmt: skip


def a_hostile_story() -> StoryDocument:
    """Markup, template code, formulae, a 10,000-word paragraph and a 60-word headline: all of it is text."""
    markup = "<script>alert(1)</script> & <b>bold</b> ]]> <!-- \"quoted\" 'single'"
    code = "#eval(\"1\") $x^2$ `raw` {{ 7 * 7 }} {% include 'x' %} \\input{x} @import \\0"
    formula = '=HYPERLINK("http://x.example","x") +1 -1 @SUM(A1) \t=1+1'
    return a_story(
        slug="hostile",
        title=" ".join(f"word{number}" for number in range(58)) + " <i>#x</i> {{end}}",
        kicker=markup[:60],
        standfirst=code,
        organisation=formula,
        sections=(
            Section("Background <b>and</b> #aim", (markup, code, formula)),
            Section("What we did", (" ".join(f"w{number}" for number in range(10_000)),)),
            Section("W" * 120, ("x" * 4_000,)),
        ),
        metrics=(
            Metric("=1+1", markup, 2.0, note=code),
            Metric("1,234,567,890,123", "a very large number", 1_234_567_890_123.0),
            Metric("-3", "fewer", -3.0, unit="points", baseline=0.0),
            Metric("140%", "more than a whole", 140.0, unit="%", share=1.0),
        ),
        quotes=(Quote(code, markup),),
        pairs=(Pair(markup, formula), Pair("y" * 600, "")),
        sources=(Source(markup, "https://example.org/?a=1&b=<2>"), Source(code, "")),
        groups=(markup,),
        rung="#rung",
        provenance=provenance(source=markup),
        behind=(
            a_record(
                title=markup,
                programme=code,
                outcomes=(
                    RecordedOutcome(
                        markup,
                        code,
                        formula,
                        code,
                        formula,
                        markup,
                        code,
                        has_source=True,
                        was_compared=True,
                        was_confirmed=False,
                        evidence=(EvidenceLink(markup, code, formula, "javascript:alert(3)"),),
                    ),
                ),
            ),
        ),
    )


def a_story_in(language: str) -> StoryDocument:
    """The title, standfirst and a paragraph in a community language, and names from it in the text."""
    title, text = IN_LANGUAGES[language]
    return a_story(
        slug=f"in-{language}", language=language, title=title, standfirst=text,
        sections=(Section(title, (text, text)),),
    )  # fmt: skip


IN_LANGUAGES = {
    "ar": ("الناس أولاً", "سألنا الناس عما يحتاجون إليه، ثم فعلناه معهم."),
    "ur": ("لوگ پہلے", "ہم نے لوگوں سے پوچھا کہ انہیں کیا چاہیے، پھر ان کے ساتھ مل کر کیا۔"),
    "bn": ("মানুষ আগে", "আমরা মানুষকে জিজ্ঞাসা করেছি তাদের কী দরকার, তারপর একসঙ্গে করেছি।"),
    "pl": (
        "Najpierw ludzie",
        "Zapytaliśmy ludzi, czego potrzebują, i zrobiliśmy to razem z nimi: żółć, łódź.",
    ),
    "cy": ("Pobl yn gyntaf", "Gofynnon ni i bobl beth oedd ei angen arnyn nhw: tŷ, dŵr, sgwrs."),
    "pa": ("ਲੋਕ ਪਹਿਲਾਂ", "ਅਸੀਂ ਲੋਕਾਂ ਨੂੰ ਪੁੱਛਿਆ ਕਿ ਉਨ੍ਹਾਂ ਨੂੰ ਕੀ ਚਾਹੀਦਾ ਹੈ।"),
    "gu": ("લોકો પહેલા", "અમે લોકોને પૂછ્યું કે તેમને શું જોઈએ છે."),
    "ta": ("மக்கள் முதலில்", "மக்களுக்கு என்ன தேவை என்று கேட்டோம்."),
    "hi": ("लोग पहले", "हमने लोगों से पूछा कि उन्हें क्या चाहिए।"),
}


def an_issue(*stories: StoryDocument) -> IssueDocument:
    """An issue of the stories given, or of three small ones."""
    chosen = stories or (
        a_story(),
        a_story(slug="second", title="A second story", pictures=(a_picture(),)),
        replace(a_bare_story(), slug="third", title="A third story, almost bare"),
    )
    return IssueDocument(
        slug="sample",
        title="The Innovators, sample issue",
        dated=DATED,
        cover=chosen[0],
        editorial=("Welcome to a sample issue.", "Each story says whose words and numbers it holds."),
        back_page=("Tell us what we missed.",),
        stories=chosen,
        fingerprint=FINGERPRINT,
        address="https://heard.example/",
    )
