// suggest.js: while one types in a search field, shows titles that fit as a list of links under it.
// One small request after a pause; arrow keys go through the list, Escape closes it. Without it the form works.
(function () {
  "use strict";
  var PAUSE_MS = 250, SHORTEST = 2;
  var forms = document.querySelectorAll("form[data-ideas]"), i;

  function prepare(form) {
    var field = form.querySelector("input[type=search]");
    var list = document.createElement("ul"), told = document.createElement("span");
    var known = {}, asked = "", timer = 0;

    function hide() {
      list.hidden = true;
      told.textContent = "";
    }

    function show(ideas) {
      var place, item, link, small;
      if (ideas.length === 0) { hide(); return; }
      while (list.firstChild) { list.removeChild(list.firstChild); }
      for (place = 0; place < ideas.length; place += 1) {
        item = document.createElement("li");
        link = document.createElement("a");
        link.href = ideas[place][1];
        link.dir = "auto";
        link.textContent = ideas[place][0];
        small = document.createElement("small");
        small.textContent = ideas[place][2];
        link.appendChild(small);
        item.appendChild(link);
        list.appendChild(item);
      }
      list.hidden = false;
      told.textContent = form.getAttribute("data-ideas-name") + " (" + ideas.length + ")";
    }

    function ask(words) {
      var request = new XMLHttpRequest();
      request.onload = function () {
        if (request.status !== 200) { return; }
        known[words] = JSON.parse(request.responseText);
        if (words === asked) { show(known[words]); }
      };
      request.open("GET", form.getAttribute("data-ideas") + "&q=" + encodeURIComponent(words));
      request.send();
    }

    function typed() {
      var words = field.value.replace(/\s+/g, " ").replace(/^ | $/g, "");
      clearTimeout(timer);
      if (words === asked && !list.hidden) { return; }
      asked = words;
      if (words.length < SHORTEST) { hide(); return; }
      if (known.hasOwnProperty(words)) { show(known[words]); return; }
      timer = setTimeout(function () { ask(words); }, PAUSE_MS);
    }

    function goTo(step) {
      var stops = [field].concat([].slice.call(list.querySelectorAll("a")));
      var next = stops[stops.indexOf(document.activeElement) + step];
      if (next) { next.focus(); }
    }

    function pressed(event) {
      if (list.hidden) { return; }
      if (event.key === "ArrowDown") { goTo(1); } else if (event.key === "ArrowUp") { goTo(-1); }
      else if (event.key === "Escape") { hide(); field.focus(); } else { return; }
      event.preventDefault();
    }

    function left(event) {
      if (!form.contains(event.target)) { hide(); }
    }

    list.className = "ideas";
    list.hidden = true;
    list.setAttribute("aria-label", form.getAttribute("data-ideas-name"));
    told.className = "vh"; // heard, not seen: how many ideas there are
    told.setAttribute("role", "status");
    form.appendChild(told);
    form.appendChild(list);
    field.autocomplete = "off";
    field.addEventListener("input", typed);
    form.addEventListener("keydown", pressed);
    document.addEventListener("click", left);
    document.addEventListener("focusin", left);
  }

  for (i = 0; i < forms.length; i += 1) { prepare(forms[i]); }
}());
