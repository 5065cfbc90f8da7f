"""Measures Heard against a floor or a peer run in turn; never part of the tests."""
