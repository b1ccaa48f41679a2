"""The form, and what a report says, as plain values: editions, figures, places, contents, grids. Pure: no Django."""
