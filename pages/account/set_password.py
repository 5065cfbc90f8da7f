"""Set your password: with a link that works once."""

from components.ui.new_password import set_password_with_link
from components.ui.shell import page_heading

page_heading("Set your password")
set_password_with_link()
