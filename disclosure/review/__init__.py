"""What may happen to a report, whose turn it is, what was said of it: every move one transaction, written in the chain."""
