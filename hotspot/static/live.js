// live.js: brings the part [data-live] of a page up to date, every [data-seconds] seconds while the page is looked
// at. What the box has not changed is not sent again (ETag, 304). Nothing is replaced under a finger: while
// something in it has the focus, or is being sent, it stays. Without script the page refreshes itself.
(function () {
  "use strict";
  var part = document.querySelector("[data-live]"), tag = "", isSending = false;
  if (!part || !window.XMLHttpRequest) { return; }

  function isBusy() { return isSending || part.contains(document.activeElement); }

  // The part brings its drawings; those that the page has already go.
  function withoutDoubles() {
    var drawings = part.querySelectorAll("symbol"), i;
    for (i = 0; i < drawings.length; i += 1) {
      if (document.querySelectorAll('symbol[id="' + drawings[i].id + '"]').length > 1) {
        drawings[i].parentNode.removeChild(drawings[i]);
      }
    }
  }

  function read(request) {
    if (request.responseURL && request.responseURL.indexOf("/entrer") >= 0) {
      window.location.reload(); // the teacher's turn is over: the door opens
    } else if (request.status === 200 && !isBusy()) {
      tag = request.getResponseHeader("ETag");
      part.innerHTML = request.responseText;
      withoutDoubles();
    }
  }

  function ask() {
    var request = new XMLHttpRequest();
    if (document.hidden || isBusy()) { return; }
    request.open("GET", part.getAttribute("data-live"));
    if (tag) { request.setRequestHeader("If-None-Match", tag); }
    request.onload = function () { read(request); };
    request.send();
  }

  part.addEventListener("submit", function () { isSending = true; });
  window.setInterval(ask, part.getAttribute("data-seconds") * 1000);
}());
