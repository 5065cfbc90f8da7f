"""How people answer about an activity: a light page behind a link, without script, sign-in or cookie."""
