"""Akoma Ntoso 3.0 (OASIS LegalDocML): a text that was read is written as such a document, such a document is read."""
