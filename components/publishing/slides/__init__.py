"""A story or an issue as slides: native charts and tables, alternatives for drawings, the whole text in the notes."""
