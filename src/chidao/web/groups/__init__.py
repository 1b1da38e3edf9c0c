"""The working group on any day, focal units, fields of work."""
