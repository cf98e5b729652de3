// What scrolls sideways can be reached by keyboard; closed solutions open for the printer.
(() => {
  const boxes = () => document.querySelectorAll(".bd-article :is(.math, mjx-container, pre, .pst-scrollable-table-container, .text_html)");
  const kind = box => box.matches("pre") ? "code" : box.matches(".math, mjx-container") ? "formula" : "table";

  // An inline formula that is wider than its line becomes a box that scrolls; any other stays part of the line.
  function fit() {
    for (const formula of document.querySelectorAll(".bd-article span.math")) {
      formula.classList.remove("wide");
      const room = formula.closest("p, li, td, th, dd, figcaption, h1, h2, h3")?.clientWidth ?? Infinity;
      formula.classList.toggle("wide", formula.getBoundingClientRect().width > room);
    }
  }

  function reach() {
    fit();
    for (const box of boxes()) {
      const scrolls = box.scrollWidth > box.clientWidth && box.clientWidth > 0 && getComputedStyle(box).overflowX !== "visible";
      if (!scrolls) {
        if (box.dataset.scrolls) ["tabindex", "role", "aria-label", "data-scrolls"].forEach(name => box.removeAttribute(name));
      } else {
        Object.entries({ tabindex: "0", role: "group", "aria-label": `Wide ${kind(box)}, scrolls sideways`, "data-scrolls": "yes" })
          .forEach(pair => box.setAttribute(...pair));
      }
    }
  }

  window.addEventListener("load", async () => {
    await document.fonts.ready;
    await window.MathJax?.startup?.promise;
    reach();
  });
  window.addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".bd-article details:not([open])")];
    closed.forEach(block => (block.open = true));
  });
  window.addEventListener("afterprint", () => closed.forEach(block => (block.open = false)));
})();
