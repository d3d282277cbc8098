"""From article HTML to HTML that QTextDocument shows well; pure."""
