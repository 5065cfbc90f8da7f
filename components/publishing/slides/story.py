"""A story as a deck: what was wanted, done and changed, the numbers, the words, where it stands, its sources."""

from components.publishing.document import StoryDocument
from components.publishing.slides.cover import add_cover
from components.publishing.slides.deck import Deck
from components.publishing.slides.involvement import add_involvement, add_reach
from components.publishing.slides.numbers import add_numbers
from components.publishing.slides.sections import add_sections
from components.publishing.slides.sources import add_sources
from components.publishing.slides.speeches import Speeches
from components.publishing.slides.voices import add_pairs, add_quotes
from components.publishing.theme import Theme


def story_deck(story: StoryDocument, theme: Theme) -> Deck:
    """The slides of one story, from its title to its small print."""
    deck = Deck(theme, footer=story.title)
    speeches = Speeches(story.language)
    add_cover(deck, story, theme)
    add_sections(deck, story.sections, speeches)
    if story.metrics:
        add_numbers(deck, story.metrics, speeches)
    add_quotes(deck, story.quotes, speeches, pictures=story.pictures[1:])
    add_pairs(deck, story.pairs, speeches)
    add_involvement(deck, story)
    if story.reach is not None:
        add_reach(deck, story.reach)
    add_sources(deck, story)
    return deck
