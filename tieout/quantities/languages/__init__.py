"""The words of the languages that sources are written in, a module for each; English stands beside."""
