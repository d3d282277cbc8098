"""The embedded edition: a loopback server and the news it serves."""
