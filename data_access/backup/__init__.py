"""The whole store as one portable file, written while the app runs, and a store made of it again."""
