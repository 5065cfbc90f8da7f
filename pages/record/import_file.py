"""Import a file: the workbook, the dry run with errors beside their cells, saving, and undoing."""

from components.ui.access import guard
from components.ui.import_page import offer_templates, take_file
from components.ui.import_page_history import show_history
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.IMPORT)
view = page_heading("Bring in records from a file")
offer_templates(view, actor)
take_file(actor)
show_history(actor)
