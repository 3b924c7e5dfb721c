"""What is kept: releases, accounts, sessions, the logbook and settings; and who is looking."""
