/* The words and dates that Plotly itself puts on our charts, in Spanish.
   From plotly.js-locales 3.7.0, es.js, shortened to what our charts show, days and
   months in lower case as Spanish writes them.
   Copyright (c) 2016-2024 Plotly Technologies Inc. MIT License: permission is granted,
   free of charge, to any person obtaining a copy of this software and associated
   documentation files, to deal in the software without restriction, including without
   limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
   and/or sell copies, provided that the above copyright notice and this permission
   notice are included in all copies or substantial portions. The software is provided
   "as is", without warranty of any kind. */
(function () {
  'use strict';
  var locale = {
    moduleType: 'locale',
    name: 'es',
    dictionary: {
      'Download plot as a PNG': 'Descargar gráfica como PNG',
      'Download plot': 'Descargar gráfica',
      'Taking snapshot - this may take a few seconds':
        'Capturando la gráfica; puede tardar unos segundos',
      'Snapshot succeeded': 'La captura terminó bien',
      'Sorry, there was a problem downloading your snapshot!':
        'La descarga de la captura falló'
    },
    format: {
      days: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
      shortDays: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
      months: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto',
        'septiembre', 'octubre', 'noviembre', 'diciembre'],
      shortMonths: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept',
        'oct', 'nov', 'dic'],
      date: '%d/%m/%Y',
      decimal: ',',
      thousands: '.'
    }
  };
  if (typeof window.Plotly === 'undefined') {
    (window.PlotlyLocales = window.PlotlyLocales || []).push(locale);
  } else {
    window.Plotly.register(locale);
  }
})();
