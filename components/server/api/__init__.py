"""Open data: what the pages for exploring show, for programs, as JSON and CSV."""
