/* Made by convert. The search in the pages of a book: its index is beside it, and nothing is asked of a network. */
"use strict";
(function () {
  const box = document.querySelector(".search");
  if (!box || typeof searchIndex === "undefined") return;
  const input = box.querySelector("input"), found = box.querySelector(".found"), list = box.querySelector(".results");
  const folded = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  const most = 30;

  // The words around the first place where one of the words stands.
  function excerpt(text, plain, words) {
    const places = words.map(word => plain.indexOf(word)).filter(place => place >= 0);
    const at = places.length ? Math.min(...places) : 0;
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 50)) + 1);
    return (start > 0 ? "… " : "") + text.slice(start, start + 160).trim() + (text.length > start + 160 ? " …" : "");
  }

  function search() {
    const words = folded(input.value).split(/\s+/).filter(word => word);
    list.textContent = "";
    found.textContent = "";
    if (!words.length) return;
    index ??= searchIndex.map(([title, address, text]) => ({ title, address, text, head: folded(title), plain: folded(text) }));
    const hits = [];
    for (const one of index) {
      if (words.every(word => one.head.includes(word) || one.plain.includes(word))) {
        hits.push([words.filter(word => one.head.includes(word)).length, one]);
      }
    }
    hits.sort((a, b) => b[0] - a[0]);
    for (const [, one] of hits.slice(0, most)) {
      const item = document.createElement("li"), link = document.createElement("a"), words_ = document.createElement("p");
      link.href = one.address;
      link.textContent = one.title;
      words_.textContent = excerpt(one.text, one.plain, words);
      item.append(link, words_);
      list.append(item);
    }
    found.textContent = hits.length ? String(hits.length) : box.dataset.nothing;
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", event => {
    if (event.key === "Escape") { input.value = ""; search(); }
  });
  box.hidden = false;
})();
