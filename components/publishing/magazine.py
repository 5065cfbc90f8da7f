"""The magazine: an issue from cover to back, and a story on pages of its own, as tagged PDF or as pictures of pages."""

from components.publishing.copyfit import fitted, fitted_all, story_setting
from components.publishing.document import IssueDocument, StoryDocument
from components.publishing.looks import Look, as_known
from components.publishing.magazine_pages import Plates, issue_values
from components.publishing.theme import Theme
from components.publishing.typesetting import Setting, typesetter


def story_pdf(story: StoryDocument, theme: Theme) -> bytes:
    """One story as a PDF after PDF/UA-1. Raises TypesettingError."""
    with typesetter(_story_setting(story, theme)) as laid_out:
        return laid_out.pdf()


def issue_pdf(issue: IssueDocument, theme: Theme) -> bytes:
    """A whole issue as a PDF after PDF/UA-1, with bookmarks and a contents page of links. Raises TypesettingError."""
    with typesetter(_issue_setting(issue, theme)) as laid_out:
        return laid_out.pdf()


def issue_pages(
    issue: IssueDocument, theme: Theme, *, width_px: int, is_first_view: bool = False
) -> list[bytes]:
    """The pages of an issue as PNG, in their order, for people who compose it. Raises TypesettingError.

    A first view takes stories as they come where nobody has fitted them: most of the time goes into that.
    """
    looks = as_known(issue.stories, theme) if is_first_view else None
    with typesetter(_issue_setting(issue, theme, looks)) as laid_out:
        return laid_out.png(width_px=width_px)


def story_pages(story: StoryDocument, theme: Theme, *, width_px: int) -> list[bytes]:
    """The pages of one story as PNG, in their order, for people who decide on it. Raises TypesettingError."""
    with typesetter(_story_setting(story, theme)) as laid_out:
        return laid_out.png(width_px=width_px)


def _story_setting(story: StoryDocument, theme: Theme) -> Setting:
    return story_setting(story, theme, fitted(story, theme))


def _issue_setting(
    issue: IssueDocument, theme: Theme, looks: dict[StoryDocument, Look] | None = None
) -> Setting:
    plates = Plates()
    looks = fitted_all(issue.stories, theme) if looks is None else looks
    content = issue_values(issue, theme, plates, looks)
    return Setting("magazine/issue.typ", content, theme, issue.title, issue.dated, plates.files)
