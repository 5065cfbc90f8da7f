"""Agenda and minutes of the forum's meetings: one neutral document of each, made into Word, PDF and calendar files."""
