"""The Innovators: compose an issue of the magazine, see its pages, export it."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.stories.composing import compose
from domain.permissions import Action

guard(Action.COMPOSE_ISSUES)
page_heading("What goes into the next issue?")
compose()
