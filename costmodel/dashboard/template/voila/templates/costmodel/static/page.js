// The page in the browser: it shows what the kernel sends and reports what a person does. No figure is made here.

const NO_ANSWER = 20000; // milliseconds without an answer after which the calculation counts as lost
const NO_FILE = 60000; // and without a file that was asked for, which takes more work; the server waits no longer
const NO_CONNECTION = 4000; // and without a connection; a short gap is mended by itself
const ENDED = ["dead", "terminating", "restarting", "autorestarting"]; // a kernel that begins anew knows nothing of this page
const LARGEST_FILE = 2000000; // bytes; the kernel refuses larger ones too
const WIDE = 720; // pixels of a picture from which it has room for names beside it; the style sheet knows it too
const SEEN = "costmodel: introduction seen";
const SPOKEN = "costmodel: language"; // the page on the way in reads it too
const STEP = "costmodel: introduction"; // where it is, for a reload

function render({ model, el }) {
  el.classList.add("cm-root");
  if (model.get("page")) el.innerHTML = model.get("page"); // else it stands there already
  const served = document.body.dataset.voila !== undefined; // else in a notebook, whose address is not ours
  el.classList.toggle("cm-served", served);
  const abort = new AbortController();
  const on = (target, type, handler, options) =>
    target.addEventListener(type, handler, { signal: abort.signal, ...options });
  const find = (selector) => el.querySelector(selector);
  const region = (name) => find(`[data-region="${name}"]`);

  // -- to the kernel: one message is under way, a later one from the same control takes the place of an earlier one ----

  const queue = new Map();
  let under_way = 0;
  let number = 0;
  let deadline = 0;
  const waiting = []; // buttons that say that something is being prepared

  function tell(key, message, buffers) {
    queue.delete(key);
    queue.set(key, { message, buffers });
    next();
  }

  function next() {
    if (under_way || queue.size === 0) return;
    const [key, { message, buffers }] = queue.entries().next().value;
    queue.delete(key);
    under_way = ++number;
    clearTimeout(deadline);
    deadline = setTimeout(() => lost(true), message.do === "download" ? NO_FILE : NO_ANSWER);
    try {
      model.send({ ...message, number }, undefined, buffers);
    } catch {
      lost(true); // the kernel is known to be dead
    }
  }

  function answered(which) {
    if (which !== under_way) return;
    under_way = 0;
    clearTimeout(deadline);
    lost(false);
    for (const done of waiting.splice(0)) done();
    next();
  }

  // -- when nobody calculates any more: what is shown must not pass for an answer to the latest move ------------------

  let ended = false;
  let unconnected = 0;

  function lost(now) {
    now ||= ended;
    el.classList.toggle("cm-lost", now);
    if (now && dialog().open) dialog().close(); // it would lie over the notice
    for (const part of find(".cm-page").children) part.inert = now && !part.classList.contains("cm-lost-note");
  }

  function status(_kernel, now) {
    if (!ENDED.includes(now)) return;
    ended = true;
    lost(true);
  }

  function connection(_kernel, now) {
    clearTimeout(unconnected);
    if (now === "connected") lost(false);
    else unconnected = setTimeout(() => lost(true), NO_CONNECTION);
  }

  const kernel = model.widget_manager?.kernel;
  kernel?.statusChanged.connect(status);
  kernel?.connectionStatusChanged.connect(connection);

  // -- from the kernel ----------------------------------------------------------------------------------------------

  function received(message, buffers) {
    for (const [name, markup] of Object.entries(message.regions || {})) fill(name, markup);
    for (const [name, lever] of Object.entries(message.levers || {})) place(name, lever);
    if (message.language) speak(message.language, message.title);
    if (message.query !== undefined) remember(message.query, message.step);
    if (message.moving || message.rested) {
      el.classList.toggle("cm-moving", !message.rested);
      el.dataset.rested = String(Boolean(message.rested));
    }
    if (message.moving || message.settled) el.dataset.settled = String(Boolean(message.settled)); // what is in sight
    if (message.sheet === true) open();
    if (message.sheet === false) dialog().close();
    if (message.file) save(message.file, buffers[0]);
    if (message.tour !== undefined) keepFor(sessionStorage, STEP, message.tour < 0 ? null : String(message.tour));
    if (message.look !== undefined) look(message.look);
    if (message.focus) find(message.focus)?.focus({ preventScroll: Boolean(message.look) }); // it is looked at already
    if (message.number !== undefined) answered(message.number);
    if (message.number !== undefined) el.dataset.answered = message.number;
    if (message.all) el.dataset.all = String(Number(el.dataset.all || 0) + 1);
  }

  // A region in which somebody is typing is drawn when they have finished: else an answer to an earlier move would take
  // the letters away.
  let typed = null;
  const put_off = new Map();

  function finished() {
    typed = null;
    setTimeout(() => { // the focus is where it goes
      const drawn = [...put_off];
      put_off.clear();
      for (const [name, markup] of drawn) fill(name, markup);
    });
  }

  function fill(name, markup) {
    const there = region(name);
    if (!there) return;
    put_off.delete(name);
    if (typed && typed === document.activeElement && there.contains(typed)) return void put_off.set(name, markup);
    const focused = there.contains(document.activeElement) ? document.activeElement.id : "";
    const unfolded = [...there.querySelectorAll("details[open][id]")].map((one) => one.id);
    const folded = [...there.querySelectorAll("details:not([open])[id]")].map((one) => one.id);
    const rows = [...there.querySelectorAll("[data-unfold][aria-expanded=true]")].map((one) => one.id);
    there.innerHTML = markup;
    for (const id of unfolded) there.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    for (const id of folded) there.querySelector(`#${CSS.escape(id)}`)?.removeAttribute("open");
    for (const id of rows) unfold(there.querySelector(`#${CSS.escape(id)}`));
    // Told by a class: a rule with :has() would be looked through at each change within.
    if (there.parentElement.dataset.card === name)
      there.parentElement.hidden = Boolean(there.querySelector("figure[hidden]"));
    if (focused) there.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
  }

  // The lines below a row of a table, shown or put away.
  function unfold(button) {
    if (!button) return;
    const shown = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!shown));
    find(`#${CSS.escape(button.dataset.unfold)}`).hidden = shown;
  }

  function place(name, lever) {
    for (const row of el.querySelectorAll(`[data-row="${CSS.escape(name)}"]`)) put(name, lever, row);
  }

  function put(name, lever, row) {
    row.classList.toggle("cm-moved", lever.moved);
    const slider = row.querySelector("input[type=range]");
    if (slider) {
      if (!queue.has(name) || document.activeElement !== slider) slider.value = lever.place;
      slider.setAttribute("aria-valuetext", lever.says);
      slider.style.setProperty("--cm-done", lever.done);
    }
    const typed = row.querySelector("[data-number]");
    if (typed && document.activeElement !== typed) typed.value = lever.written;
    const tick = row.querySelector("input[type=checkbox]");
    if (tick) tick.checked = lever.place > 0;
  }

  function speak(language, title) {
    find(".cm-page")?.setAttribute("lang", language);
    if (!served) return;
    document.documentElement.lang = language;
    document.title = title;
    keepFor(localStorage, SPOKEN, language);
  }

  let query = "";

  function address() {
    const bare = served ? location.origin + location.pathname : "";
    return query ? `${bare}?${query}` : bare;
  }

  // Each step is one of the browser's too, so that Back and Forward walk through them.
  let step = null;

  function remember(text, now) {
    query = text;
    const shown = find("[data-address]");
    if (shown) shown.value = address();
    if (!served) return;
    const there = address() || location.pathname;
    const walked = location.search.slice(1) === query; // by Back or Forward: it is there already
    history[step === null || step === now || walked ? "replaceState" : "pushState"](null, "", there);
    step = now;
  }

  if (served) on(window, "popstate", () => tell("visit", { do: "visit", query: location.search }));

  function dialog() {
    return find("dialog");
  }

  let opener = null; // where the focus was, and goes back to; its card may have been drawn anew by then

  function open() {
    if (!dialog().open) {
      const { id } = document.activeElement;
      opener = id && `#${CSS.escape(id)}`;
      dialog().showModal();
    }
    dialog().scrollTop = 0;
    const shown = find("[data-address]");
    if (shown) shown.value = address();
    (dialog().querySelector("[autofocus]") || dialog().querySelector("h2"))?.focus();
  }

  // A card is brought into sight, and the focus with it.
  function show(name) {
    const there = region(name);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    there.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    there.querySelector("input, button, select")?.focus({ preventScroll: true });
  }

  // A step of the introduction stands in the page above what it points at, so that it covers nothing of it.
  function look(name) {
    el.querySelectorAll(".cm-looked-at").forEach((one) => one.classList.remove("cm-looked-at"));
    const told = region("tour");
    const there = name && region(name);
    (there && there.closest(".cm-slot, .cm-body") || find(".cm-body")).before(told);
    if (!there) return;
    there.classList.add("cm-looked-at");
    const above = there.compareDocumentPosition(told) & Node.DOCUMENT_POSITION_FOLLOWING; // of the head
    // At once: cards that a slow movement passes are laid out on the way, and it would end elsewhere.
    (above ? el : told).scrollIntoView({ block: "start" });
  }

  // -- files --------------------------------------------------------------------------------------------------------

  function save(file, content) {
    give(new Blob([content], { type: file.type }), file.name);
  }

  function give(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // A report takes some seconds: the button says so until the answer is there.
  function work(button) {
    const said = button.textContent;
    button.textContent = button.dataset.working;
    button.disabled = true;
    waiting.push(() => {
      button.textContent = said;
      button.disabled = false;
    });
  }

  async function load(input) {
    const file = input.files[0];
    if (!file) return;
    const content = file.size <= LARGEST_FILE ? await file.arrayBuffer() : new ArrayBuffer(0);
    input.value = "";
    tell(Symbol(), { do: input.dataset.load, file: file.name, size: file.size }, [content]);
  }

  async function copy(button) {
    const shown = find("[data-address]");
    shown.select();
    try {
      await navigator.clipboard.writeText(shown.value);
    } catch {
      document.execCommand("copy"); // without https browsers give no clipboard to a page
    }
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = said), 2000);
  }

  // A card as it is on the page, heading and legend included, as an image that slides and mails take.
  async function keep(button) {
    const card = button.closest(".cm-slot");
    const { width } = card.getBoundingClientRect();
    const copied = card.cloneNode(true);
    copied.style.contentVisibility = "visible";
    copied.querySelectorAll("button, details, .cm-slot-data, .cm-of-page").forEach((one) => one.remove());
    copied.querySelectorAll(".cm-made-of").forEach((one) => one.removeAttribute("hidden"));
    const under = document.createElement("p");
    under.className = "cm-note cm-under";
    under.textContent = [...el.querySelectorAll(".cm-paper > p, .cm-exact")].map((one) => one.textContent).join(" · ");
    copied.append(under);
    const wrapped = document.createElement("div");
    wrapped.className = "cm-root";
    const look = getComputedStyle(el);
    for (const [name] of model.get("_css").matchAll(/--cm-[\w-]+(?=:)/g)) wrapped.style.setProperty(name, look.getPropertyValue(name));
    wrapped.style.width = `${width}px`;
    const sheet = document.createElement("style");
    sheet.textContent = model.get("_css");
    wrapped.append(sheet, copied);
    el.append(wrapped); // as high as it needs to be, with the line below it
    const { height } = wrapped.getBoundingClientRect();
    wrapped.remove();
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(wrapped)}</foreignObject></svg>`;
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn);
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    const surface = canvas.getContext("2d");
    surface.scale(2, 2);
    surface.fillStyle = getComputedStyle(card).backgroundColor;
    surface.fillRect(0, 0, width, height);
    surface.drawImage(picture, 0, 0, width, height);
    canvas.toBlob((blob) => give(blob, `${button.dataset.keep}.png`), "image/png");
  }

  // -- what a person does ---------------------------------------------------------------------------------------------

  on(el, "input", ({ target }) => {
    if (target.type === "text") typed = target;
    if (target.dataset.lever) {
      const name = target.dataset.lever;
      tell(name, { do: "slide", name, value: Number(target.value) });
      const share = (target.value - target.min) / (target.max - target.min || 1);
      target.style.setProperty("--cm-done", `${100 * share}%`);
    } else if (target.dataset.search !== undefined) {
      clearTimeout(target.pause);
      target.pause = setTimeout(() => tell("search", { do: "search", text: target.value }), 120);
    }
  });

  on(el, "focusout", finished);

  // A card whose table is open takes the whole width.
  on(el, "toggle", ({ target }) => {
    if (target.matches?.(".cm-data")) target.closest(".cm-slot").classList.toggle("cm-opened", target.open);
  }, { capture: true });

  on(el, "change", ({ target }) => {
    if (target === typed) typed = null;
    if (target.type === "file") return void load(target);
    if (target.dataset.lever) tell(target.dataset.lever, { do: "slide", name: target.dataset.lever, value: Number(target.value), done: true });
    else if (target.dataset.do === "kind") tell("kind", { do: "kind", value: target.value });
    else if (target.dataset.number) tell(target.dataset.number, { do: "number", name: target.dataset.number, text: target.value });
    else if (target.dataset.tick)
      tell(target.dataset.tick, { do: "slide", name: target.dataset.tick, value: target.checked ? 1 : 0 });
    else if (target.dataset.field)
      tell(target.dataset.field, {
        do: "field",
        field: target.dataset.field,
        value: target.type === "checkbox" ? target.checked : target.value,
      });
  });

  on(el, "click", (event) => {
    if (event.target === dialog()) return dialog().close(); // beside the sheet
    const cause = event.target.closest("[data-opens]"); // by keyboard the same is reached by what is behind the card
    if (cause) return void tell(Symbol(), { do: "assumption", name: cause.dataset.opens });
    const button = event.target.closest("button");
    if (!button || button.disabled) return;
    const { do: what, ask, keep: kept, unfold: rows } = button.dataset;
    if (kept) void keep(button);
    else if (rows) unfold(button);
    else if (ask) tell(Symbol(), { do: ask, of: button.dataset.of });
    else if (what === "copy") void copy(button);
    else if (what === "print") window.print();
    else if (what === "file") button.previousElementSibling.click(); // its field
    else if (what === "look") show(button.dataset.name);
    else if (what === "close") dialog().close();
    else if (what === "reload") location.reload();
    else if (what) {
      tell(Symbol(), { do: what, name: button.dataset.name }); // each click counts
      if (button.dataset.working) work(button);
    }
    if (what === "tour" && button.dataset.name === "end") keepFor(localStorage, SEEN, "yes");
  });

  on(el, "submit", (event) => {
    event.preventDefault();
    const form = event.target;
    tell(Symbol(), { do: form.dataset.form, name: form.dataset.name, ...Object.fromEntries(new FormData(form)) });
  });

  on(document, "keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey) return void shortcut(event);
    if (key === "Escape" && find(".cm-tour") && !dialog().open) return void (find("#cm-tour-end") ?? find("#cm-tour-next")).click();
    if (key === "Enter" && (target.dataset.number || target.dataset.field)) target.blur();
  });

  // What is typed into a field is undone by the browser itself.
  function shortcut(event) {
    const typing = event.target.matches?.("input[type=text], input[type=search], textarea");
    const again = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (typing || !(again || event.key === "z")) return;
    event.preventDefault();
    tell(Symbol(), { do: again ? "redo" : "undo" });
  }

  function keepFor(store, key, value) {
    try {
      value === null ? store.removeItem(key) : store.setItem(key, value);
    } catch {
      // a browser that keeps nothing shows the introduction again
    }
  }

  function kept(store, key) {
    try {
      return store.getItem(key);
    } catch {
      return null;
    }
  }

  on(dialog(), "close", () => {
    tell("closed", { do: "closed" });
    if (opener && !dialog().open) find(opener)?.focus({ preventScroll: true });
    opener = null;
  });

  // -- values at the pointer: what a mark says appears at once, not after the second that browsers take -----------------

  const bubble = document.createElement("div");
  bubble.className = "cm-bubble";
  bubble.hidden = true;
  bubble.setAttribute("aria-hidden", "true"); // readers of the page find the same words in the mark itself
  el.append(bubble);
  let pointed = null;

  function point(event) {
    const mark = event.target.closest?.(".cm-picture *");
    const title = mark && [...mark.children].find((one) => one.tagName === "title");
    if (pointed && pointed !== title) {
      pointed.textContent = pointed.said;
      pointed = null;
      bubble.hidden = true;
    }
    if (!title) return;
    if (pointed !== title) {
      pointed = title;
      title.said = title.textContent;
      title.textContent = ""; // else the browser shows it a second time
      bubble.textContent = title.said;
      bubble.hidden = false;
    }
    const x = Math.min(event.clientX + 14, document.documentElement.clientWidth - bubble.offsetWidth - 8);
    const below = event.clientY + 18;
    const above = event.clientY - bubble.offsetHeight - 10;
    bubble.style.left = `${Math.max(8, x)}px`;
    bubble.style.top = `${below + bubble.offsetHeight > innerHeight ? above : below}px`;
  }

  on(el, "pointermove", point, { passive: true });
  on(el, "pointerdown", point, { passive: true });
  on(el, "pointerleave", () => point({ target: document.body }));

  // A hint stays within the window.
  function hint({ target }) {
    const shown = target.closest?.(".cm-hint")?.querySelector("[role=tooltip]");
    if (!shown) return;
    shown.style.setProperty("--cm-shift", "0px");
    const { left, right } = shown.getBoundingClientRect();
    const shift = Math.max(8 - left, 0) || Math.min(document.documentElement.clientWidth - 8 - right, 0);
    shown.style.setProperty("--cm-shift", `${shift}px`);
  }
  on(el, "pointerover", hint);
  on(el, "focusin", hint);

  // Some pictures have another layout where there is room; only the one that is seen is drawn.
  const room = () => (find(".cm-pictures-below").clientWidth || document.documentElement.clientWidth) - 42 >= WIDE;
  let wide = room();
  const rooms = new ResizeObserver(() => {
    if (wide !== room()) tell("width", { do: "width", wide: (wide = room()) });
  });
  rooms.observe(find(".cm-pictures-below"));

  // What is in sight is drawn first.
  const seen = new Set();
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.dataset.card);
    tell("sight", { do: "sight", cards: [...seen] });
  });
  el.querySelectorAll("[data-card]").forEach((card) => sight.observe(card));

  model.on("msg:custom", received);
  const plain = [...new URLSearchParams(location.search).keys()].every((key) => key === "lang");
  const resume = served ? kept(sessionStorage, STEP) : null;
  const again = resume === null ? {} : { resume: Number(resume) };
  tell("ready", { do: "ready", new: kept(localStorage, SEEN) !== "yes" && plain, wide, ...again });
  return () => {
    abort.abort();
    rooms.disconnect();
    sight.disconnect();
    clearTimeout(deadline);
    clearTimeout(unconnected);
    kernel?.statusChanged.disconnect(status);
    kernel?.connectionStatusChanged.disconnect(connection);
    model.off("msg:custom", received);
  };
}

export default { render };
