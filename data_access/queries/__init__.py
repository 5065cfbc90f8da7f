"""Reads: each query is named for what it returns and gives a frame or a mapping, never a row object."""
