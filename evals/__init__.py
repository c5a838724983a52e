"""Quality as numbers: suites of cases, figures, gates. `wanyan eval` runs them; docs/evals.md explains."""
