"""What `wanyan check` prints: one format a module, each written as results come."""
