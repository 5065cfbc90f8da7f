"""The command line's parts: its words, its reports, its progress bar and its checks of the store."""
