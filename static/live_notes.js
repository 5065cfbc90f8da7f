// The presenter's window: the screen that the room sees, the next one, notes, and a quiet clock.
"use strict";

(() => {
  const { live, current, partOf } = Live;
  const next = document.getElementById("next");
  const notes = document.getElementById("notes");
  const order = document.getElementById("order");
  const slot = `heard-live-time:${location.pathname}`;

  function fit() {
    for (const frame of document.querySelectorAll(".frame")) {
      frame.style.setProperty("--scale", frame.clientWidth / 1920);
    }
  }

  // Time used by point, in milliseconds; kept while this window lives, so that a reload loses none of it.
  const used = JSON.parse(sessionStorage.getItem(slot) ?? "{}");
  let since = Date.now(), runs = "";

  function pointNow() {
    const keys = new Set(live.points.map((one) => one.key));
    const parts = live.screens.slice(0, live.at + 1).map((one) => partOf(one.dataset.key));
    return parts.findLast((part) => keys.has(part)) ?? "";
  }

  // The running order is drawn anew where it is another one; the keyboard stays on its point.
  let ordered = "";

  function listed() {
    const wanted = JSON.stringify(live.points);
    if (wanted === ordered) return;
    ordered = wanted;
    const held = order.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    order.replaceChildren(...live.points.map(listedPoint));
    document.getElementById("running-order").hidden = !live.points.length;
    if (held) [...order.querySelectorAll("button")].find((one) => one.dataset.key === held)?.focus();
  }

  function listedPoint({ key, title, minutes: given }) {
    const line = document.createElement("li"), button = document.createElement("button");
    const name = document.createElement("span"), time = document.createElement("span");
    Object.assign(button, { type: "button" });
    Object.assign(button.dataset, { do: "point", key });
    time.className = "minutes";
    name.textContent = title;
    time.textContent = given ? `${given} min` : "";
    button.append(name, " ", time);
    line.append(button);
    return line;
  }

  function count() {
    const now = Date.now();
    used[runs] = (used[runs] ?? 0) + now - since;
    since = now;
    sessionStorage.setItem(slot, JSON.stringify(used));
  }

  const minutes = (milliseconds) => Math.floor(milliseconds / 60000);
  const counted = (number) => `${number} ${number === 1 ? "minute" : "minutes"}`;

  function told(spent, given) {
    if (!given) return `${counted(spent)} on this`;
    if (spent >= given) return `${counted(spent - given)} over, of ${given}`;
    return `${counted(given - spent)} left of ${given}`;
  }

  function tick() {
    count();
    document.getElementById("clock").textContent = Live.clock(Date.now());
    const all = live.points.reduce((sum, one) => sum + one.minutes, 0);
    const spent = Object.values(used).reduce((sum, one) => sum + one, 0);
    const given = live.points.find((one) => one.key === runs)?.minutes ?? 0;
    const here = told(minutes(used[runs] ?? 0), given);
    const whole = all ? ` Of the whole: ${minutes(spent)} of ${counted(all)}.` : "";
    document.getElementById("used").textContent = `${here}.${whole}`;
    document.getElementById("used").classList.toggle("over", given > 0 && minutes(used[runs]) >= given);
  }

  // The question on the screen, and what its state allows.
  const question = document.getElementById("question");
  const refused = document.getElementById("refused");
  const asked = () => current()?.querySelector("[data-question]")?.dataset;

  function offer() {
    const held = question.contains(document.activeElement);
    const state = asked()?.state ?? "";
    for (const button of question.querySelectorAll("button")) {
      button.hidden = !button.dataset.in.split(" ").includes(state);
    }
    question.hidden = !state || state === "closed";
    // What was pressed may be gone: the keyboard stays with the question.
    if (held && document.activeElement?.hidden !== false) question.querySelector("button:not([hidden])")?.focus();
  }

  question.addEventListener("click", async ({ target }) => {
    const deed = target.closest("button")?.dataset.deed;
    const { question: number, round } = asked() ?? {};
    if (!deed || !number) return;
    refused.textContent = "";
    try {
      const answer = await fetch(`/live/question/${number}/${deed}?round=${round}`, { method: "POST" });
      if (!answer.ok) refused.textContent = (await answer.json()).said;
    } catch {
      refused.textContent = "Heard cannot be reached just now, so nothing was done. Try again.";
    }
  });

  function drawn() {
    count();
    offer();
    listed();
    runs = pointNow();
    const following = live.screens[live.at + 1];
    document.getElementById("next-title").textContent = following?.dataset.title ?? "This is the last screen.";
    const copy = following?.cloneNode(true);
    copy?.setAttribute("data-shown", "");
    next.replaceChildren(...(copy ? [copy] : []));
    next.hidden = !copy;
    notes.replaceChildren(...(current()?.dataset.notes || "No notes for this screen.").split(/\n+/).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
    document.getElementById("place").textContent = `${live.at + 1} of ${live.screens.length}`;
    document.body.classList.toggle("blanked", Boolean(live.blank));
    const as = new URL(live.follows, location.origin).searchParams.get("as") || "now";
    for (const button of document.querySelectorAll("[data-do=state]")) {
      button.setAttribute("aria-pressed", String(button.dataset.state === as));
    }
    for (const one of order.querySelectorAll("button")) {
      if (one.dataset.key === runs) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    }
    fit();
    tick();
  }

  addEventListener("resize", fit);
  setInterval(tick, 1000);
  Live.begin(drawn);
})();
