"""The child of `components.publishing.apart`: reads what is asked, makes it within limits, hands it over."""

import pickle
import sys
from collections.abc import Callable

from components.publishing.apart import DONE, REFUSED, Asked
from components.publishing.document import IssueDocument, StoryDocument
from components.publishing.export import as_zip, export
from components.publishing.looks import remember, remembered
from components.publishing.magazine import issue_pages, story_pages
from components.publishing.theme import THEMES
from domain.errors import HeardError

if sys.platform != "win32":
    import resource


def limit_memory(megabytes: int) -> None:
    """Bound this process's memory, where the system can."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def make(asked: Asked) -> bytes:
    """The zip of an export, or pickled: the pages as pictures, and how the stories fit."""
    theme = THEMES[asked.theme]
    remember(asked.looks)
    if asked.width_px and isinstance(asked.document, IssueDocument):
        pages = issue_pages(asked.document, theme, width_px=asked.width_px, is_first_view=asked.is_first_view)
        return pickle.dumps((pages, remembered(asked.document.stories, theme)))
    if asked.width_px and isinstance(asked.document, StoryDocument):
        pages = story_pages(asked.document, theme, width_px=asked.width_px)
        return pickle.dumps((pages, remembered((asked.document,), theme)))
    return as_zip(
        export(asked.document, asked.formats, theme=theme, told=lambda one: _say(f"{DONE}{one.value}"))
    )


def main(read: Callable[[], bytes], write: Callable[[bytes], object]) -> int:
    """Do what is asked; the exit status is 0 where it was made."""
    asked: Asked = pickle.loads(read())  # noqa: S301  from the parent alone
    limit_memory(asked.megabytes)
    try:
        write(make(asked))
    except HeardError as error:
        _say(f"{REFUSED}{error}")
        return 1
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer.read, sys.stdout.buffer.write))
