"""Pages of drafts: written, commented on, compared, submitted step by step."""
