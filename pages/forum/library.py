"""Library: what networks share with each other, to search and to use again."""

from components.ui.library_page import library
from components.ui.shell import page_heading

library(page_heading("What do networks share with each other?"))
