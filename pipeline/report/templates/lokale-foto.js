(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("gegevens").textContent);
  var PER_PAGE = 50;
  var plain = function (text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  };
  data.rows.forEach(function (row) {
    row.plain = plain([row.text, row.labels, row.source, row.more, "nr " + row.nr].join(" "));
  });
  var body = document.querySelector("#lijst tbody");
  var form = document.getElementById("filters");
  var query = document.getElementById("zoek");
  var selects = Array.from(form.querySelectorAll("select"));
  var status = document.getElementById("gevonden");
  var place = document.getElementById("blad");
  var previous = document.getElementById("vorige");
  var next = document.getElementById("volgende");
  var found = data.rows;
  var first = 0;
  var belgian = new Intl.NumberFormat("nl-BE");

  function cell(line, text) {
    line.appendChild(document.createElement("td")).textContent = text;
  }
  function show() {
    var lines = document.createDocumentFragment();
    found.slice(first, first + PER_PAGE).forEach(function (row) {
      var line = lines.appendChild(document.createElement("tr"));
      [row.nr, row.text, row.labels, row.state, row.source].forEach(function (text) { cell(line, text); });
    });
    body.replaceChildren(lines);
    var last = Math.min(first + PER_PAGE, found.length);
    status.textContent = belgian.format(found.length) + " gevonden";
    place.textContent = found.length ? (first + 1) + " tot " + last + " van " + belgian.format(found.length) : "";
    previous.disabled = first === 0;
    next.disabled = last >= found.length;
  }
  function filter() {
    var words = plain(query.value).split(/\s+/).filter(Boolean);
    var chosen = selects.filter(function (select) { return select.value; });
    found = data.rows.filter(function (row) {
      return words.every(function (word) { return row.plain.indexOf(word) >= 0; }) &&
        chosen.every(function (select) { return row.keys[select.dataset.filter].indexOf(select.value) >= 0; });
    });
    first = 0;
    show();
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); filter(); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  previous.addEventListener("click", function () { first = Math.max(0, first - PER_PAGE); show(); });
  next.addEventListener("click", function () { first += PER_PAGE; show(); });
  document.querySelectorAll("a[data-frame]").forEach(function (link) {
    link.addEventListener("click", function () {
      form.reset();
      document.getElementById("f-" + link.dataset.frame).value = link.dataset.label;
      setTimeout(filter, 0);
    });
  });
  show();
}());
