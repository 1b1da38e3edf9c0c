"""Signing a document: with a key of one's own, by a token of the installation, or outside and brought back."""
