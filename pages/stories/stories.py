"""Stories: case-study cards to browse and search."""

from components.ui.shell import page_heading
from components.ui.stories.browsing import browse_stories

page_heading("What changed when people were heard?")
browse_stories()
