"""Things broken on purpose, to see whether the evals tell of the harm (mutation testing: DeMillo et al. 1978)."""
