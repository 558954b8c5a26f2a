/* Tells the server what the visitor's system prefers, before the first page is asked
   for, so that a chart is drawn once and in the right colours. */
(function () {
  'use strict';
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.cookie = 'aforo-system-theme=' + (dark ? 'dark' : 'light')
    + '; path=/; max-age=31536000; samesite=lax';
  var chosen = document.cookie.match(/(?:^|; )aforo-theme=(dark|light)/);
  var theme = chosen ? chosen[1] : (dark ? 'dark' : 'light');
  document.documentElement.setAttribute('data-mantine-color-scheme', theme);
  document.documentElement.setAttribute('data-ag-theme-mode', theme);
})();
