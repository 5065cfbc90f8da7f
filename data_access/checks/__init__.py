"""The checks of a store: each asks one question of one open connection and answers with one finding."""
