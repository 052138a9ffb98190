// <drawdown-rows data-first data-count data-total data-at><div data-scroll><table>…: a long table of which only a window of rows is in
// the page. Says which row is at the top (as a change of the hidden input) when the window runs out, and keeps it in the address.
customElements.define("drawdown-rows", class extends HTMLElement {
  #box = null;
  #wanted = -1;
  #frame = 0;
  #timer = 0;

  connectedCallback() {
    queueMicrotask(() => {
      this.#box = this.querySelector("[data-scroll]");
      if (!this.#box) return;
      const at = Number(this.dataset.at);
      if (at > 0) this.#box.scrollTop = at * this.#rowHeight;
      this.#box.addEventListener("scroll", () => {
        cancelAnimationFrame(this.#frame);
        this.#frame = requestAnimationFrame(() => this.#look());
      }, { passive: true });
    });
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  get #rowHeight() {
    return parseFloat(getComputedStyle(this).getPropertyValue("--row-h")) || 36;
  }

  #look() {
    const { first, count, total } = this.dataset;
    const top = Math.max(0, Math.floor(this.#box.scrollTop / this.#rowHeight));
    const seen = Math.ceil(this.#box.clientHeight / this.#rowHeight);
    const start = Number(first), end = start + Number(count);
    const margin = 15;
    const isOut = (top - margin < start && start > 0) || (top + seen + margin > end && end < Number(total));
    if (isOut && this.#wanted !== top) {
      this.#wanted = top;
      const input = this.querySelector("input[type=hidden]");
      input.value = String(top);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const url = new URL(location.href);
      if (top > 0) url.searchParams.set("at", String(top)); else url.searchParams.delete("at");
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }, 250);
  }
});
