"""A recount that stands apart: it reads an exported record and a list of holidays, and nothing of the program.

Written anew from what the regulation and the norms say, so that an error of the program is not repeated here.
"""
