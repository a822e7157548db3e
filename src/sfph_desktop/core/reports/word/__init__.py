"""Documents for a word processor: the same blocks that become a PDF, as a .docx with styles of its own."""
