"""The records behind a figure: every number of the pages that explore leads here."""

from components.ui.records_page import records_list
from components.ui.shell import page_heading

records_list(page_heading("Which records are these?", filtered=True))
