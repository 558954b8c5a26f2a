/* Without a connection the agent's page says so: what it shows may be old. */
"use strict";

(function () {
  function tell() {
    document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
  }

  window.addEventListener("offline", tell);
  window.addEventListener("online", tell);
  tell();
})();
