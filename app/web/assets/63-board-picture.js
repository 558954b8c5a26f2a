/* The Gantt as a picture: every row that is chosen, not only those in sight. */
(function () {
  'use strict';
  var ROW = 22, LEFT = 150, WIDTH = 1400, TOP = 64, MOST = 1400;

  function picture(clicks) {
    var board = window.aforoBoard, data = board.data();
    if (!clicks || !data) { return window.dash_clientside.no_update; }
    var rows = board.shown().slice(0, MOST);
    var canvas = document.createElement('canvas');
    canvas.width = LEFT + WIDTH + 20;
    canvas.height = TOP + rows.length * ROW + 12;
    var pen = canvas.getContext('2d');
    var style = getComputedStyle(document.querySelector('.gantt-card'));
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    var ink = style.color, line = getComputedStyle(document.documentElement)
      .getPropertyValue('--line');
    function x(minute) {
      var low = data.window[0], high = data.window[1];
      var inside = Math.min(Math.max(minute, low), high);
      return LEFT + WIDTH * (inside - low) / (high - low);
    }
    pen.font = '600 16px Inter, system-ui, sans-serif';
    pen.fillStyle = ink;
    pen.fillText(document.title + ' · ' + data.day, 12, 26);
    pen.font = '12px Inter, system-ui, sans-serif';
    for (var at = Math.ceil(data.window[0] / 60); at <= data.window[1] / 60; at += 1) {
      pen.fillStyle = ink;
      pen.fillText(board.clock(at * 60), x(at * 60) - 14, TOP - 10);
      pen.fillStyle = line;
      pen.fillRect(x(at * 60), TOP - 4, 1, canvas.height);
    }
    rows.forEach(function (row, index) {
      var top = TOP + index * ROW;
      pen.fillStyle = ink;
      pen.fillText(row.a, 12, top + 15);
      row.s.forEach(function (shift) {
        shift.p.forEach(function (piece) {
          pen.fillStyle = (data.activities[piece[2]] || ['#888'])[0];
          pen.fillRect(x(piece[0]), top + 3, Math.max(x(piece[1]) - x(piece[0]), 0), ROW - 6);
        });
      });
    });
    canvas.toBlob(function (blob) {
      var link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = 'aforo-roster-' + data.day + '.png';
      link.click();
      window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    }, 'image/png');
    return data.day;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.aforo = Object.assign(
    {}, window.dash_clientside.aforo, { boardPicture: picture }
  );
})();
