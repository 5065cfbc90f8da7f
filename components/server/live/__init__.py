"""Shared screens over HTTP: pages made on the server, and the news that what they show has changed."""
