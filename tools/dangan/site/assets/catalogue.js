/* What every page needs: "/" to the search box, copy, sort and filter of tables. */
(() => {
  "use strict";
  const typing = (node) => node && (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.querySelector("[data-main-search]") || document.querySelector(".dg-find input");
    if (box && box.offsetParent !== null) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  const copied = (button) => {
    const word = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = word; }, 1500);
  };
  const copy = (button) => {
    const text = button.dataset.copy;
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(() => copied(button), () => {});
      return;
    }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) copied(button);
    area.remove();
  };

  const order = new Intl.Collator(document.documentElement.lang || "zh", { numeric: true });
  const sortBy = (head) => {
    const table = head.closest("table");
    const index = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => order.compare(a.cells[index].textContent, b.cells[index].textContent) * (down ? -1 : 1));
    body.append(...rows);
  };

  const filter = (box) => {
    const table = document.getElementById(box.dataset.filter);
    const terms = box.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.normalize("NFKC").toLowerCase();
      const on = terms.every((term) => text.includes(term));
      row.classList.toggle("dg-hide", !on);
      if (on) shown += 1;
    }
    const count = document.querySelector(`[data-count="${box.dataset.filter}"]`);
    if (count) count.textContent = String(shown);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-copy],[data-print],th[data-sort]");
    if (!target) return;
    if (target.dataset.copy !== undefined) copy(target);
    else if (target.dataset.print !== undefined) window.print();
    else sortBy(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("th[data-sort]")) sortBy(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target.dataset.filter) filter(event.target);
  });
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details.dg-why")) fold.open = true;
  });
})();
