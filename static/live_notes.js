// The presenter's window: the screen that the room sees, the next one, notes, and a quiet clock.
"use strict";

(() => {
  const { live, current } = Live;
  const next = document.getElementById("next");
  const notes = document.getElementById("notes");
  const order = document.getElementById("order");
  const slot = `heard-live-time:${location.pathname}`;
  const points = [...(order?.querySelectorAll("button") ?? [])];

  function fit() {
    for (const frame of document.querySelectorAll(".frame")) {
      frame.style.setProperty("--scale", frame.clientWidth / 1920);
    }
  }

  // Time used by point, in milliseconds; kept while this window lives, so that a reload loses none of it.
  const used = JSON.parse(sessionStorage.getItem(slot) ?? "{}");
  let since = Date.now(), runs = "";

  function pointNow() {
    let found = "";
    for (const screen of live.screens.slice(0, live.at + 1)) {
      if (points.some((one) => one.dataset.key === screen.dataset.key)) found = screen.dataset.key;
    }
    return found;
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
    const all = points.reduce((sum, one) => sum + Number(one.dataset.minutes), 0);
    const spent = Object.values(used).reduce((sum, one) => sum + one, 0);
    const given = Number(points.find((one) => one.dataset.key === runs)?.dataset.minutes ?? 0);
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
    for (const one of points) {
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
