"""From the model to HTML: the templates, and the style and scripts that stand in a page."""
