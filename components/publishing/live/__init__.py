"""What a shared screen shows, made on the server: one message a screen, large enough for the back of a room."""
