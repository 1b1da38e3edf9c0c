"""The form of any .docx, checked against the norm on document formalities; it knows nothing of how ours are printed.

`package`, `cascade`, `drawn` and `reader` turn a file into the plain values of `sheet`; `finding` finds a document's
components in them; `rules_*` are pure functions over what was found, their measures in `data/form_rules.yaml`;
`checker` runs all of it in a process with limits.
"""
