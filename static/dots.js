// Asks every 2 seconds or so whether the room has something else to show, and loads the page again once it has.
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
        location.replace(location.pathname);
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
