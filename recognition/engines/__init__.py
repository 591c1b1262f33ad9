"""One embedding engine a file."""
