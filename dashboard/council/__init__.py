"""What is taken to the council: briefings, and the presentation, paper, slides and data made of them.

Everything here is made from released cells of the public level, read by one function (`cells.chosen`).
"""
