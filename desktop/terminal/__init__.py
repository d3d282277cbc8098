"""The program in a terminal: headlines and articles as text or JSON, without Qt and a display."""
