// What Streamlit's elements cannot be told: that a box which scrolls sideways takes the keyboard,
// which link of the navigation is the current page, what stands in for a chart whose script did not
// come, that a session has a cookie, and that there are newer figures.

const SCROLLING = '[class*="st-key-wide_"], [data-testid="stTable"] > div';
const NO_CHART = '[class*="st-key-plot_"]:has([data-testid="stAlertContainer"]):not(:has(> .heard-no-chart))';
const UNOPENED =
  '[class*="st-key-block_"]:has(.heard-no-chart) [class*="st-key-table_"] details:not([open]) > summary:not([data-heard-opened])';
const COMING = "details[open]:not(:has(table)) > [data-heard-opened]";
const LINKS = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';

function put(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

function mend() {
  for (const box of document.querySelectorAll(SCROLLING)) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    put(box, "tabindex", scrolls ? "0" : null);
    put(box, "role", scrolls ? "group" : null);
    put(box, "aria-label", scrolls ? "Wider than the window: scroll with the arrow keys" : null);
  }
  // On a phone the menus stand in one list, each within a box of its own, which no list may hold.
  for (const menu of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
    put(menu, "role", "listitem");
    for (const entry of menu.querySelectorAll("li")) {
      put(entry, "role", "none");
    }
  }
  for (const link of document.querySelectorAll(LINKS)) {
    put(link, "aria-current", new URL(link.href).pathname === location.pathname ? "page" : null);
  }
}

let opening;

// Without its script, or in a browser too old for it, a chart is its table.
function standIn() {
  for (const place of document.querySelectorAll(NO_CHART)) {
    const table = place.closest('[class*="st-key-block_"]')?.querySelector('[class*="st-key-table_"] summary');
    const words = document.createElement("p");
    words.className = "heard-no-chart";
    words.textContent = table
      ? "This chart could not be drawn here. The table below has all of its numbers."
      : "This chart could not be drawn here. The words above say what it shows.";
    place.append(words);
    openTables();
  }
}

// One after the other, and each once: a table comes from the server, which hears of one at a time.
function openTables() {
  const table = document.querySelector(UNOPENED);
  if (table) {
    if (!document.querySelector(COMING) && document.querySelector('[data-test-script-state="notRunning"]')) {
      table.dataset.heardOpened = "";
      table.click();
    }
    clearTimeout(opening);
    opening = setTimeout(openTables, 250);
  }
}

let waiting = false;

function mendSoon() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
      standIn();
      carry();
      followFigures();
    });
  }
}

new MutationObserver(mendSoon).observe(document.documentElement, { childList: true, subtree: true });
addEventListener("resize", mendSoon);

// Signing in and out. Only an answer of the server can set a cookie that no script can read, so a fresh
// ticket, drawn by the page, is carried there once; and so is the news that somebody signed out here.

const otherTabs = new BroadcastChannel("heard");
const carried = new Set();

function send(path, content) {
  return fetch(new URL(path, location.origin), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
    credentials: "same-origin",
    keepalive: true,
  });
}

async function carryOnce(mark, path, content, news) {
  if (mark && !carried.has(mark)) {
    carried.add(mark);
    const answer = await send(path, content);
    if (answer.ok) {
      otherTabs.postMessage(news);
    }
  }
}

function carry() {
  const ticket = document.querySelector("[data-heard-ticket]")?.dataset.heardTicket;
  carryOnce(ticket, "/session/start", { ticket }, "signed in");
  const signedOut = document.querySelector("[data-heard-signed-out]")?.dataset.heardSignedOut;
  carryOnce(signedOut, "/session/end", {}, "signed out");
}

// A tab that still shows somebody's pages after they signed out elsewhere, or still asks them to sign in
// after they did, is read anew.
otherTabs.onmessage = ({ data }) => {
  const stale = data === "signed out" ? ".st-key-sign_out" : ".st-key-sign_in_email";
  if (document.querySelector(stale)) {
    location.reload();
  }
};

// A page of figures hears when there are newer ones, and asks for them in a moment in which nobody acts.

const FIGURES = '[class*="st-key-shows_figures_"]';
const NOBODY_ACTS = 700;
const BUTTON_COMES = 500;
const FOLLOW_AGAIN = 30_000;
let stream = null, told = null, asked = "", acted = 0, due = 0, followFrom = 0, looking = 0;

function followFigures() {
  // A browser opens few connections to one place: a tab that nobody sees leaves its own to others.
  if (document.hidden || !document.querySelector(FIGURES)) {
    stream?.close();
    stream = null;
  } else if (stream) {
    showNewer();
  } else if (performance.now() >= followFrom) {
    stream = new EventSource("/live/figures");
    stream.addEventListener("mark", ({ data }) => {
      told = JSON.parse(data);
      due = Math.max(due, performance.now() + Math.random() * told.within);
      showNewer();
    });
    // Where the server refused, the browser does not try again by itself.
    stream.onerror = ({ target }) => {
      if (target === stream && target.readyState === EventSource.CLOSED) {
        stream = null;
        followFrom = performance.now() + FOLLOW_AGAIN;
        setTimeout(followFigures, FOLLOW_AGAIN);
      }
    };
  }
}

function showNewer() {
  clearTimeout(looking);
  const drawn = document.querySelector(FIGURES)?.className.match(/shows_figures_(\w+)/)[1];
  if (!told || !drawn || told.mark === drawn || told.mark === asked) {
    return;
  }
  const now = performance.now();
  const runs = document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== "notRunning";
  const wait = Math.max(due, acted + NOBODY_ACTS) - now;
  if (runs || held.size || wait > 0) {
    looking = setTimeout(showNewer, Math.max(wait, 100));
    return;
  }
  const button = document.querySelector(`${FIGURES} button`);
  if (!button || button.disabled) {
    looking = setTimeout(showNewer, BUTTON_COMES);
    return;
  }
  asked = told.mark;
  due = now + told.rest;
  button.click();
}

// A finger or button that is down acts until it is up: it drags, selects or holds.
const HOLDS = ["pointerdown"], LETS_GO = ["pointerup", "pointercancel", "contextmenu"];
const held = new Set();

for (const deed of [...HOLDS, ...LETS_GO, "keydown", "input", "wheel", "compositionupdate"]) {
  addEventListener(deed, ({ type, pointerId }) => {
    acted = performance.now();
    if (HOLDS.includes(type)) {
      held.add(pointerId);
    } else if (LETS_GO.includes(type)) {
      held.delete(pointerId);
    }
  }, { capture: true, passive: true });
}
addEventListener("blur", () => held.clear());
document.addEventListener("visibilitychange", followFigures);

// A text area keeps what is typed to itself until it is left, or Ctrl and Enter are pressed. In a form that
// saves as it is typed it hands that over after a second's pause; neither focus nor caret moves.

const TYPED = '[class*="st-key-typed_"] textarea';
const PAUSE = 1000;
let pausing = 0;

function handOver(area) {
  area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
}

addEventListener("input", ({ target, isComposing }) => {
  if (target.matches(TYPED) && !isComposing) {
    clearTimeout(pausing);
    pausing = setTimeout(handOver, PAUSE, target);
  }
});
