"""What the doors share: the clock, the books of an installation, reading what was given, and who calls."""
