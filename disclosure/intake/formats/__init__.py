"""One reader for each file format. Each turns bytes into a `Source` and knows nothing of the statutory form."""
