/* While a page of a plan is looked at, ask whether there is a newer one, and say so. */
(function () {
  'use strict';
  var EVERY = 10000;
  var PAGE = /^\/c\/([^/]+)\/(forecast|staffing|schedule|adherence)\/?$/;
  var place = null, key = null, shown, tag = null, said = false;

  function say(news) {
    if (news === said) { return; }
    said = news;
    window.dash_clientside.set_props('plan-news', { hidden: !news });
  }

  /* Where another page is shown now, what it shows is the newest there is. */
  function look() {
    var now = window.location.pathname + window.location.search;
    if (now === place) { return; }
    say(false);
    var page = PAGE.exec(window.location.pathname);
    /* A version that was chosen is not to be newer than it is. */
    var chosen = /[?&]version=/.test(window.location.search);
    key = page && !chosen ? page[1] : null;
    place = now;
    shown = undefined;
    tag = null;
  }

  function hear(answer) {
    if (answer.status >= 400 && answer.status < 500) { key = null; }
    if (answer.status !== 200) { return null; }
    tag = answer.headers.get('ETag');
    return answer.json();
  }

  function ask() {
    look();
    if (!key || document.hidden) { return; }
    var asked = place;
    fetch('/c/' + key + '/plan.json', {
      cache: 'no-store',
      headers: tag ? { 'If-None-Match': tag } : {}
    }).then(function (answer) {
      return asked === place ? hear(answer) : null;
    }).then(function (plan) {
      if (!plan || asked !== place) { return; }
      /* Who has just saved or published it knows of it. */
      if (shown === undefined || plan.own) { shown = plan.version; }
      say(plan.version !== shown);
    }).catch(function () { /* The server is away: it is asked again. */ });
  }

  /* A page that has brought the newest plan by itself has no news of it. */
  function planShown() {
    shown = undefined;
    tag = null;
    say(false);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign(
    {}, window.dash_clientside.aforo, { planShown: planShown }
  );
  document.addEventListener('click', function (event) {
    if (event.target.closest('#plan-news-show')) { window.location.reload(); }
  });
  document.addEventListener('visibilitychange', ask);
  window.addEventListener('popstate', ask);
  window.addEventListener('_dashprivate_pushstate', ask);
  window.addEventListener('load', ask);
  window.setInterval(ask, EVERY);
})();
