"""The sheet for whoever approves a leaflet: what was found, what is to be ticked, and a line to sign."""
