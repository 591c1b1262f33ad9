// Keeps a page live: when the event stream says that something is new, fetch the changing part and put it in place.
"use strict";

(() => {
  const PAUSE = 500; // ms between two fetches, however fast reports come in
  const SHARE = 4; // at least so many times as long as the fetch took, so that a busy server is asked less
  const AGAIN = 3_000; // ms, when a fetch failed
  const RECONNECT = 10_000; // ms, when the stream was refused; one that was cut reconnects by itself
  const SIGNED_OUT = 401;

  const live = document.getElementById("live");
  const state = document.getElementById("state");
  let fetching = false;
  let stale = false;

  const show = (name) => {
    state.dataset.state = name;
  };
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // What a reader had in hand must still be there after the part was replaced.
  function remember() {
    const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const scrolled = Array.from(live.querySelectorAll(".scroll"), (box) => [box.scrollLeft, box.scrollTop]);
    return () => {
      live.querySelectorAll(".scroll").forEach((box, index) => {
        [box.scrollLeft, box.scrollTop] = scrolled[index] ?? [0, 0];
      });
      if (focused !== null) {
        live.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      }
    };
  }

  async function fetchOnce() {
    const response = await fetch(location.href, { cache: "no-store", headers: { "Hadir-Part": live.dataset.part } });
    if (response.status === SIGNED_OUT) {
      location.reload();
      return;
    }
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const part = new DOMParser().parseFromString(await response.text(), "text/html");
    const restore = remember();
    live.replaceChildren(...part.body.childNodes);
    restore();
  }

  async function refresh() {
    stale = true;
    if (fetching) {
      return;
    }
    fetching = true;
    while (stale) {
      stale = false;
      const began = performance.now();
      try {
        await fetchOnce();
        show("live");
      } catch {
        show("lost");
        stale = true;
        await pause(AGAIN);
        continue;
      }
      await pause(Math.max(PAUSE, SHARE * (performance.now() - began)));
    }
    fetching = false;
  }

  function listen() {
    const source = new EventSource(live.dataset.events);
    source.onopen = refresh; // what happened while nobody listened
    source.onmessage = refresh;
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        refresh(); // refused, as when too many listen: what is shown is as new as the last try
        setTimeout(listen, RECONNECT);
      } else {
        show("lost");
      }
    };
  }

  show("joining");
  listen();
})();
