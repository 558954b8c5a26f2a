/* Dragging in the Gantt: by mouse or pen, or by the arrow keys; a finger opens the drawer. */
(function () {
  'use strict';
  var EDGE = 7, START = 4, REST_MS = 650, FEWEST = 60;
  var CURSORS = { begin: 'ew-resize', end: 'ew-resize' };
  var held = null, waiting = null, count = 0, timer = null;
  function B() { return window.aforoBoard; }

  /* What of a shift is held at a place: an edge, a pause, or the whole. */
  function grip(event, element) {
    var box = element.getBoundingClientRect();
    var piece = event.target.closest('.board-pause');
    if (event.clientX - box.left <= EDGE) { return { what: 'begin', pause: 0 }; }
    if (box.right - event.clientX <= EDGE) { return { what: 'end', pause: 0 }; }
    if (piece) { return { what: 'pause', pause: Number(piece.dataset.pause) }; }
    return { what: 'move', pause: 0 };
  }

  function piece(drag) {
    return drag.shift.p.find(function (each) {
      return each[0] - drag.shift.b === drag.pause;
    });
  }

  /* When what is held begins (or ends) now, before it is dragged. */
  function origin(drag) {
    if (drag.what === 'end') { return drag.shift.e; }
    return drag.what === 'pause' ? piece(drag)[0] : drag.shift.b;
  }

  /* Minutes to the nearest step of the campaign's intervals, within what can be. */
  function snapped(drag, minutes) {
    var data = B().data(), at = origin(drag), shift = drag.shift;
    var step = drag.what === 'pause' ? data.pause : data.interval;
    var to = Math.round((at + minutes) / step) * step;
    if (drag.what === 'begin') { to = Math.min(to, shift.e - FEWEST); }
    if (drag.what === 'end') { to = Math.max(to, shift.b + FEWEST); }
    if (drag.what === 'pause') {
      var held = piece(drag);
      to = Math.min(Math.max(to, shift.b), shift.e - (held[1] - held[0]));
    }
    return to - at;
  }

  /* Begin and end of what is held, once it is dropped. */
  function times(drag) {
    var shift = drag.shift, by = drag.by;
    if (drag.what === 'pause') {
      var held = piece(drag);
      return [held[0] + by, held[1] + by];
    }
    return [
      shift.b + (drag.what === 'end' ? 0 : by), shift.e + (drag.what === 'begin' ? 0 : by)
    ];
  }

  function show(drag) {
    var now = times(drag);
    if (!drag.ghost) {
      drag.ghost = drag.what === 'pause' ? B().make('span', 'board-ghost board-ghost-pause')
        : drag.element.cloneNode(true);
      drag.ghost.classList.add('board-ghost');
      ['role', 'data-row', 'aria-label'].forEach(function (each) {
        drag.ghost.removeAttribute(each);
      });
      drag.ghost.setAttribute('aria-hidden', 'true');
      drag.ghost.tabIndex = -1;
      drag.element.parentNode.appendChild(drag.ghost);
      drag.label = B().make('span', 'board-label', drag.element.parentNode);
      drag.element.classList.add('board-held');
      document.body.classList.add('board-dragging');
    }
    B().lay(drag.ghost, now[0], now[1]);
    drag.label.style.left = drag.ghost.style.left;
    var words = B().data().words;
    var told = drag.by < 0 ? words.minutes_less : words.minutes_more;
    drag.label.textContent = B().span(now[0], now[1])
      + (drag.by ? ' (' + told.replace('{n}', Math.abs(drag.by)) + ')' : '');
    document.getElementById('schedule-board-live').textContent = drag.label.textContent;
  }

  function hide(drag) {
    if (!drag) { return; }
    [drag.ghost, drag.label].forEach(function (each) { if (each) { each.remove(); } });
    if (drag.element) { drag.element.classList.remove('board-held', 'board-waiting'); }
    document.body.classList.remove('board-dragging');
  }

  function drop(drag) {
    if (!drag.by) { hide(drag); B().redraw(); return; }
    count += 1;
    waiting = drag;
    drag.number = count;
    drag.ghost.classList.add('board-waiting');
    document.body.classList.remove('board-dragging');
    var begin = drag.shift.b + (drag.what === 'move' || drag.what === 'begin' ? drag.by : 0);
    if (drag.keys) { B().focusOn(drag.row.a, begin); }
    window.dash_clientside.set_props('schedule-drop', { data: {
      n: count, agent: drag.row.a, start: drag.shift.k, what: drag.what,
      pause: drag.pause, by: drag.by
    } });
  }

  function open(element) {
    var it = B().shiftOf(element);
    window.dash_clientside.set_props('schedule-chosen', {
      data: { agent: it.row.a, start: it.shift.k }
    });
    window.dash_clientside.set_props('schedule-drawer', { opened: true });
  }

  function editable(target) {
    var element = target.closest && target.closest('.board-shift[role]');
    return element && B().data() && B().data().edits ? element : null;
  }

  document.addEventListener('pointerdown', function (event) {
    var element = editable(event.target);
    if (!element || event.button !== 0 || event.pointerType === 'touch' || waiting) { return; }
    stopKeys(true);
    var held_at = grip(event, element), it = B().shiftOf(element);
    B().hold(true);
    held = {
      element: element, row: it.row, shift: it.shift, what: held_at.what,
      pause: held_at.pause, by: 0, from: event.clientX, pointer: event.pointerId,
      minutes: (B().data().window[1] - B().data().window[0])
        / document.getElementById('schedule-board-lanes').clientWidth
    };
  });

  document.addEventListener('pointermove', function (event) {
    if (!held) {
      var under = editable(event.target);
      if (under) { under.style.cursor = CURSORS[grip(event, under).what] || 'grab'; }
      return;
    }
    if (event.pointerId !== held.pointer) { return; }
    if (!held.ghost && Math.abs(event.clientX - held.from) < START) { return; }
    event.preventDefault();
    held.by = snapped(held, (event.clientX - held.from) * held.minutes);
    show(held);
  });

  document.addEventListener('pointerup', function (event) {
    if (!held || event.pointerId !== held.pointer) { return; }
    var drag = held;
    held = null;
    B().hold(false);
    if (drag.ghost) { swallow(); drop(drag); }
  });

  function cancel() { hide(held); held = null; B().hold(false); B().redraw(); }
  document.addEventListener('pointercancel', cancel);

  /* The click that ends a drag opens nothing. */
  function swallow() {
    function stop(event) { event.stopPropagation(); event.preventDefault(); }
    document.addEventListener('click', stop, true);
    window.setTimeout(function () { document.removeEventListener('click', stop, true); }, 0);
  }

  document.addEventListener('click', function (event) {
    var element = editable(event.target);
    var name = event.target.closest && event.target.closest('button.gantt-name');
    if (!element && name) {
      element = document.querySelector(
        '#schedule-board-lanes [data-row="' + name.dataset.row + '"]'
      );
    }
    if (element && element.matches('[role]') && !waiting) { open(element); }
  });

  /* Arrow keys: what they have moved is dropped once they rest. */
  function stopKeys(commit) {
    if (!timer) { return; }
    window.clearTimeout(timer.id);
    var drag = timer.drag;
    timer = null;
    if (commit) { drop(drag); } else { hide(drag); B().redraw(); }
  }

  function nudge(element, what, away) {
    if (waiting) { return; }
    if (timer && (timer.drag.element !== element || timer.drag.what !== what)) {
      stopKeys(true);
      return;
    }
    var it = B().shiftOf(element);
    var drag = timer ? timer.drag : {
      element: element, row: it.row, shift: it.shift, what: what, pause: 0, by: 0, keys: true
    };
    if (timer) { window.clearTimeout(timer.id); }
    drag.by = snapped(drag, drag.by + away * B().data().interval);
    show(drag);
    timer = { drag: drag, id: window.setTimeout(function () { stopKeys(true); }, REST_MS) };
  }

  function walk(element, rows) {
    var index = Number(element.dataset.row) + rows;
    B().scrollTo(index);
    var next = document.querySelector('#schedule-board-lanes [data-row="' + index + '"]');
    if (next) { element.tabIndex = -1; next.tabIndex = 0; next.focus({ preventScroll: true }); }
  }

  function typing(target) {
    return target.closest('input, textarea, select, [contenteditable="true"]');
  }

  document.addEventListener('keydown', function (event) {
    var key = event.key;
    if (key === 'Escape') { if (held) { cancel(); } stopKeys(false); return; }
    var both = event.ctrlKey || event.metaKey;
    if (both && !typing(event.target) && document.getElementById('schedule-step-back')) {
      var back = key.toLowerCase() === 'z' && !event.shiftKey;
      var on = key.toLowerCase() === 'y' || (key.toLowerCase() === 'z' && event.shiftKey);
      if (back || on) {
        event.preventDefault();
        document.getElementById(back ? 'schedule-step-back' : 'schedule-step-on').click();
      }
      return;
    }
    var element = editable(event.target);
    if (!element || both) { return; }
    var away = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (away) {
      event.preventDefault();
      nudge(element, event.shiftKey ? 'end' : event.altKey ? 'begin' : 'move', away);
    } else if (key === 'ArrowUp' || key === 'ArrowDown') {
      event.preventDefault();
      stopKeys(true);
      walk(element, key === 'ArrowUp' ? -1 : 1);
    } else if (key === 'Enter' || key === ' ') {
      event.preventDefault();
      if (timer) { stopKeys(true); } else { open(element); }
    }
  });

  /* The roster with the edit has been drawn: what was shown meanwhile goes. */
  document.addEventListener('aforo-board', function () { hide(waiting); waiting = null; });

  function answerDrop(answer) {
    if (answer && answer.refused && waiting && waiting.number === answer.n) {
      hide(waiting);
      waiting = null;
      B().redraw();
    }
    return answer ? answer.n : null;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign(
    {}, window.dash_clientside.aforo, { answerDrop: answerDrop }
  );
})();
