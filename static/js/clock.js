/* The clock in the bar: the server's time carried on, in the institution's zone. */
(() => {
  "use strict";
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  const ahead = Date.parse(clock.dataset.now) - Date.now();
  const form = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: clock.dataset.zone,
  });
  const show = () => { clock.textContent = form.format(new Date(Date.now() + ahead)); };
  show();
  setInterval(show, 1000);
})();
