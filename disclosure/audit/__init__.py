"""The chain of events: writing it, walking it, and its head for keeping elsewhere."""
