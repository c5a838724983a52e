"""One rule a file; the checker lists this folder. CONTRIBUTING.md has the recipe for a new one."""
