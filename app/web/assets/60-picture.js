/* A chart saved as a picture has what stands around it on the page: title, legend, */
/* and the ground that its colours were chosen for. */
(function () {
  'use strict';
  var HEAD = 52, SCALE = 2;

  function text(root, selector) {
    var found = root && root.querySelector(selector);
    return found ? found.textContent.trim() : '';
  }

  function colour(mark) {
    var own = mark.style.getPropertyValue('--mark');
    return own === 'currentColor' ? getComputedStyle(mark).color : own;
  }

  function safe(said) {
    return said.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  }

  /* The entries of the legend before the chart, as words that Plotly colours. */
  function legend(chart) {
    var box = chart.closest('.dash-graph') || chart;
    var before = box.previousElementSibling;
    if (!before || !before.classList.contains('legend')) { return ''; }
    return Array.prototype.map.call(
      before.querySelectorAll('.legend-entry'),
      function (entry) {
        var mark = entry.querySelector('.mark');
        return '<span style="color:' + (mark ? colour(mark) : 'gray') +
          '">\u25A0</span> ' + safe(entry.textContent.trim());
      }
    ).join('    ');
  }

  function words(said, y, size, ink) {
    return {
      text: said, showarrow: false, xref: 'paper', yref: 'paper',
      x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', yshift: y,
      font: { size: size, color: ink }
    };
  }

  function save(chart) {
    var card = chart.closest('.mantine-Card-root');
    var style = getComputedStyle(card || document.body);
    var size = chart.getBoundingClientRect();
    var title = text(card, '.card-title') || text(document, '.page-title');
    var queue = document.querySelector('.controls .choice input');
    var layout = Object.assign({}, chart.layout);
    layout.margin = Object.assign({}, layout.margin);
    layout.margin.t = (layout.margin.t || 0) + HEAD;
    layout.paper_bgcolor = style.backgroundColor;
    layout.annotations = (layout.annotations || []).concat([
      words('<b>' + safe(title) + '</b>' +
        (queue ? '  ' + safe(queue.value) : ''), 28, 15, style.color),
      words(legend(chart), 6, 12, style.color)
    ]);
    window.Plotly.downloadImage({ data: chart.data, layout: layout }, {
      format: 'png',
      scale: SCALE,
      width: size.width,
      height: size.height + HEAD,
      filename: 'aforo-' + title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
    });
  }

  /* Before Plotly's own button hears of it. */
  document.addEventListener('click', function (event) {
    var button = event.target.closest('.modebar-btn');
    var chart = button && button.closest('.js-plotly-plot');
    if (!chart || !window.Plotly) { return; }
    event.stopImmediatePropagation();
    event.preventDefault();
    save(chart);
  }, true);
})();
