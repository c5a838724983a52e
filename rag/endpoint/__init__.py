"""One OpenAI-compatible endpoint and how it is used. Knows nothing of shops, cards and drafts."""
