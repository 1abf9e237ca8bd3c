"""What is made from the built site or the model: search, files for hosts, archive, a copy without
hooks, the kit for those who study it."""
