"""The desk: what waits for me, by when, and why me."""
