"""The window: Qt Widgets over the register; holds no rules and no SQL."""
