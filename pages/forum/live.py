"""Show on a screen: figures, a story, a meeting or a lobby screen for a whole room."""

from components.ui.live_page import choose_what_to_show, say_the_keys
from components.ui.shell import page_heading

choose_what_to_show(page_heading("What would you show on a screen?", filtered=True, compared=True))
say_the_keys()
