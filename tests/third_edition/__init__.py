"""An invented form for report years from 2031, and the way of a report on it: what `test_third_edition` adds to a copy of the tree."""
