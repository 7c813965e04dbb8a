// The line from a served page to its calculation: Jupyter's protocol for processes of viewers over a websocket, as far
// as one page needs it. It stands where Jupyter's own front end would, whose scripts take longer to arrive and to start
// than the figures take to be simulated.

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const NUMBER = 8; // bytes
const SOONEST = 500; // milliseconds until a connection that is gone is tried again, twice as many each time
const TRIES = 7; // after which nobody is asked any more: the page says since long that nobody calculates

// -- messages: eight bytes say how many places follow, then where each part begins and the last one ends --------------

function packed(parts) {
  const head = NUMBER * (parts.length + 2);
  const places = [head];
  for (const part of parts) places.push(places.at(-1) + part.byteLength);
  const all = new Uint8Array(places.at(-1));
  const view = new DataView(all.buffer);
  [places.length, ...places].forEach((place, at) => view.setBigUint64(NUMBER * at, BigInt(place), true));
  parts.forEach((part, at) => all.set(part, places[at]));
  return all;
}

function unpacked(data) {
  const view = new DataView(data);
  const number = (at) => Number(view.getBigUint64(NUMBER * at, true));
  const parts = [];
  for (let at = 1; at < number(0); at++) parts.push(new Uint8Array(data, number(at), number(at + 1) - number(at)));
  const [, header, , , content] = parts.slice(0, 5).map((part) => new TextDecoder().decode(part));
  return { kind: JSON.parse(header).msg_type, content: JSON.parse(content), buffers: parts.slice(5) };
}

// -- what the page holds for its model ----------------------------------------------------------------------------------

function signal() {
  const listeners = new Set();
  return {
    connect: (listener) => listeners.add(listener),
    disconnect: (listener) => listeners.delete(listener),
    emit: (what) => listeners.forEach((listener) => listener(null, what)),
  };
}

function line({ baseUrl, kernelId, comm, given }) {
  // Without https a browser has no crypto.randomUUID.
  const session = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const address = new URL(`${baseUrl}api/kernels/${kernelId}/channels?session_id=${session}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const kernel = { statusChanged: signal(), connectionStatusChanged: signal() };
  const listeners = new Set();
  const unsent = [];
  let socket = null;
  let tries = 0;
  let count = 0;

  function connect() {
    socket = new WebSocket(address, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      tries = 0;
      kernel.connectionStatusChanged.emit("connected");
      for (const message of unsent.splice(0)) socket.send(message);
    };
    socket.onmessage = ({ data }) => hear(unpacked(data));
    socket.onclose = () => {
      kernel.connectionStatusChanged.emit("connecting");
      if (tries < TRIES) setTimeout(connect, SOONEST * 2 ** tries++);
    };
  }

  function hear({ kind, content, buffers }) {
    if (kind === "status") kernel.statusChanged.emit(content.execution_state);
    if (kind !== "comm_msg" || content.comm_id !== comm || content.data.method !== "custom") return;
    for (const listener of listeners) listener(content.data.content, buffers);
  }

  function send(content, _callbacks, buffers = []) {
    const header = { msg_id: `${session}-${++count}`, msg_type: "comm_msg", username: "", session, date: new Date().toISOString(), version: "5.3" };
    const told = [header, {}, {}, { comm_id: comm, data: { method: "custom", content } }].map((part) => JSON.stringify(part));
    const parts = ["shell", ...told].map((part) => new TextEncoder().encode(part));
    const message = packed([...parts, ...buffers.map((buffer) => new Uint8Array(buffer))]);
    if (socket.readyState === WebSocket.OPEN) socket.send(message);
    else unsent.push(message);
  }

  connect();
  return {
    get: (name) => given[name],
    on: (_what, listener) => listeners.add(listener),
    off: (_what, listener) => listeners.delete(listener),
    send,
    widget_manager: { kernel },
  };
}

async function begin() {
  const el = document.querySelector("[data-comm]");
  if (!el) return; // a page that only says why there is none
  const { page, ...place } = JSON.parse(document.getElementById("cm-line").textContent);
  const given = { _css: document.querySelector("style[data-page]").textContent };
  const model = line({ ...place, comm: el.dataset.comm, given });
  const { default: shown } = await import(page);
  shown.render({ model, el });
}

await begin();
