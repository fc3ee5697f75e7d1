// The line to the server, in a worker: the page's own policy lets the page itself connect to nothing.
"use strict";
const asked = new URLSearchParams(self.location.search);
let state = asked.get("state");
let line = null;

const open = () => {
  const query = new URLSearchParams({ briefing: asked.get("briefing"), state });
  line = new EventSource(`/-/line?${query}`);
  line.onopen = () => self.postMessage({ kind: "open" });
  line.onerror = () => {
    self.postMessage({ kind: "lost" });
    if (line.readyState === EventSource.CLOSED) setTimeout(open, 500);
  };
  for (const kind of ["hello", "page", "problems", "status", "again"]) {
    line.addEventListener(kind, (event) => {
      if (event.lastEventId) state = event.lastEventId;
      self.postMessage({ kind, said: JSON.parse(event.data) });
    });
  }
};

// The page could not take a change: it is to be told all.
self.onmessage = () => {
  line.close();
  state = "none.none";
  open();
};

open();
