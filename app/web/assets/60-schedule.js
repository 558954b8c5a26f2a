/* Hours in the week of the roster, as the page's language writes them. */
(function () {
  'use strict';
  var functions = window.dashAgGridFunctions = window.dashAgGridFunctions || {};

  functions.aforoHours = function (value) {
    if (value === null || value === undefined) { return '–'; }
    var locale = document.documentElement.lang === 'es' ? 'es-CO' : 'en-US';
    return new Intl.NumberFormat(locale, {
      minimumFractionDigits: 1, maximumFractionDigits: 1
    }).format(value);
  };
})();
