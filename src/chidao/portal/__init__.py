"""What everyone may see: open documents, whether a copy is authentic and in force, feeds and open data."""
