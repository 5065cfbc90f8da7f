"""Writes: validated drafts go in, each change is saved with its audit event in one transaction."""
