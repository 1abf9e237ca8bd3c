"""What is made from the built site or from the model: search, files for hosts, the archive, a copy without hooks."""
