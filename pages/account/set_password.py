"""Set your password."""

from components.ui.shell import page_heading

page_heading("Set your password", filtered=False)
