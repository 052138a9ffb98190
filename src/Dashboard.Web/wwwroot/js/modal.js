// <drawdown-modal><dialog>…</dialog></drawdown-modal>: shows the dialog while the element is in the page. The browser traps the
// focus and closes on Escape; a button with data-close closes it; the focus returns to where it was.
customElements.define("drawdown-modal", class extends HTMLElement {
  #before = null;

  connectedCallback() {
    this.#before = document.activeElement;
    queueMicrotask(() => {
      const dialog = this.querySelector("dialog");
      if (!dialog || dialog.open) return;
      dialog.showModal();
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
      });
    });
  }

  disconnectedCallback() {
    if (this.#before?.isConnected) this.#before.focus();
  }
});
