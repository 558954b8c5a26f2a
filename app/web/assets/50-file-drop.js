/* A file that is chosen or dropped is sent as it is, piece by piece from the disk. */
(function () {
  'use strict';
  /* A place and what it is sending now; nothing of a place that is gone is kept. */
  var sending = new WeakMap();

  function part(place, name) { return place.querySelector('.file-' + name); }

  function words(place, name, file, share) {
    return place.getAttribute('data-say-' + name)
      .replace('{file}', function () { return file; })
      .replace('{share}', String(share));
  }

  function show(place, problem) {
    var said = part(place, 'problem');
    said.textContent = problem || '';
    said.hidden = !problem;
  }

  function rest(place) {
    sending.delete(place);
    part(place, 'sending').hidden = true;
    place.classList.remove('file-busy');
  }

  function stop(place) {
    var request = sending.get(place);
    if (request) {
      rest(place);
      request.abort();
    }
  }

  function progress(place, file, share) {
    var bar = place.querySelector('progress');
    if (share < 100) { bar.value = share; } else { bar.removeAttribute('value'); }
    part(place, 'name').textContent = words(
      place, share < 100 ? 'sending' : 'reading', file.name, share
    );
  }

  function token() {
    var held = document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/);
    return held ? decodeURIComponent(held[1]) : '';
  }

  /* What the server says of a file that it does not take, or what its status means. */
  function problem(place, request) {
    try {
      var said = JSON.parse(request.responseText).problem;
      if (said) { return said; }
    } catch (error) { /* It is no sentence of ours. */ }
    if (request.status === 401) { return place.getAttribute('data-say-ended'); }
    var away = request.status === 0 || request.status >= 500;
    return place.getAttribute(away ? 'data-say-lost' : 'data-say-refused');
  }

  function ended(place, request) {
    if (sending.get(place) !== request) { return; }
    rest(place);
    if (request.status !== 201) {
      show(place, problem(place, request));
      return;
    }
    var number = JSON.parse(request.responseText).number;
    window.dash_clientside.set_props(
      place.getAttribute('data-sent'), { data: { number: number, at: Date.now() } }
    );
  }

  function send(place, file) {
    var request = new XMLHttpRequest();
    sending.set(place, request);
    place.classList.add('file-busy');
    part(place, 'sending').hidden = false;
    progress(place, file, 0);
    request.open('POST', place.getAttribute('data-address'));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-CSRFToken', token());
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name.slice(-200)));
    request.upload.addEventListener('progress', function (event) {
      /* Who has gone to another page waits for it no more. */
      if (!document.contains(place)) { stop(place); return; }
      if (sending.get(place) === request && event.total) {
        progress(place, file, Math.floor(100 * event.loaded / event.total));
      }
    });
    request.addEventListener('loadend', function () { ended(place, request); });
    request.send(file);
  }

  function fault(place, files) {
    var name = files[0].name.toLowerCase();
    var known = place.getAttribute('data-endings').split(',').some(function (ending) {
      return name.endsWith(ending);
    });
    if (files.length > 1) { return 'one'; }
    if (!known) { return 'kind'; }
    return files[0].size > Number(place.getAttribute('data-most')) ? 'large' : '';
  }

  function take(place, files) {
    if (!files || !files.length) { return; }
    var wrong = fault(place, files);
    show(place, wrong && place.getAttribute('data-say-' + wrong));
    stop(place);
    if (!wrong) { send(place, files[0]); }
  }

  /* The browser's own field: Dash has no component for one. */
  function equip() {
    document.querySelectorAll('.file-drop .file-field:empty').forEach(function (room) {
      var place = room.closest('.file-drop');
      var field = document.createElement('input');
      field.type = 'file';
      field.tabIndex = -1;
      field.accept = place.getAttribute('data-endings');
      field.setAttribute('aria-label', place.getAttribute('data-say-field'));
      room.appendChild(field);
    });
  }

  function placeOf(event) {
    var target = event.target;
    return target && target.closest ? target.closest('.file-drop') : null;
  }

  document.addEventListener('click', function (event) {
    var place = placeOf(event);
    if (!place) { return; }
    if (event.target.closest('.file-stop')) { stop(place); }
    if (event.target.closest('.file-choose')) { place.querySelector('input').click(); }
  });
  document.addEventListener('change', function (event) {
    var place = placeOf(event);
    if (!place || event.target.type !== 'file') { return; }
    take(place, event.target.files);
    /* The same file may be chosen again, once it was mended. */
    event.target.value = '';
  });
  ['dragover', 'drop', 'dragleave'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var place = placeOf(event);
      if (!place) { return; }
      if (name !== 'dragleave') { event.preventDefault(); }
      place.classList.toggle('file-over', name === 'dragover');
      if (name === 'drop') { take(place, event.dataTransfer.files); }
    });
  });
  new MutationObserver(equip).observe(
    document.documentElement, { childList: true, subtree: true }
  );
})();
