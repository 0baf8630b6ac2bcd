/* One key for each outcome of a call, by its place on the keyboard; "cannot" first asks why. */
(() => {
  "use strict";
  const isOff = () => localStorage.getItem("keys") === "off";
  const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const place = (code) => code.replace("Numpad", "Digit");
  const button = (code) => document.querySelector(`main [data-key="${place(code)}"]`);
  let asked = null;

  const press = (one) => {
    const note = one.dataset.asks && one.form.elements[one.dataset.asks];
    if (note && !note.value.trim()) {
      asked = one;
      note.focus();
      return;
    }
    one.form.requestSubmit(one);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    const isNote = asked && event.target === asked.form.elements[asked.dataset.asks];
    if (isNote && (event.code === "Enter" || event.code === "NumpadEnter")) {
      event.preventDefault();
      press(asked);
    } else if (isNote && event.code === "Escape") {
      asked.focus();
      asked = null;
    } else if (!isTyping(event.target) && !isOff() && /^(Digit|Numpad)[0-6]$/.test(event.code)) {
      const one = button(event.code);
      if (!one) return;
      event.preventDefault();
      press(one);
    }
  });
})();
