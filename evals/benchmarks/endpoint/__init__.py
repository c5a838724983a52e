"""What drafting with a model costs and withstands, against a model on this machine, over real HTTP."""
