"""Voice of the customer: what many reviews praise and complain of, counted, compared and shown on one page."""
