// One chart in the page: a plotly figure, drawn once and from then on brought forward in place.

import { Walk } from "./walk.js";

// Its name holds its version, so a browser keeps it for good, whatever else here changes.
const LIBRARY = new URL("../../../app/static/charts/plotly-basic-4.1.1.min.js", import.meta.url).href;
const CONFIG = { displayModeBar: false, responsive: false, showTips: false, doubleClick: false };
// Pixels by which a width may differ before it is another one.
const HAIR = 0.1;

let loading = null;

function library() {
  loading ??= import(LIBRARY).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

function made(parent, tag, className) {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

function keyOf(point) {
  return point?.customdata?.[0] ?? null;
}

class Chart {
  constructor(parent) {
    this.text = null;
    this.width = 0;
    this.listens = false;
    this.choose = () => {};
    this.figure = made(parent, "figure", "heard-chart");
    this.figure.setAttribute("role", "group");
    this.picture = made(this.figure, "div", "heard-chart-picture");
    // Its words stand on the figure and are said mark by mark: loose numbers of axes would say nothing.
    this.picture.setAttribute("aria-hidden", "true");
    this.walk = new Walk(this.figure, this.picture, (mark) => this.choose(mark.key));
    // A figure that has no room yet, as in a closed part of the page, is drawn when it gets some.
    this.resized = new ResizeObserver(([entry]) => this.fit(entry.contentRect.width));
    this.resized.observe(this.figure);
  }

  show({ figure, alt, clicks }, choose) {
    this.choose = choose;
    this.figure.setAttribute("aria-label", alt);
    this.walk.label(clicks);
    if (figure !== this.text) {
      this.text = figure;
      this.draw();
    }
  }

  fit(width) {
    if (width > 0 && Math.abs(width - this.width) > HAIR) {
      this.width = width;
      this.draw();
    }
  }

  draw() {
    this.width ||= this.figure.getBoundingClientRect().width;
    if (this.width === 0) {
      return;
    }
    const { data, layout } = JSON.parse(this.text);
    // What a reader has zoomed stays so while this does not change.
    Object.assign(layout, { width: this.width, uirevision: "kept" });
    window.Plotly.react(this.picture, data, layout, CONFIG);
    this.onPaper(layout);
    this.walk.renew();
    if (!this.listens) {
      this.listens = true;
      this.listen();
    }
  }

  listen() {
    this.picture.on("plotly_click", ({ points }) => this.choose(keyOf(points[0])));
    this.picture.on("plotly_hover", ({ points }) => {
      this.figure.toggleAttribute("data-over", keyOf(points[0]) !== null && this.walk.leads);
    });
    this.picture.on("plotly_unhover", () => this.figure.removeAttribute("data-over"));
  }

  // On paper the picture takes the width of the page: heard.css stretches it, this says what to stretch.
  onPaper({ width, height }) {
    const box = `0 0 ${width} ${height}`;
    for (const drawing of this.picture.querySelectorAll(".main-svg")) {
      if (drawing.getAttribute("viewBox") !== box) {
        drawing.setAttribute("viewBox", box);
      }
    }
    this.figure.style.setProperty("--heard-ratio", `${width} / ${height}`);
  }

  close() {
    this.resized.disconnect();
    window.Plotly?.purge(this.picture);
  }
}

const charts = new WeakMap();

// Streamlit calls this when the data of the component differ. What it raises, heard.js puts into words.
export default async function drawn({ parentElement, data, setStateValue, setTriggerValue }) {
  await (window.Plotly ?? library());
  let chart = charts.get(parentElement);
  if (!chart) {
    chart = new Chart(parentElement);
    charts.set(parentElement, chart);
  }
  chart.show(data, (key) => {
    if (key !== null && data.clicks === "open") {
      setTriggerValue("opened", key);
    } else if (key !== null && data.clicks === "choose") {
      setStateValue("chosen", key);
    }
  });
  // Where the data changed while the library was on its way, Streamlit calls this too, for the first of the two:
  // the chart is on the page, and stays.
  return () => {
    if (!parentElement.isConnected) {
      chart.close();
    }
  };
}
