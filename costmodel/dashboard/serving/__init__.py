"""The server: Voila, access, and a process for each viewer, forked from a warm one."""
