"""From blocks to tagged pages: type, lines, boxes, structure. `pdf.py` is the way in."""
