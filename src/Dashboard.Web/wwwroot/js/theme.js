// The server writes the theme from the cookie. Without a cookie this runs before the first paint and follows the system.
(() => {
  const root = document.documentElement;
  if (!/(?:^|; )drawdown-theme=/.test(document.cookie) && matchMedia("(prefers-color-scheme: dark)").matches) set("dark");

  function set(theme) {
    root.dataset.theme = theme;
    const sheet = document.getElementById("radzen-theme");
    const href = sheet.dataset[theme];
    if (sheet.getAttribute("href") !== href) sheet.setAttribute("href", href);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-theme-toggle]")) {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      document.cookie = `drawdown-theme=${theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
      set(theme);
    }
    if (event.target.closest?.("[data-reload]")) location.reload();
    // The phone menu closes when a page was chosen from it.
    if (event.target.closest?.("#menu a")) document.getElementById("menu").hidePopover();
  });
})();
