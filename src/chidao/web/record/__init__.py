"""The record: events, refused acts, and whether the chain is whole."""
