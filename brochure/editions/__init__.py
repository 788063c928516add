"""What is made of a leaflet: one edition a file."""
