"""An issue as a web site in a zip: to be put on any web server as it is, or opened from a folder."""

import hashlib
import re
from dataclasses import dataclass, field, replace

from components.publishing.document import IssueDocument
from components.publishing.theme import Theme
from components.publishing.web_page import Frame, Head, Link, card_of, page, story_html, styles_for
from components.publishing.web_pictures import FittedPicture
from components.publishing.web_templates import fill
from components.publishing.web_words import one_line, shortened
from components.publishing.zips import zip_of

STYLES = "assets/style.css"
INDEX = "index.html"
_NOT_IN_NAMES = re.compile("[^a-z0-9-]+")
_ENDINGS = {"image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}


@dataclass
class _Pictures:
    """The pictures of all pages, each kept once under a name of its content; `up` leads from the page to the root."""

    files: dict[str, bytes] = field(default_factory=dict)

    def placed(self, picture: FittedPicture, *, up: str = "") -> str:
        digest = hashlib.sha256(picture.content).hexdigest()[:16]
        name = f"assets/{digest}.{_ENDINGS.get(picture.media_type, 'bin')}"
        self.files[name] = picture.content
        return f"{up}{name}"


def site_zip(issue: IssueDocument, theme: Theme) -> bytes:
    """The site: a front page, a page for each story, one style sheet and the pictures; links are relative."""
    pictures = _Pictures()
    names = _names(issue)
    pages = {INDEX: _front_page(issue, theme, names, pictures)}
    for place, (story, name) in enumerate(zip(issue.stories, names, strict=True)):
        frame = Frame(
            name=one_line(issue.title),
            home=f"../{INDEX}",
            home_words="All stories of this issue",
            styles=f"../{STYLES}",
            earlier=_link(issue, names, place - 1),
            later=_link(issue, names, place + 1),
        )
        # A page that may stand anywhere does not say where it stands.
        pages[name] = story_html(
            replace(story, address=""),
            theme,
            frame=frame,
            placed=lambda picture: pictures.placed(picture, up="../"),
        )
    styles = str(styles_for("".join(pages.values()), theme))
    texts = {name: text.encode() for name, text in (*pages.items(), (STYLES, styles))}
    return zip_of(sorted({**texts, **pictures.files}.items()))


def _front_page(issue: IssueDocument, theme: Theme, names: list[str], pictures: _Pictures) -> str:
    cards = [
        card_of(story, theme, href=name, language=issue.language, placed=pictures.placed)
        for story, name in zip(issue.stories, names, strict=True)
    ]
    slugs = [story.slug for story in issue.stories]
    at = slugs.index(issue.cover.slug) if issue.cover.slug in slugs else 0
    body = fill(
        "web/issue.html",
        language=issue.language,
        theme=theme,
        issue=issue,
        cover=card_of(
            replace(issue.face, slug=issue.cover_seed or issue.cover.slug),
            theme,
            href=names[at],
            language=issue.language,
            placed=pictures.placed,
            is_cover=True,
        ),
        cards=cards,
    )
    return page(
        body,
        theme=theme,
        title=issue.title,
        head=Head(description=shortened(" ".join(issue.editorial), most=300)),
        frame=Frame(name=theme.publication, styles=STYLES),
        language=issue.language,
    )


def _names(issue: IssueDocument) -> list[str]:
    """A path for each story's page; a second story of the same name has its place in it."""
    taken: dict[str, None] = {}
    for place, story in enumerate(issue.stories, start=1):
        plain = _NOT_IN_NAMES.sub("-", story.slug.lower()).strip("-") or "story"
        path = f"stories/{plain}.html"
        taken[path if path not in taken else f"stories/{plain}-{place}.html"] = None
    return list(taken)


def _link(issue: IssueDocument, names: list[str], place: int) -> Link | None:
    if not 0 <= place < len(names):
        return None
    return Link(names[place].rpartition("/")[2], shortened(issue.stories[place].title, most=80))
