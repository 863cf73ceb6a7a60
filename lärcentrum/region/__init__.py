"""The regional office: enrol, receive, merge, answer."""
