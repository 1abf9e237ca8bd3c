"""What the guide is: frozen dataclasses with declared, typed fields. Knows neither files' lines nor HTML."""
