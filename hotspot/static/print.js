// print.js: shows the "Imprimer" buttons. Without script the browser's own menu prints the same page.
(function () {
  "use strict";
  var buttons = document.querySelectorAll("[data-print]"), i;
  function print() { window.print(); }
  for (i = 0; window.print && i < buttons.length; i += 1) {
    buttons[i].hidden = false;
    buttons[i].addEventListener("click", print);
  }
}());
