"""An application of the tests alone: the database is emptied between tests, which it otherwise refuses."""
