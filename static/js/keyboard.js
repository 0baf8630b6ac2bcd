/* Keys by their place on the keyboard (event.code), menus that close, focus on the first problem. */
(() => {
  "use strict";
  const help = document.getElementById("keyboard");
  const button = document.querySelector("[data-keys-switch]");
  const isOff = () => localStorage.getItem("keys") === "off";
  const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  const rows = () => [...document.querySelectorAll("[data-rows] > *")].filter((row) => row.querySelector("a[href]"));
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by))];
    next.querySelector("a[href]").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const field = document.querySelector(
      "[data-search], input[type=search], .filters input:not([type=hidden]), .filters select");
    if (field) field.focus();
    return field;
  };
  const acts = {
    Slash: (event) => (event.shiftKey ? help.showModal() : search()),
    KeyJ: () => step(1),
    KeyK: () => step(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help.open) return;
    const asksHelp = event.code === "Slash" && event.shiftKey;
    if (!acts[event.code] || isTyping(event.target) || (isOff() && !asksHelp)) return;
    if (event.shiftKey && !asksHelp) return;
    event.preventDefault();
    acts[event.code](event);
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  const name = () => { button.textContent = isOff() ? button.dataset.on : button.dataset.off; };
  button.addEventListener("click", () => {
    localStorage.setItem("keys", isOff() ? "on" : "off");
    name();
  });
  name();
  const focus = () => document.querySelector("[data-focus]")?.focus();
  focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    event.detail.elt.querySelector?.("[data-focus]")?.focus();
  });
})();
