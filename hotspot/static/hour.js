// hour.js: a phone knows what time it is, and a box without a clock does not. Where the page asks, the phone tells
// the box, once; and it fills in the form of an adult, which can be typed as well, or gives its own hour at a touch.
(function () {
  "use strict";
  var script = document.querySelector("script[data-hour]");
  var token = document.querySelector("input[name=csrf]");
  var field = document.querySelector("[data-phone-hour]");
  var taking = document.querySelector("form[data-phone-now]");

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function here(now) {
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate()) +
      "T" + two(now.getHours()) + ":" + two(now.getMinutes());
  }

  function tell(address) {
    var request = new window.XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.send("csrf=" + encodeURIComponent(token.value) + "&now=" + new Date().getTime());
  }

  if (field && !field.getAttribute("aria-invalid")) { field.value = here(new Date()); }
  if (taking) {
    taking.removeAttribute("hidden");
    taking.onsubmit = function () { taking.now.value = new Date().getTime(); };
  }
  if (script && token) { tell(script.getAttribute("data-hour")); }
}());
