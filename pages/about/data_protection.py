"""Data protection."""

from components.ui.shell import page_heading

page_heading("Data protection", filtered=False)
