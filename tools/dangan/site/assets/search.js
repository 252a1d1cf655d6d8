/* Search over the columnar index: exact substrings, all terms, in any number writing.
   Index chunks are scripts (so that file:// works) and call danganIndex(). */
(() => {
  "use strict";
  const root = document.querySelector("[data-search]");
  if (!root) return;
  const setup = JSON.parse(root.dataset.search);
  const words = setup.words;
  const box = root.querySelector("[data-main-search]");
  const list = root.querySelector("[data-hits]");
  const bar = root.querySelector("[data-total]");
  const sorter = root.querySelector("[data-sorter]");
  const facetBox = root.querySelector("[data-facets]");
  const PAGE = 50;
  const rows = [];
  let hits = [];
  let shown = PAGE;
  let cursor = -1;
  let active = {};

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const SEPARATORS = /[\s\-_.\/\\·•・‧∙⋅。〔〕\[\]()【】:,'"‐‑‒–—―−~]+/g;
  const bare = (text) => fold(text).replace(SEPARATORS, "");
  const say = (text, gaps) => text.replace(/\{(\w+)\}/g, (all, name) => (name in gaps ? gaps[name] : all));
  const make = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  /* ---- index ---- */
  const read = (chunk) => {
    for (let i = 0; i < chunk.url.length; i += 1) {
      const facets = {};
      for (const facet of setup.facets) facets[facet.id] = chunk.facets[facet.id][i];
      const more = chunk.more[i];
      rows.push({
        url: chunk.url[i], number: chunk.number[i], title: chunk.title[i], more, facets,
        hay: fold([chunk.number[i], chunk.title[i], more, labels(facets)].join("\n")),
        bare: chunk.numbers[i].map(bare).join("\n"),
      });
    }
  };
  const labels = (facets) => setup.facets.map((facet) => facet.values[facets[facet.id]] || "").join("\n");
  let waiting = setup.chunks.length;
  window.danganIndex = (chunk) => {
    read(chunk);
    waiting -= 1;
    if (waiting === 0) start();
  };

  /* ---- match ---- */
  const terms = () => box.value.trim().split(/\s+/).filter(Boolean).map((text) => ({ text: fold(text), bare: bare(text) }));
  const whole = () => bare(box.value);
  const asNumber = (row, all) => all.length >= 3 && /[0-9]/.test(all) && row.bare.includes(all);
  const matches = (row, wanted, all) =>
    wanted.every((term) => row.hay.includes(term.text) || asNumber(row, term.bare)) || asNumber(row, all);
  const inFacets = (row, except) => {
    for (const id in active) {
      if (id !== except && active[id].size && !active[id].has(row.facets[id])) return false;
    }
    return true;
  };
  const score = (row, wanted, all) => {
    if (all && row.bare.split("\n").includes(all)) return 0;
    if (asNumber(row, all)) return 1;
    const title = fold(row.title);
    return wanted.every((term) => title.includes(term.text)) ? 2 : 3;
  };
  const order = new Intl.Collator(document.documentElement.lang || "zh", { numeric: true });
  const SORTS = {
    best: (a, b) => a.score - b.score || order.compare(b.row.number, a.row.number),
    number: (a, b) => order.compare(a.row.number, b.row.number),
    newest: (a, b) => order.compare(year(b.row), year(a.row)) || order.compare(a.row.number, b.row.number),
    oldest: (a, b) => order.compare(year(a.row), year(b.row)) || order.compare(a.row.number, b.row.number),
    title: (a, b) => order.compare(a.row.title, b.row.title),
  };
  const yearFacet = setup.facets.find((facet) => facet.id === "year");
  const year = (row) => (yearFacet ? yearFacet.values[row.facets.year] || "" : "");

  /* ---- state in the address ---- */
  const readAddress = () => {
    const asked = new URLSearchParams(location.search);
    box.value = asked.get("q") || "";
    sorter.value = SORTS[asked.get("sort")] ? asked.get("sort") : "best";
    active = {};
    for (const facet of setup.facets) {
      const picked = asked.getAll(facet.id).map((key) => facet.keys.indexOf(key)).filter((index) => index >= 0);
      active[facet.id] = new Set(picked);
    }
  };
  const writeAddress = () => {
    const asked = new URLSearchParams();
    if (box.value.trim()) asked.set("q", box.value.trim());
    for (const facet of setup.facets) for (const index of active[facet.id]) asked.append(facet.id, facet.keys[index]);
    if (sorter.value !== "best") asked.set("sort", sorter.value);
    const text = asked.toString();
    try {
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; /* file:// may refuse */
    }
  };

  /* ---- paint ---- */
  const marked = (node, text, wanted) => {
    const low = fold(text);
    const spans = [];
    if (low.length === text.length) {
      for (const term of wanted) {
        for (let at = low.indexOf(term.text); at >= 0; at = low.indexOf(term.text, at + term.text.length)) spans.push([at, at + term.text.length]);
      }
    }
    spans.sort((a, b) => a[0] - b[0]);
    let from = 0;
    for (const [start, end] of spans) {
      if (start < from) continue;
      node.append(text.slice(from, start), make("mark", text.slice(start, end)));
      from = end;
    }
    node.append(text.slice(from));
    return node;
  };
  const excerpt = (row, wanted) => {
    const term = wanted.find((one) => !fold(row.title).includes(one.text));
    const line = term && row.more.split("\n").find((text) => fold(text).includes(term.text));
    if (!line) return "";
    const at = fold(line).indexOf(term.text);
    const from = line.length > 90 ? Math.max(0, at - 30) : 0;
    return (from ? "…" : "") + line.slice(from, from + 90) + (line.length > from + 90 ? "…" : "");
  };
  const hitNode = (hit, index, wanted) => {
    const row = hit.row;
    const link = make("a", undefined, "dg-hit");
    link.href = row.url;
    link.id = `hit-${index}`;
    link.setAttribute("role", "option");
    const head = make("div");
    head.append(marked(make("code"), row.number, wanted), marked(make("b"), row.title, wanted));
    link.append(head);
    const piece = excerpt(row, wanted);
    if (piece) link.append(marked(make("em"), piece, wanted));
    const small = make("small");
    for (const facet of setup.facets) {
      const value = facet.values[row.facets[facet.id]];
      if (value && facet.shown) {
        const tone = facet.tones ? facet.tones[row.facets[facet.id]] : "";
        small.append(make("span", value, tone ? `dg-st dg-st--${tone}` : ""));
      }
    }
    link.append(small);
    return link;
  };
  const paintHits = () => {
    const wanted = terms();
    list.replaceChildren(...hits.slice(0, shown).map((hit, index) => hitNode(hit, index, wanted)));
    if (hits.length > shown) {
      const more = make("button", say(words.more, { count: hits.length - shown }));
      more.type = "button";
      more.addEventListener("click", () => { shown += PAGE * 4; paintHits(); });
      list.append(more);
    }
    point(cursor);
  };
  const FACET_ROWS = 12;
  const paintFacet = (facet, found) => {
    const counts = new Map();
    for (const hit of found) {
      if (inFacets(hit.row, facet.id)) counts.set(hit.row.facets[facet.id], (counts.get(hit.row.facets[facet.id]) || 0) + 1);
    }
    for (const index of active[facet.id]) if (!counts.has(index)) counts.set(index, 0);
    const entries = [...counts].filter(([index]) => facet.values[index]);
    if (!entries.length) return null;
    entries.sort((a, b) => (facet.id === "year" ? order.compare(facet.values[b[0]], facet.values[a[0]]) : b[1] - a[1] || a[0] - b[0]));
    const section = make("section", undefined, "dg-facet");
    section.append(make("h3", facet.label));
    const open = section.dataset.all || opened.has(facet.id);
    for (const [index, count] of open ? entries : entries.slice(0, FACET_ROWS)) section.append(facetRow(facet, index, count));
    if (!open && entries.length > FACET_ROWS) {
      const more = make("button", words.all);
      more.type = "button";
      more.addEventListener("click", () => { opened.add(facet.id); run(); });
      section.append(more);
    }
    return section;
  };
  const opened = new Set();
  const facetRow = (facet, index, count) => {
    const label = make("label");
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.checked = active[facet.id].has(index);
    tick.addEventListener("change", () => {
      if (tick.checked) active[facet.id].add(index);
      else active[facet.id].delete(index);
      shown = PAGE;
      run();
    });
    label.append(tick, make("span", facet.values[index]), make("span", String(count)));
    return label;
  };

  /* ---- empty result: say what was searched, and what would help ---- */
  const distance = (a, b) => {
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(last[j] + 1, next[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      last = next;
    }
    return last[b.length];
  };
  const nearest = (all) => {
    if (all.length < 3 || all.length > 40 || !/[0-9]/.test(all)) return [];
    const near = [];
    for (const row of rows) {
      const own = row.bare.split("\n")[0];
      if (!own || Math.abs(own.length - all.length) > 3) continue;
      const far = distance(own, all);
      if (far <= 3) near.push({ row, far });
    }
    return near.sort((a, b) => a.far - b.far || order.compare(a.row.number, b.row.number)).slice(0, 5);
  };
  const advice = (wanted, all) => {
    const node = make("div", undefined, "dg-empty");
    node.append(make("p", say(words.empty, { query: box.value.trim() || "—", total: rows.length })));
    const tips = make("ul");
    const near = nearest(all);
    for (const entry of near) {
      const line = make("li", words.near + " ");
      const link = make("a", `${entry.row.number} ${entry.row.title}`);
      link.href = entry.row.url;
      line.append(link);
      tips.append(line);
    }
    const found = rows.filter((row) => matches(row, wanted, all));
    for (const facet of setup.facets) {
      if (!active[facet.id].size) continue;
      const without = found.filter((row) => inFacets(row, facet.id)).length;
      if (without) tips.append(tip(say(words.without, { facet: facet.label, count: without }), () => { active[facet.id].clear(); run(); }));
    }
    if (wanted.length > 1) {
      for (const term of wanted) {
        const rest = wanted.filter((other) => other !== term);
        const count = rows.filter((row) => matches(row, rest, "") && inFacets(row)).length;
        if (count) tips.append(tip(say(words.less, { term: term.text, count }), () => { box.value = rest.map((other) => other.text).join(" "); run(); }));
      }
    }
    if (!tips.children.length) tips.append(make("li", words.shorter));
    node.append(tips);
    return node;
  };
  const tip = (text, act) => {
    const line = make("li");
    const button = make("button", text);
    button.type = "button";
    button.addEventListener("click", act);
    line.append(button);
    return line;
  };

  /* ---- run ---- */
  const run = () => {
    const wanted = terms();
    const all = whole();
    const found = [];
    for (const row of rows) if (matches(row, wanted, all)) found.push({ row, score: wanted.length ? score(row, wanted, all) : 3 });
    hits = found.filter((hit) => inFacets(hit.row));
    hits.sort(SORTS[sorter.value]);
    cursor = -1;
    writeAddress();
    bar.textContent = say(words.total, { count: hits.length, total: rows.length });
    facetBox.replaceChildren(...setup.facets.map((facet) => paintFacet(facet, found)).filter(Boolean));
    if (hits.length) paintHits();
    else list.replaceChildren(advice(wanted, all));
    root.dataset.ready = "yes";
  };
  const point = (index) => {
    const all = list.querySelectorAll(".dg-hit");
    for (const node of all) node.classList.remove("is-on");
    cursor = Math.min(index, all.length - 1);
    box.removeAttribute("aria-activedescendant");
    if (cursor < 0) return;
    all[cursor].classList.add("is-on");
    box.setAttribute("aria-activedescendant", all[cursor].id);
    all[cursor].scrollIntoView({ block: "nearest" });
  };
  const keys = (event) => {
    if (event.isComposing) return; /* an input method is choosing characters */
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(Math.max(-1, cursor + (event.key === "ArrowDown" ? 1 : -1)));
    } else if (event.key === "Enter") {
      const target = list.querySelectorAll(".dg-hit")[Math.max(0, cursor)];
      event.preventDefault();
      if (target && (cursor >= 0 || hits.length === 1 || hits[0].score < 2)) location.href = target.href;
    } else if (event.key === "Escape") {
      if (cursor >= 0) point(-1);
      else if (box.value) { box.value = ""; run(); }
      else for (const id in active) active[id].clear();
      if (!box.value && cursor < 0) run();
    }
  };
  const start = () => {
    readAddress();
    box.addEventListener("input", () => { shown = PAGE; run(); });
    box.addEventListener("keydown", keys);
    sorter.addEventListener("change", run);
    const wide = window.matchMedia("(min-width: 701px)");
    const unfold = () => { root.querySelector(".dg-facets").open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();
    run();
    box.focus({ preventScroll: true });
  };
  for (const chunk of setup.chunks) {
    const script = document.createElement("script");
    script.src = chunk;
    document.head.append(script);
  }
  if (!setup.chunks.length) start();
})();
