"""How far things are: parcels, refunds, returns and invoices, read from states, dates and events."""
