"""The national format for exchanged documents (edXML, QCVN 102:2016): a model, a strict writer, a tolerant reader.

No independent validator of the format exists: what is written here was compared with samples, not certified.
"""
