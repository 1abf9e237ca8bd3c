"""What the guide is made of, in four rooms: outputs → pages → model → reading. None of them knows MkDocs."""
