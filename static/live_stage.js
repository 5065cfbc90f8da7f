// The stage: one transform to the window, a bar that hides, blank screens, swipes, and screens that go on by themselves.
"use strict";

(() => {
  const HIDES_AFTER = 3000, SWIPE = 60;
  const { live, current, move, show } = Live;
  const stage = document.getElementById("stage");
  const bar = document.getElementById("bar");
  const blank = document.getElementById("blank");

  function fit() {
    // Not innerWidth: on a touch screen that grows with whatever overflows.
    const { clientWidth, clientHeight } = document.documentElement;
    const scale = Math.min(clientWidth / 1920, clientHeight / 1080);
    const left = (clientWidth - 1920 * scale) / 2, top = (clientHeight - 1080 * scale) / 2;
    stage.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
    stage.style.visibility = "visible";
  }

  let hiding = 0;

  function showBar() {
    document.body.classList.add("with-bar");
    clearTimeout(hiding);
    hiding = setTimeout(hideBar, HIDES_AFTER);
  }

  // Not from under a pointer, nor from somebody who goes through it by keyboard.
  function hideBar() {
    if (bar.matches(":hover, :has(:focus-visible)")) hiding = setTimeout(hideBar, HIDES_AFTER);
    else document.body.classList.remove("with-bar");
  }

  let pointer = null;
  addEventListener("pointermove", (event) => {
    // A window that opens under a resting pointer, or a screen that changes below it, is no move of a hand.
    const moved = pointer && (Math.abs(event.screenX - pointer.x) > 2 || Math.abs(event.screenY - pointer.y) > 2);
    if (event.pointerType === "mouse" && moved) showBar();
    pointer = { x: event.screenX, y: event.screenY };
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Tab") showBar();
  });
  bar.addEventListener("pointerup", () => setTimeout(() => document.activeElement?.blur()));

  let touch = null;
  addEventListener("touchstart", (event) => {
    const only = event.touches.length === 1 && !event.target.closest(".live-bar, dialog");
    touch = only ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!touch) return;
    const x = event.changedTouches[0].clientX - touch.x, y = event.changedTouches[0].clientY - touch.y;
    touch = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) move(x < 0 ? 1 : -1);
    else if (Math.abs(x) < 10 && Math.abs(y) < 10) showBar();
  }, { passive: true });

  // A lobby's screens go on by themselves; after a key or a press the screen stays its whole time.
  const every = Number(document.body.dataset.every) * 1000;
  let goesOn = 0;

  function goOn() {
    clearTimeout(goesOn);
    if (every) goesOn = setTimeout(() => show((live.at + 1) % live.screens.length), every);
  }

  // A shared screen does not go to sleep while it is looked at.
  async function stayAwake() {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
  }

  let said = "";

  function drawn() {
    const title = current()?.dataset.title ?? "";
    const place = `${live.at + 1} of ${live.screens.length}`;
    document.title = `${title} · ${live.name} · Heard`;
    document.getElementById("place").textContent = place;
    blank.hidden = !live.blank;
    blank.dataset.kind = live.blank;
    const as = new URL(live.follows, location.origin).searchParams.get("as") || "now";
    for (const button of bar.querySelectorAll("[data-do=state]")) {
      button.setAttribute("aria-pressed", String(button.dataset.state === as));
    }
    const told = `${place}: ${title}`;
    if (told !== said) {
      document.getElementById("place-said").textContent = said = told;
      goOn();
    }
  }

  addEventListener("resize", fit);
  document.addEventListener("visibilitychange", stayAwake);
  fit();
  stayAwake();
  Live.begin(drawn);
})();
