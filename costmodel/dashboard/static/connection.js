// Says that nobody hears what is typed any more, and keeps people from typing into nothing.

const NO_CONNECTION = 4000; // milliseconds; a short gap is mended by itself
const ENDED = ["dead", "terminating", "restarting", "autorestarting"]; // a kernel that begins anew knows nothing of these fields

function render({ model, el }) {
  const kernel = model.widget_manager?.kernel;
  let ended = false;
  let unconnected = 0;
  el.setAttribute("role", "alert");
  el.classList.add("cm-unheard");

  function lost(now) {
    el.textContent = now ? model.get("told") : "";
    for (const part of el.closest(".cm-workshop")?.children ?? []) part.inert = now && !part.contains(el);
  }

  function status(_kernel, now) {
    if (!ENDED.includes(now)) return;
    ended = true;
    lost(true);
  }

  function connection(_kernel, now) {
    clearTimeout(unconnected);
    if (now !== "connected") unconnected = setTimeout(() => lost(true), NO_CONNECTION);
    else if (!ended) lost(false);
  }

  kernel?.statusChanged.connect(status);
  kernel?.connectionStatusChanged.connect(connection);
  return () => {
    clearTimeout(unconnected);
    kernel?.statusChanged.disconnect(status);
    kernel?.connectionStatusChanged.disconnect(connection);
  };
}

export default { render };
