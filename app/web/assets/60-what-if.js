/* Sliders of the what-if panel: asked about once they have come to rest. */
(function () {
  'use strict';
  var REST_MS = 250;
  var waiting = null;

  /* The values of all sliders, in order; those overtaken by newer ones are dropped. */
  function settle() {
    var values = Array.prototype.slice.call(arguments);
    if (waiting) {
      window.clearTimeout(waiting.timer);
      waiting.drop(window.dash_clientside.no_update);
    }
    return new Promise(function (resolve) {
      waiting = {
        drop: resolve,
        timer: window.setTimeout(function () {
          waiting = null;
          resolve(values);
        }, REST_MS)
      };
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign(
    {}, window.dash_clientside.aforo, { settle: settle }
  );
})();
