"""Files as their authors write them, turned into values that know their lines, or into every mistake in them."""
