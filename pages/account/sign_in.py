"""Sign in."""

from components.ui.shell import page_heading
from components.ui.sign_in import sign_in_form

page_heading("Sign in", filtered=False)
sign_in_form()
