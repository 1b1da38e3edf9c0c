"""Papers that come in: what is decided about them, and reading them within what a reader may see."""
