"""All that is known of WeasyPrint: its public face, its inner parts, what it takes and what it breaks at."""
