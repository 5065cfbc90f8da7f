// Shows each screen in turn and tells what is wrong with its texts: [key, fault].
async (screens) => {
  const faults = [];
  const place = document.querySelector("main");
  const inside = (box, around, slack) => !around || (box.right <= around.right + slack && box.left >= around.left - slack
    && box.top >= around.top - slack && box.bottom <= around.bottom + slack);
  for (const [key, markup] of screens) {
    place.innerHTML = markup;
    await document.fonts.ready;
    const texts = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, holder = node.parentElement, words = node.textContent.trim();
      if (!words || holder.closest("caption")) continue;
      const size = parseFloat(getComputedStyle(holder).fontSize);
      if (size < 24) faults.push([key, `${size} px: ${words}`]);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        // Boxes of lines are taller than their letters.
        const parts = ["section", ".body", "td, th, .tile, li", ".beside > div"].map((one) => holder.closest(one));
        if (!parts.every((one) => inside(box, one?.getBoundingClientRect(), 3))) faults.push([key, `out of place: ${words}`]);
        for (const [other, its, said] of texts) {
          if (its === node) continue;
          const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
          const tall = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
          if (wide > 2 && tall > 7) faults.push([key, `covers ${said}: ${words}`]);
        }
        texts.push([box, node, words]);
      }
    }
  }
  return faults;
}
