"""How things look: sheets, HTML, SVG, plain text, labels in two languages."""
