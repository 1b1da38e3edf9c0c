"""The pure bottom of the house: days, citations, Vietnamese text, errors. No framework, no clock, no storage."""
