// The marks of a chart by keyboard: one stop of the Tab key, arrows from mark to mark, each said and ringed.

const HOW = {
  open: "Marks of this chart. Arrow keys go from mark to mark, Enter opens the records.",
  choose: "Marks of this chart. Arrow keys go from mark to mark, Enter chooses one.",
  "": "Marks of this chart. Arrow keys go from mark to mark.",
};
// Marks whose middles are this near, in pixels, stand in one row or column.
const SAME_LINE = 8;
const ROOM = 4;

function at(values, index) {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  return isList ? values[index] : values;
}

function formed(value, format) {
  return format === "," ? Number(value).toLocaleString("en-GB") : String(value ?? "");
}

function plain(text) {
  const page = new DOMParser().parseFromString(text.replace(/<br\s*\/?>/g, ", "), "text/html");
  return page.body.textContent.replace(/([.,:;?!]), /g, "$1 ").trim();
}

// What the tooltip of a mark says.
function wordsOf(trace, index) {
  const template = at(trace.hovertemplate, index) || "%{hovertext}";
  const said = template
    .replace(/<extra>.*?<\/extra>/g, "")
    .replace(/%\{(\w+)(?:\[(\d+)\])?(?::([^}]*))?\}/g, (_, name, place, format) => {
      const value = at(trace[name], index);
      return formed(place === undefined ? value : value?.[place], format);
    });
  return plain(said);
}

function inOrder(marks, isUpright) {
  const [along, across] = isUpright ? ["y", "x"] : ["x", "y"];
  const sorted = [...marks].sort((one, other) => one[across] - other[across]);
  let start = -Infinity;
  let line = 0;
  for (const mark of sorted) {
    if (mark[across] - start > SAME_LINE) {
      start = mark[across];
      line += 1;
    }
    mark.line = line;
  }
  return sorted.sort((one, other) => one.line - other.line || one[along] - other[along]);
}

// Every mark that has words, in reading order: row by row, or column by column where bars stand upright.
function marksIn(picture) {
  const of = new Map();
  for (const points of picture.calcdata ?? []) {
    const trace = points[0]?.trace;
    if (trace && trace.visible === true && trace.hoverinfo !== "skip" && trace.hoverinfo !== "none") {
      points.forEach((point, place) => of.set(point, { trace, index: point.i ?? place }));
    }
  }
  const marks = [];
  for (const node of picture.querySelectorAll(".point")) {
    const found = of.get(node.__data__);
    const box = found && node.getBoundingClientRect();
    if (box && (box.width > 0 || box.height > 0)) {
      const { trace, index } = found;
      const key = at(trace.customdata, index)?.[0] ?? null;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      marks.push({ node, trace, index, key, x, y, words: wordsOf(trace, index) });
    }
  }
  const isUpright = marks.some(({ trace }) => trace.type === "bar" && trace.orientation !== "h");
  // A bar and the ground that it stands on, or the two ends of a line, are one mark where they say the same.
  return inOrder(marks, isUpright).filter(
    (mark, place, all) => place === 0 || mark.key !== all[place - 1].key || mark.words !== all[place - 1].words,
  );
}

function made(parent, className, attributes) {
  const element = document.createElement("div");
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  parent.append(element);
  return element;
}

export class Walk {
  constructor(figure, picture, open) {
    this.picture = picture;
    this.open = open;
    this.marks = null;
    this.place = -1;
    this.leads = false;
    this.stop = made(figure, "heard-chart-walk", { tabindex: "0", role: "application" });
    this.ring = made(figure, "heard-chart-ring", { "aria-hidden": "true", hidden: "" });
    this.said = made(figure, "heard-chart-said", { "aria-live": "polite" });
    this.stop.addEventListener("keydown", (event) => this.press(event));
    this.stop.addEventListener("blur", () => this.leave());
  }

  label(clicks) {
    this.leads = clicks !== "";
    this.stop.setAttribute("aria-label", HOW[clicks]);
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const action = {
      ArrowRight: () => this.go(this.place + 1),
      ArrowDown: () => this.go(this.place + 1),
      ArrowLeft: () => this.go(this.place - 1),
      ArrowUp: () => this.go(this.place - 1),
      Home: () => this.go(0),
      End: () => this.go(Infinity),
      Enter: () => this.place >= 0 && this.open(this.marks[this.place]),
      " ": () => this.place >= 0 && this.open(this.marks[this.place]),
      Escape: () => this.leave(),
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  go(place) {
    this.marks ??= marksIn(this.picture);
    if (this.marks.length > 0) {
      this.place = Math.max(0, Math.min(place, this.marks.length - 1));
      this.point();
    }
  }

  point() {
    const { node, trace, index } = this.marks[this.place];
    const words = `${this.marks[this.place].words} (${this.place + 1} of ${this.marks.length})`;
    if (this.said.textContent !== words) {
      this.said.textContent = words;
    }
    const [mark, home] = [node.getBoundingClientRect(), this.stop.getBoundingClientRect()];
    Object.assign(this.ring.style, {
      left: `${mark.x - home.x - ROOM}px`,
      top: `${mark.y - home.y - ROOM}px`,
      width: `${mark.width + 2 * ROOM}px`,
      height: `${mark.height + 2 * ROOM}px`,
    });
    this.ring.hidden = false;
    this.ring.scrollIntoView({ block: "nearest", inline: "nearest" });
    window.Plotly.Fx.hover(this.picture, [{ curveNumber: trace.index, pointNumber: index }]);
  }

  // After a change of the figure: the mark that was pointed at, if it is still there.
  renew() {
    if (this.place < 0) {
      this.marks = null;
      return;
    }
    const { key } = this.marks[this.place];
    this.marks = marksIn(this.picture);
    const again = this.marks.findIndex((mark) => key !== null && mark.key === key);
    this.marks.length > 0 ? this.go(again < 0 ? this.place : again) : this.leave();
  }

  leave() {
    if (this.place >= 0) {
      this.place = -1;
      this.ring.hidden = true;
      this.said.textContent = "";
      window.Plotly.Fx.unhover(this.picture);
    }
  }
}
