"""The rules and words of the subject: pure Python, no framework, no store, no drawing."""
