"""Signatures in PDF files (PAdES): where they stand, how they look, how they are made, and what is found of them."""
