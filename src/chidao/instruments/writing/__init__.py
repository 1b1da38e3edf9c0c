"""A charter as a full regulation in a controlled language, read back to the same charter; and a model to begin from."""
