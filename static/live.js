// What the stage and the presenter's window share: the screens of a deck, the place among them, the keys,
// the channel between the two windows, and following the store.
"use strict";

const Live = (() => {
  const RETRY = 1000, SILENCE = 6000, QUIET_FOR = 2500, ANSWERS_IN = 10000, SAID_FOR = 8000, POLL = 2000, HIDDEN = 20000;
  const page = document.body.dataset;
  const holder = document.getElementById("deck");
  const line = document.getElementById("line");
  const channel = new BroadcastChannel(`heard-live:${page.follows.replace(/[?&]as=[^&]*/, "")}`);
  const listeners = [];
  const live = {
    mark: page.mark, tag: "", name: page.name, screens: [...holder.children], at: 0, blank: "", deck: page.deck,
    follows: page.follows, points: JSON.parse(page.points ?? "[]"),
  };

  // --- Words at the foot: a lasting state before a passing remark.

  const lines = { state: "", remark: page.said ?? "" };
  let forget = 0, chosen = false, said = page.said ?? "";

  function write() {
    const text = lines.state || lines.remark;
    if (line.textContent !== text) line.textContent = text;
  }

  function remark(text) {
    lines.remark = text;
    clearTimeout(forget);
    if (text) forget = setTimeout(() => remark(""), SAID_FOR);
    write();
  }

  function state(text) {
    lines.state = text;
    write();
  }

  const clock = (moment) =>
    new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // --- The place: in the address, and in both windows.

  const current = () => live.screens[live.at];
  const keyAt = (index) => live.screens[index]?.dataset.key ?? "";
  const placeOf = (key) => live.screens.findIndex((one) => one.dataset.key === key);

  // What stands before the first slash of a key: the point of a running order that a screen belongs to.
  const partOf = (key) => key.split("/")[0];

  // An address names a screen, or all of a point: then it is the first one of it; -1 where there is none.
  function placeOrPart(key) {
    const exact = placeOf(key);
    return exact >= 0 || !key ? exact : live.screens.findIndex((one) => one.dataset.key.startsWith(`${key}/`));
  }

  function goTo(key) {
    const place = placeOrPart(key);
    if (place >= 0) show(place);
  }

  function keyInAddress() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  function show(index, { tells = true } = {}) {
    live.at = Math.max(0, Math.min(index, live.screens.length - 1));
    live.screens.forEach((one, place) => one.toggleAttribute("data-shown", place === live.at));
    const hash = `#${encodeURI(keyAt(live.at)).replaceAll("#", "%23")}`;
    if (location.hash !== hash) history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
    if (tells) tell();
    changed();
  }

  function changed() {
    for (const listener of listeners) listener(live);
  }

  function tell() {
    channel.postMessage({ key: keyAt(live.at), blank: live.blank, deck: wantedState() });
  }

  const bare = (address) => new URL(address, location.origin).searchParams.get("as") ?? "";
  const wantedState = () => choice ? choice.as : bare(live.follows);

  channel.onmessage = ({ data }) => {
    if (data.asks) {
      tell();
      return;
    }
    live.blank = data.blank;
    if (data.deck !== wantedState()) choose(data.deck, { tells: false });
    const place = placeOf(data.key);
    show(place < 0 ? live.at : place, { tells: false });
  };

  // --- What one can do, by key, button, clicker or finger.

  function move(step) {
    if (live.blank) {
      cover("");
    } else {
      remark("");
      show(live.at + step);
    }
  }

  function cover(kind) {
    live.blank = live.blank === kind ? "" : kind;
    tell();
    changed();
  }

  function withState(address, as) {
    const own = new URL(address, location.origin);
    if (as) own.searchParams.set("as", as);
    else own.searchParams.delete("as");
    return `${own.pathname}${own.search}`;
  }

  // The figures of the meeting, of now, or both: another deck on the same screen. Buttons and address say so once
  // it is there.
  let choice = null;

  function choose(as, { tells = true } = {}) {
    choice = as === bare(live.follows) ? null : { as, tells };
    refresh();
  }

  function chose({ as, tells }) {
    for (const name of ["deck", "follows"]) live[name] = withState(live[name], as);
    history.replaceState(null, "", withState(location.href, as) + location.hash);
    choice = null;
    chosen = true;
    if (tells) tell();
  }

  function notChosen() {
    if (choice) remark("The other figures cannot be fetched now. These stay.");
    choice = null;
  }

  const deeds = {
    next: () => move(1),
    previous: () => move(-1),
    first: () => show(0),
    last: () => show(live.screens.length - 1),
    blank: () => cover("black"),
    white: () => cover("white"),
    state: (button) => choose(button.dataset.state === "now" ? "" : button.dataset.state),
    point: (button) => goTo(button.dataset.key),
    help: () => help(),
    full: () => full(),
    notes: () => window.open(withState(page.notes, bare(live.follows)) + location.hash, `notes:${page.follows}`),
  };

  function help() {
    const dialog = document.getElementById("help");
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  const KEYS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous",
    Home: "first", End: "last", b: "blank", ".": "blank", w: "white", f: "full", p: "notes", "?": "help",
  };
  const STATES = { a: "meeting", n: "", d: "difference" };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.getElementById("help").open) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const pressesButton = (key === " " || key === "Enter") && event.target.closest?.("button, a");
    if (pressesButton) return;
    if (key in STATES && document.querySelector("[data-do=state]")) {
      choose(STATES[key]);
    } else if (key === "Escape" && live.blank) {
      cover("");
    } else if (key === " " && event.shiftKey) {
      move(-1);
    } else if (KEYS[key] === "notes" && !page.notes) {
      return;
    } else if (KEYS[key]) {
      deeds[KEYS[key]]();
    } else {
      return;
    }
    event.preventDefault();
  });

  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do]");
    if (button) deeds[button.dataset.do](button);
  });

  // --- The deck, fetched again when the store has changed; only what differs is exchanged.

  function exchange(told) {
    const here = new Map(live.screens.map((one) => [one.dataset.key, one]));
    const wasAt = keyAt(live.at);
    const order = live.screens.map((one) => one.dataset.key);
    const screens = told.screens.map((screen) => {
      const old = here.get(screen.key);
      const one = old ?? document.createElement("div");
      if (one.dataset.mark !== screen.mark) one.innerHTML = screen.body;
      Object.assign(one.dataset, { key: screen.key, title: screen.title, mark: screen.mark });
      if ("notes" in screen) one.dataset.notes = screen.notes;
      return one;
    });
    screens.forEach((one, place) => {
      if (holder.children[place] !== one) holder.insertBefore(one, holder.children[place] ?? null);
    });
    while (holder.children.length > screens.length) holder.lastElementChild.remove();
    live.screens = screens;
    live.name = told.name;
    live.points = told.points ?? [];
    const place = nearest(order, wasAt);
    if (keyAt(place) !== wasAt && !chosen) remark("The screen that stood here is gone. This is the nearest.");
    else if (told.said && told.said !== said) remark(told.said);
    said = told.said;
    chosen = false;
    show(place);
  }

  // The screen itself; or another of its drawing, or of its point of the running order; or the first after it that
  // is still there, or the last before it.
  function nearest(order, wasAt) {
    const parts = wasAt.split("/");
    for (let length = parts.length; length >= (wasAt.startsWith("point-") ? 1 : 2); length -= 1) {
      const head = parts.slice(0, length).join("/");
      const found = live.screens.findIndex((one) => `${one.dataset.key}/`.startsWith(`${head}/`));
      if (found >= 0) return found;
    }
    const from = order.indexOf(wasAt);
    const candidates = [...order.slice(from), ...order.slice(0, from).reverse()];
    const found = candidates.map(placeOf).find((place) => place >= 0);
    return found ?? Math.min(from, live.screens.length - 1);
  }

  let asking = null;

  // True where the server answered with the deck, or that it is the same.
  async function refresh() {
    const chooses = choice;
    const asked = chooses ? withState(live.deck, chooses.as) : live.deck;
    asking?.abort();
    const mine = asking = new AbortController();
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      mine.abort();
    }, ANSWERS_IN);
    try {
      const answer = await fetch(asked, {
        headers: live.tag && !chooses ? { "If-None-Match": live.tag } : {}, cache: "no-store",
        signal: mine.signal,
      });
      if (answer.status === 304) return reached();
      if (!answer.ok) return refused(answer.status);
      const told = await answer.json();
      if (told.assets !== page.assets) return location.reload();
      if (chooses) chose(chooses);
      live.tag = answer.headers.get("ETag") ?? "";
      live.mark = told.mark;
      if (told.screens.length) exchange(told);
      return reached();
    } catch (error) {
      if (error.name === "AbortError" && !isLate) return false;
      notChosen();
      lost();
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  function reached() {
    heard = lastAnswer = Date.now();
    clearTimeout(saysLost);
    saysLost = 0;
    state("");
    return true;
  }

  // What is on show alone, where a deck is made of parts: it is there before the rest of a large deck is made.
  async function refreshPart() {
    const asked = live.deck, part = partOf(keyAt(live.at));
    if (!page.parts || choice || !part) return;
    try {
      const address = `${asked}${asked.includes("?") ? "&" : "?"}part=${encodeURIComponent(part)}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ANSWERS_IN) });
      if (!answer.ok) return;
      const told = await answer.json();
      if (told.assets !== page.assets || asked !== live.deck || choice) return;
      for (const screen of told.screens) {
        const one = live.screens[placeOf(screen.key)];
        if (!one || one.dataset.mark === screen.mark) continue;
        one.innerHTML = screen.body;
        Object.assign(one.dataset, { title: screen.title, mark: screen.mark });
      }
      changed();
    } catch {
      // Whoever asks for the whole deck next is told why there is none.
    }
  }

  function refused(status) {
    notChosen();
    const since = `Figures are from ${clock(lastAnswer)}.`;
    if (status === 403) state(`You are signed out. ${since}`);
    // What was taken back is not shown one moment longer.
    else if (status === 404) location.reload();
    else if (status === 429) state(`Many new screens were asked for from here. ${since}`);
    else state(`The records cannot be reached since ${clock(lastAnswer)}. Figures are from then.`);
    return false;
  }

  // --- Following: the server says when there is news, and every few seconds that it is there.

  let source = null, heard = Date.now(), lastAnswer = Date.now(), saysLost = 0, again = 0;

  // What was silent for a while already is said at once.
  function lost(quietFor = QUIET_FOR) {
    if (saysLost) return;
    const since = heard;
    const say = () => state(`Not connected since ${clock(since)}. Figures are from then.`);
    saysLost = setTimeout(say, quietFor);
  }

  function follow() {
    clearTimeout(again);
    source?.close();
    source = new EventSource(`/live/changes?of=${encodeURIComponent(live.follows)}`);
    source.addEventListener("mark", ({ data }) => {
      const told = JSON.parse(data);
      isAway = false;
      if (told.assets !== page.assets) location.reload();
      else if (told.mark !== live.mark) news(told.mark);
      else reached();
    });
    source.addEventListener("beat", () => {
      heard = Date.now();
      if (!isAway) reached();
    });
    source.addEventListener("away", () => {
      isAway = true;
      refused(503);
    });
    source.onerror = () => broken();
  }

  let isAway = false, leaving = 0, wanted = "";

  async function news(mark) {
    wanted = mark;
    await refreshPart();
    if (wanted !== mark) return;
    if (await refresh()) live.mark = mark;
    else setTimeout(() => wanted === mark && news(mark), RETRY);
  }

  async function broken({ wasSilent = false } = {}) {
    source.close();
    clearTimeout(again);
    lost(wasSilent ? 0 : QUIET_FOR);
    // A server that answers, but lets nobody more follow, is asked again now and then.
    again = setTimeout(async () => {
      if (await refresh()) again = setTimeout(follow, stumbles++ ? POLL : 0);
      else broken();
    }, RETRY + Math.random() * 300);
  }

  let stumbles = 0;

  setInterval(() => {
    if (source?.readyState === EventSource.OPEN) stumbles = 0;
    // A connection may be gone without a word: cables, sleep.
    if (source?.readyState === EventSource.OPEN && Date.now() - heard > SILENCE) broken({ wasSilent: true });
  }, 1000);
  addEventListener("online", follow);
  // A browser opens few connections to one place: a tab that nobody sees leaves its own to others.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.visibilityState === "visible") {
      if (!source || source.readyState === EventSource.CLOSED) follow();
    } else {
      leaving = setTimeout(() => {
        clearTimeout(again);
        source?.close();
      }, HIDDEN);
    }
  });
  addEventListener("hashchange", () => goTo(keyInAddress()));

  return {
    live, current, partOf, move, show, clock,
    // Begins to follow; `listener` is called with the state at each change of it.
    begin(listener) {
      listeners.push(listener);
      remark(lines.remark);
      const place = placeOrPart(keyInAddress());
      show(Math.max(0, place), { tells: place >= 0 });
      if (place < 0) channel.postMessage({ asks: true });
      follow();
    },
  };
})();
