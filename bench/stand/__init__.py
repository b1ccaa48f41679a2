"""What benchmarks are run against: a site of their own, served as it is deployed, and a real browser."""
