"""How long exports take, beside the process alone that makes them: `python -m benchmarks.publishing [--rounds N]`."""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.summary import Summary, ratio, summarise
from components.publishing.apart import export_apart, pages_apart
from components.publishing.document import IssueDocument
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
    """Measure, and print a table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    rounds = words.parse_args().rounds
    folder = Path(tempfile.mkdtemp(prefix="heard-publishing-"))
    try:
        issue = sample_issue(folder)
    finally:
        shutil.rmtree(folder)
    story = issue.stories[0]
    changed = replace(issue, stories=issue.stories[::-1])

    def first_pages() -> object:
        forget()
        return pages_apart(issue, theme=HEARD, width_px=PREVIEW_WIDTH)

    def changed_pages() -> object:
        return pages_apart(changed, theme=HEARD, width_px=PREVIEW_WIDTH)

    asked: dict[str, Callable[[], object]] = {
        "The process alone (plain text of a story)": lambda: export_apart(story, [Format.TEXT], theme=HEARD),
        "Every format of one story": lambda: export_apart(story, formats_of(story), theme=HEARD),
        "PDF of an issue of 20 stories": lambda: export_apart(issue, [Format.PDF], theme=HEARD),
        "Pages of that issue as pictures, for the first time": first_pages,
        "Pages of that issue as pictures, after its order changed": changed_pages,
        "Every format of that issue": lambda: export_apart(issue, formats_of(issue), theme=HEARD),
    }
    found = {name: timed(what, rounds) for name, what in asked.items()}
    floor = next(iter(found.values()))
    print("| what | median / p95 ms | times the process alone |")
    print("| --- | --- | --- |")
    for name, summary in found.items():
        print(f"| {name} | {summary.text} | {ratio(summary, floor)} |")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nThe largest of these processes held {most:.0f} MB.")


if __name__ == "__main__":
    main()
