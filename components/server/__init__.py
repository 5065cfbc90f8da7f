"""The way in: the web server around the app, with its headers, compression, health and cookie secret."""
