"""The unread mail: the mailbox and its account, what is said of it, and when."""
