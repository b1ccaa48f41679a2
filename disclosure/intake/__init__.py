"""A file that somebody sent: what it holds, read as the statutory form, and for everything where it was found."""
