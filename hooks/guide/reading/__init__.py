"""Files as their authors write them become values that know their lines, or every mistake in them."""
