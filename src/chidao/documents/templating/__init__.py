"""A committee's own .docx over the fields of a paper: what it may use, how it is filled, and one to start from."""
