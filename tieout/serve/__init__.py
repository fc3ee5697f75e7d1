"""Live preview: a page in the browser that is what was just saved, with its problems over it."""
