"""Documents exchanged with other systems as files: edXML out and in, statuses, and what became of each message."""
