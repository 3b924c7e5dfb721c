"""The command `staircase`: its arguments, and what each of its commands carries out."""
