// keep.js: an answer that finds no way to the box stays on the phone, and leaves by itself once there is one.
// It lies in localStorage, one key an answer, from before it is sent until the box says that it has it. Any page
// of the box sends what lies there; the box knows by the token whose answer it is, and by the id counts it once.
// Where nothing can be kept, the forms go the ordinary way.
(function () {
  "use strict";
  var ADDRESS = "/pratique/gardees", PREFIX = "kept.";
  var TIMEOUT_MS = 6000, SOON_MS = 3000; // together: 9 seconds after the link is back the answer is on its way
  var LATER_MS = 30000; // the box answers, but can keep nothing now
  var SLOW_MS = 1500; // most answers are there before; then it is said that this one is on its way
  var MOST = 200; // beyond, the oldest are given up
  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var box = document.querySelector("script[data-box]").getAttribute("data-box");
  var form = document.querySelector("form[data-keep]"); // on the page of a question
  var store = storage(), timer = 0, walking = false, flying = {}, ownKey = "";

  function storage() {
    try { return window.localStorage; } catch (error) { return null; } // the browser forbids it
  }

  function put(key, item) {
    try { store.setItem(key, JSON.stringify(item)); return true; } catch (error) { return false; } // none, or full
  }

  function read(text) {
    try { return JSON.parse(text) || {}; } catch (error) { return {}; } // not ours, or not for a script
  }

  function item(key) { return read(store.getItem(key)); }

  function byAge(one, other) { return item(one).at - item(other).at; }

  // Returns the keys of all answers on this phone, oldest first.
  function all() {
    var found = [], i;
    for (i = 0; store && i < store.length; i += 1) {
      if (store.key(i).indexOf(PREFIX) === 0) { found.push(store.key(i)); }
    }
    return found.sort(byAge);
  }

  // Returns those for this box: another one, of another school, may have the same address.
  function waiting() {
    return all().filter(function (key) { return item(key).box === box; });
  }

  // By number, not by age: the clock of a phone may jump by years.
  function giveUpOld() {
    all().slice(0, -MOST).forEach(function (key) { store.removeItem(key); });
  }

  // Returns 128 bits of chance in 22 letters.
  function newId() {
    var chance = new Uint8Array(22), id = "", i;
    if (window.crypto) { window.crypto.getRandomValues(chance); }
    for (i = 0; i < chance.length; i += 1) {
      id += SIGNS.charAt((window.crypto ? chance[i] : Math.random() * 64) % 64);
    }
    return id;
  }

  function isTick(field) { return field.type === "radio" || field.type === "checkbox"; }

  // Returns the [name, value] pairs that the browser itself would send.
  function pairsOf(sent) {
    return [].filter.call(sent.elements, function (field) {
      var isSent = field.name && !field.disabled && (!isTick(field) || field.checked);
      return isSent && field.type !== "submit" && field.type !== "button";
    }).map(function (field) { return [field.name, field.value]; });
  }

  function encoded(text) {
    try { return encodeURIComponent(text); } catch (error) { return ""; } // half a sign
  }

  // Sends the pairs; then(status, told): status 0 when the box was not reached, told {} unless it told a script.
  function post(to, pairs, then) {
    var request = new XMLHttpRequest();
    request.open("POST", to);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setRequestHeader("Accept", "application/json");
    request.onloadend = function () { then(request.status, read(request.responseText)); };
    request.send(pairs.map(function (pair) { return pair.map(encoded).join("="); }).join("&"));
  }

  function say(name) {
    [].forEach.call(document.querySelectorAll("[data-said]"), function (words) {
      var isSaid = words.getAttribute("data-said") === name;
      if (isSaid && words.hidden) { words.hidden = false; words.scrollIntoView(false); } // once, not at each try
      words.hidden = !isSaid;
    });
  }

  function isBusy(sent) { return sent.hasAttribute("aria-busy"); }

  function begin(sent) {
    sent.setAttribute("aria-busy", "true");
    window.setTimeout(function () { if (isBusy(sent)) { say("sending"); } }, SLOW_MS);
  }

  // Sends one answer; then(status) once it is known what became of it.
  function deliver(key, then) {
    flying[key] = true;
    post(ADDRESS, item(key).pairs || [], function (status, told) {
      var isOver = told.state === "kept" || (told.state === "refused" && told.box === box) || status === 413; // too long
      delete flying[key];
      if (isOver) { store.removeItem(key); }
      if (key === ownKey && isOver) { window.location.assign(told.page || form.getAttribute("action")); }
      if (key === ownKey && !isOver) { stay(); }
      then(status);
    });
  }

  // Sends all answers, one after the other, for as long as the box is reached.
  function sendAll() {
    var keys = waiting().filter(function (key) { return !flying[key]; });
    function next(status) {
      if (status && keys.length) { deliver(keys.shift(), next); return; }
      walking = false;
      if (status) { giveUpOld(); }
      planNext(status);
    }
    if (!walking) { walking = true; next(200); }
  }

  function planNext(status) {
    window.clearTimeout(timer);
    if (waiting().length) { timer = window.setTimeout(sendAll, status ? LATER_MS : SOON_MS); }
  }

  // Shows on its own page the answer that is kept; it is not changed any more, nor sent by hand.
  function stay() {
    var pairs = item(ownKey).pairs || []; // none: another tab has just sent it
    form.removeAttribute("aria-busy");
    [].forEach.call(form.elements, function (field) {
      var values = pairs.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
      if (isTick(field)) { field.checked = values.indexOf(field.value) >= 0; }
      else if (values.length) { field.value = values[0]; }
      if (field.type === "submit") { field.hidden = true; }
      if (field.type !== "button") { field.disabled = true; } // but "Écouter" goes on
    });
    say("kept");
  }

  // Finds the answer to this page's question among those kept, if another tab or an earlier visit has left it.
  function adopt() {
    var token = form.elements.token.value;
    ownKey = waiting().filter(function (key) { return item(key).token === token; })[0] || "";
    if (ownKey) { stay(); }
  }

  function answered(event) {
    var key = PREFIX + newId(), pairs;
    if (ownKey || isBusy(form)) { event.preventDefault(); return; }
    pairs = pairsOf(form).filter(function (pair) { return pair[0] !== "csrf"; });
    pairs.push(["sent_as", key.slice(PREFIX.length)]);
    if (!put(key, { box: box, at: Date.now(), token: form.elements.token.value, pairs: pairs })) { return; }
    event.preventDefault();
    ownKey = key;
    begin(form);
    deliver(key, planNext);
  }

  // Sends a form that leads to another page; while the box is not reached, this page stays.
  function leadOn(sent, to) {
    begin(sent);
    post(to, pairsOf(sent), function (status, told) {
      if (told.page) { window.location.assign(told.page); return; }
      if (status) { sent.action = to; sent.submit(); return; } // the box itself says what is wrong
      say("away");
      if (sent.hasAttribute("data-onward")) { window.setTimeout(function () { leadOn(sent, to); }, SOON_MS); }
      else { sent.removeAttribute("aria-busy"); }
    });
  }

  function ready() {
    var onward = document.querySelector("form[data-onward]");
    var hint = document.querySelector("form[data-keep] [formaction]");
    if (onward) {
      onward.addEventListener("submit", function (event) {
        event.preventDefault();
        if (!isBusy(onward)) { leadOn(onward, onward.getAttribute("action")); }
      });
    }
    if (hint) {
      hint.addEventListener("click", function (event) {
        event.preventDefault();
        if (!isBusy(form)) { leadOn(form, hint.getAttribute("formaction")); }
      });
    }
    if (form) { form.addEventListener("submit", answered); adopt(); }
    if (all().length) { sendAll(); }
  }

  window.addEventListener("online", sendAll);
  window.addEventListener("storage", function () { // another tab has kept an answer, or sent one
    if (ownKey && !store.getItem(ownKey)) { window.location.assign(form.getAttribute("action")); return; }
    if (form && !ownKey) { adopt(); }
    planNext(0);
  });
  window.addEventListener("pageshow", function (event) { // back to a page that was left while it sent
    if (event.persisted && document.querySelector("[aria-busy]")) { window.location.reload(); }
  });
  ready();
}());
