"""One verb a module: NAME, HELP (a Text), `add_arguments(parser)`, `run(args) -> int`. A file here is a verb."""
