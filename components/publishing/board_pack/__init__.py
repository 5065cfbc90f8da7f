"""The board pack: drawings of the pages that explore, as slides and as a PDF, from one document."""
