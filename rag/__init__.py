"""Wanyan: drafts customer-service replies from a shop's handbooks and checks every reply."""

__version__ = "0.1.0"
