/* What was chosen of a plan, as one value: it outlives the controls that chose it. */
(function () {
  'use strict';

  function together() {
    return Array.prototype.slice.call(arguments);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign(
    {}, window.dash_clientside.aforo, { together: together }
  );
})();
