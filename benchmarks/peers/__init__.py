"""The peers: what else could show the same page, each a server of its own."""
