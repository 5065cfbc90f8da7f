"""A text of everything that Markdown, and what looks through the text after it, would draw."""

TEXT = (
    "A :material/delete: B :smile: C -> D <- E <-> F >= G -- H :red[red] I :blue-badge[badge] J **bold** "
    "K https://example.org/x L www.example.org M some.body@example.org N :streamlit: O $x^2$ P `code` Q"
)
