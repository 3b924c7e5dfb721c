"""The server: started, warmed up, served and stopped in order."""
