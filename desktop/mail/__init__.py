"""The user's mailbox: how many messages wait unread. Nothing here ever marks one as read."""
