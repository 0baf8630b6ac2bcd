/* The live feed: says within 30 seconds when it has died, and takes the word back when it lives. */
(() => {
  "use strict";
  const PATIENCE = 25000;
  const banner = document.getElementById("feed-died");
  if (!banner) return;
  let streamHeard = Date.now();
  let askedWell = Date.now();
  let beats = false;
  let source = null;
  const opened = new Set();
  const hearStream = () => { streamHeard = Date.now(); };

  // The htmx extension opens its stream through this hook: listen to the stream's own signs of life.
  if (window.htmx) {
    window.htmx.createEventSource = (url) => {
      // A stream that a proxy had refused begins anew and has no Last-Event-ID: it says so itself.
      const asked = opened.has(url) ? `${url}&again=1` : url;
      opened.add(url);
      source = new EventSource(asked, { withCredentials: true });
      source.addEventListener("open", hearStream);
      source.addEventListener("message", hearStream);
      source.addEventListener("beat", () => { beats = true; hearStream(); });
      return source;
    };
  }
  document.addEventListener("htmx:sseMessage", hearStream);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.closest?.("[data-live]")) askedWell = Date.now();
  });

  const isStreamDead = (now) => {
    if (!document.querySelector("[sse-connect]")) return false;
    if (!beats && source && source.readyState === EventSource.OPEN) return false;
    return now - streamHeard > PATIENCE;
  };
  setInterval(() => {
    if (!document.querySelector("[data-live]")) return;
    const now = Date.now();
    const isStale = now - askedWell > PATIENCE && now - streamHeard > PATIENCE;
    const isDead = isStreamDead(now);
    banner.hidden = !(isStale || isDead);
    banner.querySelector("[data-stale]").hidden = !isStale;
    banner.querySelector("[data-slow]").hidden = isStale;
  }, 1000);
})();
