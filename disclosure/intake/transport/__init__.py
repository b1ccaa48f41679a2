"""A source and a reading as plain JSON and back, without loss: out of the reading process, into the database, onto a page."""
