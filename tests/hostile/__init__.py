"""What the program may meet: servers, feeds, pages and pictures made to hang, flood or break it.

Each module maps names to functions that make one case, so that nothing is built before it is
tried: `answers.ANSWERS` to a `tests.server.Reply`, the others to the bytes of a body.
"""
