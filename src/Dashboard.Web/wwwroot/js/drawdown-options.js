// The ApexCharts 4.7.0 options of a drawdown view at a width: layers, axes and the labels that stand instead of a legend.
const PHONE = 560;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const last = (points) => points[points.length - 1];
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const money = (usd, decimals = 2) => "$" + Number(usd).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const points = (rows) => rows.map(([x, y]) => ({ x, y }));

const height = (view, width) => (width < PHONE ? 264 : view.height);
export const plotHeight = (view, width) => height(view, width) - 46;

// The axis ends on a round number and never has more than six steps.
function scale(top) {
  for (let power = -2; ; power++) {
    for (const m of [1, 2, 2.5, 5]) {
      const step = m * 10 ** power;
      const n = Math.max(Math.ceil(top / step - 1e-9), 2);
      if (n <= 6) return { max: step * n, n, step };
    }
  }
}

// Push labels apart until none is closer than `gap` pixels to the next; the order never changes.
function spread(labels, gap, floor) {
  labels.sort((a, b) => a.px - b.px);
  labels.forEach((label, i) => { label.at = i ? Math.max(label.px, labels[i - 1].at + gap) : label.px; });
  for (let i = labels.length - 1, limit = floor; i >= 0; i--) {
    labels[i].at = Math.min(labels[i].at, limit);
    limit = labels[i].at - gap;
  }
  return labels;
}

function colours(view) {
  return {
    consumed: css("--consumed"), projected: css("--projected"), ghost: css("--ghost"), threshold: css("--threshold"), line: css("--line"),
    strong: css("--line-strong"), text2: css("--text-2"), text3: css("--text-3"), ink: css("--ink"), surface: css("--surface"),
    likely: css("--likely"), exhausted: css("--exhausted"), font: css("--font"),
    allocation: css(view.unclaimed ? "--unclaimed" : "--allocation"), allocationWord: css(view.unclaimed ? "--unclaimed" : "--ink"),
    over: css(view.after === "uncovered" ? "--uncovered" : "--overage"), dark: document.documentElement.dataset.theme === "dark",
  };
}

// Back to front.
function layers(view, c) {
  const out = [];
  const add = (name, type, data, color, width, dash, curve, opacity) => out.push({ series: { name, type, data }, color, width, dash, curve, opacity });
  if (view.path) add("80% band", "rangeArea", view.path.map((p) => ({ x: p[0], y: [p[2], p[3]] })), c.consumed, 0, 0, "straight", c.dark ? 0.17 : 0.12);
  if (view.ghost) add(view.ghostName, "line", points(view.ghost), c.ghost, 1.25, 2, "straight", 1);
  for (const mark of view.marks) add(mark.name, "line", points(mark.points), c.threshold, 1, 2, "stepline", 1);
  add("Allocation", "line", points(view.alloc), c.allocation, 1.5, view.unclaimed ? 4 : 0, "stepline", 1);
  if (view.path) add("Projected", "line", points(view.path), c.projected, 2, 5, "straight", 1);
  add(view.usedName, "line", points(view.used), c.consumed, 2.5, 0, "straight", 1);
  if (view.over) add(view.after, "line", points(view.over), c.over, 2.5, 0, "straight", 1);
  return out;
}

function annotations(view, c, px, plot, phone) {
  const label = (text, color, o = {}) => ({
    text, borderWidth: 0, borderColor: "transparent", textAnchor: o.anchor ?? "start", position: "left", offsetX: o.x ?? 0, offsetY: o.y ?? 0,
    style: { background: "transparent", color, fontSize: "11px", fontWeight: 500, fontFamily: c.font, padding: { left: 0, right: 0, top: 0, bottom: 0 } },
  });
  const dot = (x, y, color, size, hollow) => ({ x, y, marker: { size, fillColor: hollow ? c.surface : color, strokeColor: hollow ? color : c.surface, strokeWidth: 2, shape: "circle" } });
  const bare = { size: 0, strokeWidth: 0, fillColor: "transparent", strokeColor: "transparent" }; // both zeros, or a speck stays
  const out = [], lines = [];
  const allocation = last(view.alloc)[1];

  // Left edge: each threshold under its own line, where the allocation last grew; one label when the lines are closer than a line of text.
  let marks = view.marks.map((m) => ({ name: m.name, at: m.points.length > 2 ? m.points[m.points.length - 2] : m.points[0] }));
  if (marks.length === 2 && Math.abs(px(marks[0].at[1]) - px(marks[1].at[1])) < 14)
    marks = [{ name: marks.map((m) => m.name.replace("%", "")).join(" · ") + "%", at: marks[0].at[1] < marks[1].at[1] ? marks[0].at : marks[1].at }];
  for (const m of marks) out.push({ x: m.at[0], y: m.at[1], marker: bare, label: label(m.name, c.text3, { y: 15, x: 3 }) });

  // Right gutter: every line says its last value and its name.
  const ends = [{ v: allocation, word: view.allocWord, color: c.allocationWord }];
  if (view.path) ends.push({ v: last(view.path)[1], word: "projected", color: c.consumed });
  if (view.closed) ends.push({ v: last(view.over ?? view.used)[1], word: view.over ? view.after : view.usedName.toLowerCase(), color: view.over ? c.over : c.consumed });
  if (view.ghost) ends.push({ v: last(view.ghost)[1], word: view.ghostName, color: c.text3 });
  for (const e of spread(ends.map((e) => ({ ...e, px: px(e.v) })), 14, plot - 4))
    out.push({ x: view.end, y: e.v, marker: bare, label: label(phone ? money(e.v, e.v >= 1000 ? 0 : 2) : `${money(e.v)} ${e.word}`, e.color, { x: 7, y: e.at - e.px + 11 }) });

  // Now: a hairline, a dot at the last data and its figure, up-left while below the allocation, down-right once above.
  const [x, y] = last(view.over ?? view.used);
  const color = view.over ? c.over : c.consumed;
  if (view.now < view.end) {
    lines.push({ x: view.now, borderColor: c.strong, strokeDashArray: 0, borderWidth: 1, label: { text: "" } });
    const gone = (x - view.start) / (view.end - view.start);
    const place = view.over && gone <= 0.8 ? { x: 9, y: view.after === "uncovered" ? -2 : 20 }
      : gone < 0.3 ? { x: 9, y: -12 } : { anchor: "end", x: -9, y: -2 };
    out.push({ ...dot(x, y, color, 4), label: label(money(y), color, place) });
  } else if (view.closed) out.push(dot(x, y, color, 4));

  // Where credit ends: an open dot on the allocation; its words up-left, where no line can be, or up-right when there is no room.
  if (view.runsOut) {
    const tone = view.runsOut.past ? c.exhausted : c.likely;
    const early = (view.runsOut.at - view.start) / (view.end - view.start) < (phone ? 0.42 : 0.22);
    out.push({ ...dot(view.runsOut.at, allocation, tone, 5, true), label: label(view.runsOut.words, tone, early ? { x: 0, y: -9 } : { anchor: "end", x: -8, y: -5 }) });
  }
  return { position: "back", xaxis: lines, points: out };
}

export function options(view, width) {
  const phone = width < PHONE;
  const c = colours(view);
  const tops = [...view.alloc.map((p) => p[1] * 1.12), ...view.used.map((p) => p[1]), ...(view.over ?? []).map((p) => p[1]),
    ...(view.path ?? []).map((p) => p[3]), ...(view.ghost ?? []).map((p) => p[1])];
  const { max, n, step } = scale(Math.max(...tops, 0.02));
  const plot = plotHeight(view, width);
  const px = (usd) => plot * (1 - usd / max);
  const all = layers(view, c);

  return {
    chart: {
      type: "rangeArea", height: height(view, width), width: "100%", animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false },
      selection: { enabled: false }, background: "transparent", fontFamily: c.font, foreColor: c.text2, parentHeightOffset: 0, redrawOnParentResize: false,
      redrawOnWindowResize: false, accessibility: { enabled: false },
    },
    theme: { mode: c.dark ? "dark" : "light" },
    series: all.map((l) => l.series),
    colors: all.map((l) => l.color),
    stroke: { width: all.map((l) => l.width), dashArray: all.map((l) => l.dash), curve: all.map((l) => l.curve), lineCap: "round" },
    fill: { type: "solid", opacity: all.map((l) => l.opacity) },
    markers: { size: 0, strokeWidth: 0, hover: { size: 0 } },
    dataLabels: { enabled: false },
    legend: { show: false },
    tooltip: { enabled: false },
    grid: { borderColor: c.line, strokeDashArray: 0, padding: { left: phone ? 0 : 10, right: phone ? 56 : 132, top: -14, bottom: 0 }, xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } } },
    xaxis: {
      type: "datetime", min: view.start, max: view.end, tickAmount: phone ? 4 : 6, axisBorder: { show: true, color: c.threshold }, axisTicks: { show: false },
      tooltip: { enabled: false }, crosshairs: { show: false },
      labels: { datetimeUTC: true, formatter: (value, at) => day(at ?? value), style: { colors: c.text3, fontSize: "11px" }, hideOverlappingLabels: true, rotate: 0 },
    },
    yaxis: {
      min: 0, max, tickAmount: n,
      labels: { formatter: (v) => (Number.isInteger(step) ? money(Math.round(v), 0) : money(v)), style: { colors: [c.text3], fontSize: "11px" }, offsetX: phone ? -12 : -6, minWidth: phone ? 30 : 40 },
    },
    annotations: annotations(view, c, px, plot, phone),
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
  };
}
