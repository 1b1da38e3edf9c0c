"""Words and pieces that every template of the web door may use."""
