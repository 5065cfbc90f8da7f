"""The grid of a file's own rows: only rows with something found, every text escaped, no mark by colour alone."""

from components.ui.import_page_grid import MarkedCell, MarkedRow, MarkedSheet, grid_html


def test_a_wrong_cell_carries_its_sentence_and_every_text_is_escaped() -> None:
    nasty = "<script>alert(1)</script>"
    sheet = MarkedSheet(
        title=f"Sheet {nasty}",
        columns=(f"A: {nasty}", "B: Title"),
        rows=(
            MarkedRow(
                3,
                (
                    MarkedCell(nasty, wrong=(f"Expected {nasty}.",)),
                    MarkedCell("", look=(f"Look {nasty}.",)),
                ),
            ),
            MarkedRow(4, (MarkedCell("", wrong=("Expected text.",)), MarkedCell("fine"))),
        ),
    )
    html = grid_html(sheet)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 5
    assert '<td class="look"><strong></strong><p>! Look' in html
    assert (
        '<td class="wrong"><strong><em>empty</em></strong><p>✗ Expected text.</p></td><td>fine</td>' in html
    )
    assert '<th scope="row">3</th>' in html
