"""One activity: what was done, with whom, what came of it, on what evidence, and where its record comes from."""

from components.ui.activity_page import activity_page

activity_page()
