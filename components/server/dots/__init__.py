"""How people place dots: light pages for phones, without account, and the host's buttons beside a shared screen."""
