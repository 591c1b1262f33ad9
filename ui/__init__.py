"""The desk's window: Qt widgets that show one state object and hold no logic."""
