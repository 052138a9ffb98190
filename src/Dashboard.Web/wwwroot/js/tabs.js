// A strip of tabs that is wider than the screen is scrolled to the tab of this page, and fades where more tabs are. The element stands
// in the strip: it is connected again whenever the page draws the strip anew.
customElements.define("tab-in-view", class extends HTMLElement {
  connectedCallback() {
    const strip = this.parentElement;
    const fade = () => {
      strip.classList.toggle("more-left", strip.scrollLeft > 4);
      strip.classList.toggle("more-right", strip.scrollLeft + strip.clientWidth < strip.scrollWidth - 4);
    };
    this.watch = new ResizeObserver(fade);
    strip?.addEventListener("scroll", fade, { passive: true });
    requestAnimationFrame(() => {
      const tab = strip?.querySelector("[aria-current]");
      if (strip) this.watch.observe(strip);
      if (!tab) return;
      const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
      if (inner.right > outer.right - 40) strip.scrollLeft += inner.right - outer.right + 56;
      fade();
    });
  }

  disconnectedCallback() {
    this.watch?.disconnect();
  }
});
