"""Words that the templates of the levels need."""
