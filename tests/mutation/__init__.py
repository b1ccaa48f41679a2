"""Whether the tests notice a change in figures and rules: every mutant is killed, or noted as equivalent."""
