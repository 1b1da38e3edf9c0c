"""PURE: Vietnamese administrative and legal texts read into a tree, each piece with where it stands in the text."""
