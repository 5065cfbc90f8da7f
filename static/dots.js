// Asks every 2 seconds or so whether the room has something else to show, and loads the page again once it has.
// Says in words where a slider stands, and waits with the button until each new slider was moved.
"use strict";

(() => {
  const { mark, ask } = document.body.dataset;
  const EACH = 1600, JITTER = 800, LONGEST = 8000, PATIENCE = 6000;
  let failed = 0, timer = 0;

  // A little chance keeps the phones of a full room from asking all at once.
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(EACH * 2 ** failed, LONGEST) + Math.random() * JITTER);
  };

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(ask, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 404 || (answer.ok && (await answer.text()) !== mark)) {
        // The page may be the answer to a form, whose address cannot be loaded.
        location.replace(ask.replace(/\/now$/, ""));
        return;
      }
      failed = answer.ok ? 0 : failed + 1;
    } catch {
      failed += 1;
    }
    later();
  }

  document.addEventListener("visibilitychange", look);
  later();
})();

(() => {
  const sliders = [...document.querySelectorAll("input[type=range]")];
  const button = document.querySelector("button[data-first]");
  if (!sliders.length || !button) return;
  const places = button.textContent;
  const untouched = new Set(sliders.filter((slider) => "isNew" in slider.dataset));
  const KEYS_THAT_LEAVE = ["Tab", "Shift", "Control", "Alt", "Meta", "Escape", "Enter"];

  const inWords = (slider) => {
    const value = Number(slider.value), half = (Number(slider.min) + Number(slider.max)) / 2;
    if (value === half) return `${value}, in the middle`;
    const end = value < half ? slider.dataset.low : slider.dataset.high;
    return `${value}, nearer to ${end.charAt(0).toLowerCase()}${end.slice(1)}`;
  };

  const ready = () => {
    button.disabled = untouched.size > 0;
    button.textContent = button.disabled ? button.dataset.first : places;
  };

  for (const slider of sliders) {
    const say = () => slider.setAttribute("aria-valuetext", inWords(slider));
    const touched = () => {
      say();
      untouched.delete(slider);
      ready();
    };
    slider.addEventListener("input", touched);
    // Whoever wants the middle, where it stands already, presses it there.
    slider.addEventListener("pointerup", touched);
    slider.addEventListener("keydown", (event) => KEYS_THAT_LEAVE.includes(event.key) || touched());
    say();
  }
  ready();
})();
