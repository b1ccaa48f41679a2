"""The clerk's work: typing and saving, files read in and accepted, how far a report has come."""
