/* Numbers in the grid, as the page's language writes them. */
(function () {
  'use strict';
  var functions = window.dashAgGridFunctions = window.dashAgGridFunctions || {};

  function format(value, digits, suffix) {
    if (value === null || value === undefined) { return '–'; }
    var locale = document.documentElement.lang === 'es' ? 'es-CO' : 'en-US';
    return new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always'
    }).format(value) + suffix;
  }

  functions.aforoNumber = function (value) {
    return format(value, 0, '');
  };

  functions.aforoShare = function (value) {
    if (value === null || value === undefined) { return '–'; }
    var mark = document.documentElement.lang === 'es' ? '\u00a0%' : '%';
    return format(100 * value, 1, mark);
  };
})();
