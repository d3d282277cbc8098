"""One task each: plain synchronous functions."""
