/* A file that is too large is told at once: it would never reach the server. */
(function () {
  'use strict';

  function judge(place, files) {
    var chooser = place && place.closest && place.closest('.import-chooser');
    if (!chooser || !files) { return; }
    var most = parseInt(chooser.getAttribute('data-most'), 10);
    var large = Array.prototype.some.call(files, function (file) {
      return file.size > most;
    });
    chooser.querySelector('.import-too-big').hidden = !large;
  }

  document.addEventListener('change', function (event) {
    judge(event.target, event.target.files);
  }, true);
  document.addEventListener('drop', function (event) {
    judge(event.target, event.dataTransfer && event.dataTransfer.files);
  }, true);
})();
