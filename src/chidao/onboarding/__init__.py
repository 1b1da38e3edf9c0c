"""From the text of a decision to a running committee: a draft is read, accepted piece by piece, completed, adopted."""
