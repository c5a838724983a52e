"""Replies to reviews by the thousand: rows in, drafts to a journal as they come, one file out."""
