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

  /* A day in ISO, which sorts, as the language writes it. */
  functions.aforoDay = function (value) {
    var parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(value || '');
    if (!parts) { return value || ''; }
    var spanish = document.documentElement.lang === 'es';
    var day = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
    if (!spanish) {
      return new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(day);
    }
    var month = new Intl.DateTimeFormat('es', { month: 'short' }).format(day);
    return day.getDate() + ' ' + month.replace('.', '') + ' ' + day.getFullYear();
  };

  functions.aforoShare = function (value) {
    if (value === null || value === undefined) { return '–'; }
    var mark = document.documentElement.lang === 'es' ? '\u00a0%' : '%';
    return format(100 * value, 1, mark);
  };
})();
