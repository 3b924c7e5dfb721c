"""Who comes in, what is noted of it, and what is answered beside the pages."""
