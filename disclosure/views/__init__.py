"""Screens: one module each. A view gets its object through access, binds the form, calls one move, and answers."""
