/* The Gantt of the roster: rows drawn as they come into sight, and what is known of it. */
(function () {
  'use strict';
  var ROW = 26, SPARE = 8;
  var board = null, marks = {}, only = false, shown = [], wanted = null, focus = null, held = false;

  function part(name) { return document.getElementById('schedule-board-' + name); }

  function make(tag, name, parent) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    if (parent) { parent.appendChild(made); }
    return made;
  }

  function two(number) { return (number < 10 ? '0' : '') + number; }

  /* Clock of a minute, which may be one of the day before or after. */
  function clock(minute) {
    var of = ((minute % 1440) + 1440) % 1440;
    return two(Math.floor(of / 60)) + ':' + two(of % 60);
  }

  function span(begin, end) { return clock(begin) + '–' + clock(end); }

  /* Place of a minute across the lanes, in percent. */
  function place(minute) {
    var low = board.window[0], high = board.window[1];
    return 100 * (Math.min(Math.max(minute, low), high) - low) / (high - low);
  }

  function lay(element, begin, end) {
    var left = place(begin);
    element.style.left = left + '%';
    element.style.width = Math.max(place(end) - left, 0) + '%';
  }

  function monday(day) {
    var at = new Date(day + 'T00:00:00Z');
    at.setUTCDate(at.getUTCDate() - (at.getUTCDay() + 6) % 7);
    return at.toISOString().slice(0, 10);
  }

  /* Rules that an agent breaks on the day, or in its week. */
  function broken(agent) {
    var week = monday(board.day);
    return (marks[agent] || []).filter(function (each) {
      return each[2] ? each[0] === week : each[0] === board.day;
    }).map(function (each) { return each[1]; });
  }

  function say(key, values) {
    return Object.keys(values || {}).reduce(function (text, name) {
      return text.replace('{' + name + '}', values[name]);
    }, board.words[key] || '');
  }

  function segment(shift, piece, box) {
    var told = board.activities[piece[2]] || ['#888', piece[2]];
    var pause = board.pauses.indexOf(piece[2]) >= 0;
    var made = make('span', pause ? 'board-piece board-pause' : 'board-piece', box);
    var low = Math.max(shift.b, board.window[0]), high = Math.min(shift.e, board.window[1]);
    var begin = Math.max(piece[0], low), end = Math.min(piece[1], high);
    if (end <= begin) { box.removeChild(made); return; }
    made.style.left = 100 * (begin - low) / (high - low) + '%';
    made.style.width = 100 * (end - begin) / (high - low) + '%';
    made.style.background = told[0];
    made.title = told[1] + (piece[3] ? ' · ' + piece[3] : '') + ' · '
      + span(piece[0], piece[1]);
    if (pause) { made.dataset.pause = String(piece[0] - shift.b); }
  }

  function bar(row, shift, index, lane) {
    /* No real button: in one a browser need not tell which piece was pressed. */
    var made = make('div', 'board-shift', lane);
    if (board.edits) {
      made.setAttribute('role', 'button');
      made.tabIndex = -1;
      made.setAttribute('aria-label', say('shift', {
        who: (row.a + ' ' + row.n).trim(), when: span(shift.b, shift.e)
      }));
      made.setAttribute('aria-describedby', 'schedule-board-keys');
    }
    made.dataset.row = String(index);
    made.aforoShift = { row: row, shift: shift, agent: row.a, begin: shift.b };
    lay(made, shift.b, shift.e);
    shift.p.forEach(function (piece) { segment(shift, piece, made); });
    return made;
  }

  function name(row, index, names) {
    var told = broken(row.a);
    var made = make(board.edits ? 'button' : 'div', 'gantt-name', names);
    if (board.edits) { made.type = 'button'; made.tabIndex = -1; }
    made.style.top = index * ROW + 'px';
    made.textContent = (row.a + ' ' + row.n).trim();
    made.title = [(row.a + ' ' + row.n).trim(), row.t].concat(told).filter(Boolean)
      .join('\n');
    made.dataset.row = String(index);
    if (told.length) {
      made.classList.add('board-broken');
      made.setAttribute('aria-label', row.a + ': ' + told.join(', '));
    }
  }

  function lines() {
    var box = part('hours');
    var lanes = part('lanes');
    if (!box || !lanes) { return; }
    box.textContent = '';
    var hours = (board.window[1] - board.window[0]) / 60;
    var step = hours > 14 && box.clientWidth < 900 ? 2 : 1;
    for (var at = Math.ceil(board.window[0] / 60); at <= board.window[1] / 60; at += step) {
      var made = make('span', 'board-hour', box);
      made.style.left = place(at * 60) + '%';
      made.textContent = clock(at * 60);
    }
    lanes.style.setProperty('--hour', 100 / hours + '%');
  }

  /* Rows in sight, and a few around them. */
  function rows() {
    var lanes = part('lanes'), names = part('names');
    /* What is being dragged is not drawn anew under the hand. */
    if (!lanes || !names || !board || held || lanes.querySelector('.board-held')) { return; }
    var active = document.activeElement;
    if (active && active.matches('#schedule-board-lanes .board-shift')) {
      var kept = shiftOf(active);
      if (kept && !(focus && focus.take)) {
        focus = { agent: kept.agent, begin: kept.begin, take: true };
      }
    }
    var frame = lanes.closest('.gantt');
    var first = Math.max(Math.floor(frame.scrollTop / ROW) - SPARE, 0);
    var last = Math.min(
      Math.ceil((frame.scrollTop + frame.clientHeight) / ROW) + SPARE, shown.length
    );
    lanes.textContent = '';
    names.textContent = '';
    for (var index = first; index < last; index += 1) {
      var lane = make('div', 'board-lane', lanes);
      lane.style.top = index * ROW + 'px';
      var row = shown[index];
      name(row, index, names);
      row.s.forEach(function (shift) { bar(row, shift, index, lane); });
    }
    if (!shown.length) {
      make('p', 'board-nobody', lanes).textContent = say(only ? 'none' : 'alone');
    }
    rove();
  }

  /* One shift takes part in the order of the Tab key; arrows lead to the others. */
  function rove() {
    var lanes = part('lanes');
    var all = lanes.querySelectorAll('.board-shift[role]');
    if (!all.length) { return; }
    var found = null;
    all.forEach(function (each) {
      var it = shiftOf(each);
      if (focus && it.row.a === focus.agent && it.shift.b === focus.begin) { found = each; }
    });
    (found || all[0]).tabIndex = 0;
    if (found && focus.take) { found.focus({ preventScroll: true }); focus.take = false; }
  }

  /* An element keeps what it was drawn of, whatever the rows are by now. */
  function shiftOf(element) { return element.aforoShift; }

  function sift() {
    shown = board.rows.filter(function (row) { return !only || broken(row.a).length; });
    ['lanes', 'names'].forEach(function (each) {
      part(each).style.height = Math.max(shown.length, 2) * ROW + 'px';
    });
  }

  function draw() {
    if (!board || !part('lanes')) { return; }
    sift();
    lines();
    rows();
    reach();
  }

  /* Bring an agent who was asked for into sight. */
  function reach() {
    if (!wanted || !board || (wanted.day && wanted.day !== board.day)) { return; }
    var index = shown.findIndex(function (row) { return row.a === wanted.agent; });
    var frame = part('lanes').closest('.gantt');
    if (index < 0) {
      if (!wanted.again) { wanted.again = true; clear(); } else { wanted = null; }
      return;
    }
    wanted = null;
    frame.scrollTop = Math.max(index * ROW - frame.clientHeight / 3, 0);
    frame.scrollIntoView({ block: 'nearest' });
    rows();
    var found = part('names').querySelector('[data-row="' + index + '"]');
    var lane = part('lanes').querySelector('[data-row="' + index + '"]');
    [found, lane].forEach(function (each) {
      if (each) { each.classList.add('board-found'); }
    });
    if (lane && lane.tabIndex >= -1) { lane.focus({ preventScroll: true }); }
  }

  /* Whoever is filtered out cannot be shown: let the filters go. */
  function clear() {
    var set = window.dash_clientside.set_props;
    ['roster-queue', 'roster-team', 'schedule-site', 'schedule-skill',
      'schedule-contract'].forEach(function (each) { set(each, { value: '*' }); });
    set('schedule-only', { checked: false });
  }

  function jump(agent, day) {
    wanted = { agent: agent, day: day };
    var set = window.dash_clientside.set_props;
    set('schedule-drawer', { opened: false });
    set('schedule-view', { value: '1' });
    if (board && board.day === day) { reach(); } else { set('roster-day', { value: day }); }
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest('[data-jump-agent]');
    if (link) { jump(link.dataset.jumpAgent, link.dataset.jumpDay); }
  });
  document.addEventListener('scroll', function (event) {
    if (board && event.target.classList && event.target.classList.contains('gantt')) {
      window.requestAnimationFrame(rows);
    }
  }, true);
  window.addEventListener('resize', function () { if (board) { draw(); } });

  function drawBoard(data) {
    board = data;
    window.requestAnimationFrame(function () {
      document.dispatchEvent(new CustomEvent('aforo-board'));
      draw();
    });
    return data ? data.day : null;
  }

  function markBoard(found, checked) {
    marks = found || {};
    only = Boolean(checked);
    draw();
    return only;
  }

  window.aforoBoard = {
    ROW: ROW,
    part: part,
    make: make,
    clock: clock,
    span: span,
    lay: lay,
    say: say,
    shiftOf: shiftOf,
    data: function () { return board; },
    shown: function () { return shown; },
    redraw: draw,
    hold: function (now) { held = now; },
    focusOn: function (agent, begin) { focus = { agent: agent, begin: begin, take: true }; },
    scrollTo: function (index) {
      var frame = part('lanes').closest('.gantt');
      var top = index * ROW;
      if (top < frame.scrollTop || top > frame.scrollTop + frame.clientHeight - 260) {
        frame.scrollTop = Math.max(top - frame.clientHeight / 3, 0);
        rows();
      }
    }
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign({}, window.dash_clientside.aforo, {
    drawBoard: drawBoard, markBoard: markBoard
  });
})();
