"""Networks."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.MANAGE_NETWORKS)
page_heading("Networks", filtered=False)
