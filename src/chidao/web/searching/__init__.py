"""One search over everything the reader may see."""
