/* What happens in the browser alone: colours, language, drawer, day stepper, print. */
(function () {
  'use strict';
  var YEAR = '; path=/; max-age=31536000; samesite=lax';

  /* The server hears of it by the store; the grid by its attribute. */
  function setTheme(clicks, theme) {
    var next = theme === 'dark' ? 'light' : 'dark';
    document.cookie = 'aforo-theme=' + next + YEAR;
    document.documentElement.setAttribute('data-ag-theme-mode', next);
    return [next, next];
  }

  function setLanguage(language) {
    if (language && language !== document.documentElement.lang) {
      document.cookie = 'aforo-language=' + language + YEAR;
      window.location.reload();
    }
  }

  function setTitle(title) {
    if (title) { document.title = title; }
  }

  function toggleDrawer(opened, navbar) {
    return Object.assign({}, navbar, {
      collapsed: { mobile: !opened, desktop: false }
    });
  }

  /* Of pages of no campaign too the navigation leads on to the one seen last. */
  function campaignOf(path) {
    var parts = (path || '').split('/');
    return parts[1] === 'c' && parts[2] ? parts[2] : '';
  }

  function campaignSeen() {
    var kept = document.cookie.match(/(?:^|; )aforo-campaign=([^;]*)/);
    return kept ? kept[1] : '';
  }

  function closeDrawer(path) {
    var key = campaignOf(path);
    if (key) { document.cookie = 'aforo-campaign=' + key + '; path=/; samesite=lax'; }
    return false;
  }

  /* One day back or on; a week where the page shows weeks. */
  function stepDay(back, next, day, days, span) {
    var away = window.dash_clientside.callback_context.triggered_id.endsWith('back');
    var step = (away ? -1 : 1) * (parseInt(span, 10) || 1);
    var values = days.map(function (item) { return item.value; });
    var place = values.indexOf(day) + step;
    return values[Math.min(Math.max(place, 0), values.length - 1)];
  }

  /* The same page of another campaign, or its forecast from a page of none. */
  function openCampaign(key, path, first) {
    var parts = (path || '').split('/');
    var shown = campaignOf(path) || campaignSeen();
    if (!key || !first || decodeURIComponent(shown) === key) {
      return window.dash_clientside.no_update;
    }
    var page = parts[1] === 'c' && parts[3] ? parts[3] : first;
    return '/c/' + encodeURIComponent(key) + '/' + page;
  }

  function print() {
    window.print();
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    aforo: {
      setTheme: setTheme,
      setLanguage: setLanguage,
      setTitle: setTitle,
      toggleDrawer: toggleDrawer,
      closeDrawer: closeDrawer,
      stepDay: stepDay,
      openCampaign: openCampaign,
      print: print
    }
  });
})();
