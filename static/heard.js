// What Streamlit's elements cannot be told: that a box which scrolls sideways takes the keyboard,
// and which link of the navigation is the current page.

const SCROLLING = '[class*="st-key-wide_"], [data-testid="stTable"] > div';
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
  for (const link of document.querySelectorAll(LINKS)) {
    put(link, "aria-current", new URL(link.href).pathname === location.pathname ? "page" : null);
  }
}

let waiting = false;

function mendSoon() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }
}

new MutationObserver(mendSoon).observe(document.documentElement, { childList: true, subtree: true });
addEventListener("resize", mendSoon);
