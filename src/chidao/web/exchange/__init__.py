"""Pages of exchange: messages out and in, what became of them, codes."""
