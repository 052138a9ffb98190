// A strip of tabs that is wider than the screen is scrolled to the tab of this page. The element stands in the strip: it is connected
// again whenever the page draws the strip anew.
customElements.define("tab-in-view", class extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => {
      const strip = this.parentElement;
      const tab = strip?.querySelector("[aria-current]");
      if (!tab) return;
      const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
      if (inner.right > outer.right) strip.scrollLeft += inner.right - outer.right + 24;
    });
  }
});
