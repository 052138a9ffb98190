// <drawdown-chart view="{…}">: the drawdown chart. The attribute holds finished figures (ChartJson.cs); nothing is computed here
// but pixels, ticks and the places of labels. A changed attribute redraws the chart alone; leaving the page destroys it.
import { options, plotHeight } from "./drawdown-options.js";

let library;

class DrawdownChart extends HTMLElement {
  static observedAttributes = ["view"];
  #view; #chart; #signature; #plot; #cross; #tip; #day = -1; #turn = 0; #size; #theme; #seen = 0;

  connectedCallback() {
    this.#plot = document.createElement("div");
    this.#cross = document.createElement("i");
    this.#cross.className = "chart-cross";
    this.#tip = document.createElement("div");
    this.#tip.className = "chart-tip tip";
    this.replaceChildren(this.#plot, this.#cross, this.#tip);
    this.#hide();

    this.#size = new ResizeObserver(() => {
      if (Math.abs(this.clientWidth - this.#seen) > 1) this.#draw();
    });
    this.#size.observe(this);
    this.#theme = new MutationObserver(() => this.#draw(true));
    this.#theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.addEventListener("pointermove", this.#point);
    this.addEventListener("pointerdown", this.#point);
    this.addEventListener("pointerleave", this.#leave);
    this.addEventListener("keydown", this.#keys);
    this.addEventListener("blur", this.#hide);
    document.addEventListener("pointerdown", this.#outside);
    window.addEventListener("beforeprint", this.#print);
    this.#draw();
  }

  disconnectedCallback() {
    this.#turn++;
    this.#size.disconnect();
    this.#theme.disconnect();
    document.removeEventListener("pointerdown", this.#outside);
    window.removeEventListener("beforeprint", this.#print);
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  attributeChangedCallback(_, __, json) {
    this.#view = JSON.parse(json);
    this.#day = -1;
    if (this.#plot) this.#draw();
  }

  // One drawing at a time; a later one makes an earlier one that still waits give up.
  async #draw(rebuild = false) {
    const turn = ++this.#turn;
    library ??= import("../lib/apexcharts.esm.js");
    const [{ default: ApexCharts }] = await Promise.all([library, document.fonts.ready, styled()]);
    if (turn !== this.#turn || !this.isConnected || this.clientWidth === 0) return;

    this.#seen = this.clientWidth;
    const wanted = options(this.#view, this.#seen);
    const signature = wanted.series.map((s) => s.name).join("|");
    if (this.#chart && (rebuild || signature !== this.#signature)) {
      this.#chart.destroy();
      this.#chart = undefined;
    }
    this.#signature = signature;
    if (this.#chart) {
      await this.#chart.updateOptions(wanted, false, false);
    } else {
      this.#chart = new ApexCharts(this.#plot, wanted);
      await this.#chart.render();
    }
    this.dataset.drawn = turn;
    if (this.#day >= 0) this.#show(this.#day); else this.#hide();
  }

  #x(at) {
    const { translateX, gridWidth } = this.#chart.w.globals;
    return translateX + (at - this.#view.start) / (this.#view.end - this.#view.start) * gridWidth;
  }

  #show(index, say = false) {
    const day = this.#view.days[index];
    if (!day || !this.#chart) return;
    this.#day = index;
    const x = this.#x(day.at);
    this.#cross.style.cssText = `left:${x}px;top:${this.#chart.w.globals.translateY}px;height:${plotHeight(this.#view, this.#seen)}px`;
    this.#cross.hidden = this.#tip.hidden = false;
    this.#tip.replaceChildren(line("b", day.heading), ...day.rows.map(([name, value]) => {
      const row = document.createElement("div");
      row.append(line("span", name), line("span", value));
      return row;
    }));
    const width = this.#tip.offsetWidth;
    const left = x + 14 + width <= this.clientWidth ? x + 14 : x - 14 - width;
    this.#tip.style.left = `${Math.max(0, Math.min(left, this.clientWidth - width))}px`;
    if (say) this.nextElementSibling.textContent = [day.heading, ...day.rows.map((r) => r.join(" "))].join(", ");
  }

  #hide = () => {
    this.#day = -1;
    this.#cross.hidden = this.#tip.hidden = true;
  };

  #point = (event) => {
    if (!this.#chart || (event.type === "pointermove" && event.pointerType !== "mouse")) return;
    const x = event.clientX - this.getBoundingClientRect().left;
    let best = -1;
    this.#view.days.forEach((day, i) => {
      if (best < 0 || Math.abs(this.#x(day.at) - x) < Math.abs(this.#x(this.#view.days[best].at) - x)) best = i;
    });
    if (best >= 0) this.#show(best);
  };

  #leave = (event) => { if (event.pointerType === "mouse") this.#hide(); };

  #outside = (event) => { if (!this.contains(event.target)) this.#hide(); };

  #print = () => { this.closest(".chart-host").parentElement.querySelector("details.twin")?.setAttribute("open", ""); };

  #keys = (event) => {
    const last = this.#view.days.length - 1;
    const now = this.#view.days.findLastIndex((day) => day.at <= this.#view.now);
    const from = this.#day;
    const to = { ArrowLeft: from < 0 ? now : from - 1, ArrowRight: from < 0 ? now : from + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") return this.#hide();
    if (to === undefined) return;
    event.preventDefault();
    this.#show(Math.max(0, Math.min(to, last)), true);
  };
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

// The stylesheet of the theme may still be on its way after it was switched; sizes are right only then.
function styled() {
  const sheet = document.getElementById("radzen-theme");
  return !sheet || sheet.sheet ? undefined : new Promise((done) => {
    sheet.addEventListener("load", done, { once: true });
    sheet.addEventListener("error", done, { once: true });
  });
}

customElements.define("drawdown-chart", DrawdownChart);
