"""What everyone sees without signing in: open documents, verification, feeds, open data."""
