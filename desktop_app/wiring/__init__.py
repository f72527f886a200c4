"""Which part of the program hears which: between the window and what stands behind it."""
