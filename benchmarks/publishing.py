"""How long exports take, beside the process alone that makes them: `python -m benchmarks.publishing`."""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from benchmarks.machine import conditions
from benchmarks.performance_page import table, write_section
from benchmarks.summary import Summary, ratio, summarise
from components.publishing.apart import export_apart, pages_apart
from components.publishing.document import Document, IssueDocument
from components.publishing.formats import Format
from components.publishing.from_records import document_of_issue
from components.publishing.looks import forget
from components.publishing.rendering import formats_of
from components.publishing.theme import HEARD
from data_access.engine import get_engine
from data_access.queries.stories import read_issue
from data_access.schema import migrate
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from seed_data.loader import load_case_studies, load_reference
from seed_data.reference_files import read_sample_issue
from seed_data.sample_issue import load_sample_issue

PREVIEW_WIDTH = 420


def sample_issue(folder: Path) -> IssueDocument:
    """The sample issue of 20 stories, from a store of its own."""
    os.environ["HEARD_DATA_DIR"] = str(folder)
    engine = get_engine()
    migrate(engine)
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_sample_issue(work)
    record = read_issue(engine, actor=OPERATOR, slug=str(read_sample_issue()["slug"]))
    return document_of_issue(engine, record, actor=OPERATOR)


def timed(what: Callable[[], object], rounds: int) -> Summary:
    """Milliseconds by the clock, in so many rounds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        times.append(1_000 * (time.perf_counter() - began))
    return summarise(times)


def main() -> None:
    """Measure, and write the table into docs/performance.md."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--dry", action="store_true", help="print, and leave docs/performance.md as it is")
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="heard-publishing-"))
    try:
        issue = sample_issue(folder)
    finally:
        shutil.rmtree(folder)
    found = {name: timed(what, asked.rounds) for name, what in exports_of(issue).items()}
    floor = next(iter(found.values()))
    rows = [[name, summary.text, ratio(summary, floor)] for name, summary in found.items()]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    text = "\n\n".join(
        (
            table(["what is made", "median / 95th ms", "times the process alone"], rows),
            f"The largest of these processes held {most:.0f} MB.",
            conditions(f"typst {version('typst')}"),
        )
    )
    print(text)
    if not asked.dry:
        write_section(name="publishing", text=text)


def exports_of(issue: IssueDocument) -> dict[str, Callable[[], object]]:
    """What is measured, by its name; the process alone comes first."""
    story = issue.stories[0]
    turned = replace(issue, stories=issue.stories[::-1])

    def made(document: Document, formats: Iterable[Format]) -> Callable[[], object]:
        return lambda: export_apart(document, formats, theme=HEARD)

    def first_pages(*, is_first_view: bool) -> object:
        forget()
        return pages_apart(issue, theme=HEARD, width_px=PREVIEW_WIDTH, is_first_view=is_first_view)

    return {
        "The process alone (plain text of a story)": made(story, [Format.TEXT]),
        "Every format of one story": made(story, formats_of(story)),
        "PDF of an issue of 20 stories": made(issue, [Format.PDF]),
        "Every format of that issue": made(issue, formats_of(issue)),
        "Pages of that issue as pictures, a first view": lambda: first_pages(is_first_view=True),
        "Pages of that issue as pictures, for the first time": lambda: first_pages(is_first_view=False),
        "Pages of that issue as pictures, after its order changed": lambda: pages_apart(
            turned, theme=HEARD, width_px=PREVIEW_WIDTH
        ),
    }


if __name__ == "__main__":
    main()
