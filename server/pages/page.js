// Keeps the page live: when the event stream says that something is new, fetch the changing part and put it in place.
"use strict";

(() => {
  const PAUSE = 500; // ms between two fetches, however fast reports come in
  const AGAIN = 3_000; // ms, when a fetch failed
  const RECONNECT = 10_000; // ms, when the stream was refused; a stream that was cut reconnects by itself

  const live = document.getElementById("live");
  const state = document.getElementById("state");
  let fetching = false;
  let stale = false;

  const show = (name) => {
    state.dataset.state = name;
  };
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function fetchOnce() {
    const response = await fetch(live.dataset.source, { cache: "no-store" });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const part = new DOMParser().parseFromString(await response.text(), "text/html");
    live.replaceChildren(...part.body.childNodes);
  }

  async function refresh() {
    stale = true;
    if (fetching) {
      return;
    }
    fetching = true;
    while (stale) {
      stale = false;
      try {
        await fetchOnce();
        show("live");
      } catch {
        show("lost");
        stale = true;
        await pause(AGAIN);
      }
      await pause(PAUSE);
    }
    fetching = false;
  }

  function listen() {
    const source = new EventSource(live.dataset.events);
    source.onopen = refresh; // what happened while nobody listened
    source.onmessage = refresh;
    source.onerror = () => {
      show("lost");
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(listen, RECONNECT);
      }
    };
  }

  show("joining");
  listen();
})();
