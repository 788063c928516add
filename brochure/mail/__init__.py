"""E-mail: who gets a leaflet, what the message says, the ledger of what went where, and the way to the server."""
