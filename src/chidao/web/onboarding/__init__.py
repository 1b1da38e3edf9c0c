"""From a decision's text to a running committee, in the browser."""
