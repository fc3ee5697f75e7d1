// Keeps a page as its files are: takes changed parts in, tells problems over it, and says how fresh the PDF is.
"use strict";
(() => {
  const script = document.currentScript;
  const { briefing, state } = script.dataset;
  script.remove(); // the page is then what the build writes
  const line = new Worker(`/-/line.js?${new URLSearchParams({ briefing, state })}`);
  let style = "";
  let code = "";

  // --- the page ----------------------------------------------------------------------------------

  // What a reader has opened stays open.
  const isTheirs = (element, name) => name === "open" && /^(DETAILS|DIALOG)$/.test(element.nodeName);

  const setAttributes = (old, made) => {
    for (const { name } of [...old.attributes]) {
      if (!made.hasAttribute(name) && !isTheirs(old, name)) old.removeAttribute(name);
    }
    for (const { name, value } of made.attributes) {
      if (old.getAttribute(name) !== value && !isTheirs(old, name)) old.setAttribute(name, value);
    }
  };

  // Returns, for each of the new nodes, the old one that is to become it, or undefined.
  const matched = (olds, mades) => {
    const match = new Array(mades.length);
    const free = new Set(olds);
    const pair = (index, one) => {
      match[index] = one;
      free.delete(one);
    };
    let first = 0;
    while (first < olds.length && first < mades.length && olds[first].isEqualNode(mades[first])) {
      pair(first, olds[first]);
      first++;
    }
    let last = 0;
    const most = Math.min(olds.length, mades.length) - first;
    while (last < most && olds[olds.length - 1 - last].isEqualNode(mades[mades.length - 1 - last])) {
      pair(mades.length - 1 - last, olds[olds.length - 1 - last]);
      last++;
    }
    const end = mades.length - last;
    const named = new Map();
    for (const one of free) if (one.id) named.set(one.id, one);
    for (let index = first; index < end; index++) {
      const one = mades[index].id && named.get(mades[index].id);
      if (one && one.nodeName === mades[index].nodeName) pair(index, one);
    }
    const rest = olds.slice(first, olds.length - last).filter((one) => free.has(one) && !one.id);
    for (let index = first, from = 0; index < end; index++) {
      if (match[index] || mades[index].id) continue;
      const found = rest.findIndex((one, at) => at >= from && at < from + 40 && one.isEqualNode(mades[index]));
      if (found >= 0) {
        pair(index, rest[found]);
        from = found + 1;
      }
    }
    let from = 0;
    for (let index = first; index < end; index++) {
      if (match[index]) {
        const at = rest.indexOf(match[index]);
        if (at >= 0) from = at + 1;
      } else if (!mades[index].id) {
        for (let at = from; at < rest.length && free.has(rest[at]); at++) {
          if (rest[at].nodeName === mades[index].nodeName) {
            pair(index, rest[at]);
            from = at + 1;
            break;
          }
        }
      }
    }
    for (const one of free) one.remove();
    return match;
  };

  // Makes `old` equal to `made` with as few new nodes as can be: one that stays keeps its focus and openness.
  const become = (old, made) => {
    if (old.isEqualNode(made)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = made.nodeValue;
      return;
    }
    setAttributes(old, made);
    const mades = [...made.childNodes];
    const match = matched([...old.childNodes], mades);
    let next = old.firstChild;
    mades.forEach((one, index) => {
      const kept = match[index];
      if (kept) become(kept, one);
      if (kept && kept === next) next = next.nextSibling;
      else if (kept && old.moveBefore) old.moveBefore(kept, next);
      else old.insertBefore(kept ?? document.importNode(one, true), next);
    });
  };

  const sheets = (within) => within.querySelectorAll('link[rel~="stylesheet"][href^="style.css"]');

  const parsed = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (style) for (const one of sheets(page)) one.setAttribute("href", `style.css?${style}`);
    return page;
  };

  const take = (name, old, html) => {
    if (name === "head" || name === "body") {
      become(old, parsed(html)[name]);
      return;
    }
    const box = document.createElement("template");
    box.innerHTML = html;
    become(old, box.content.firstElementChild);
  };

  // A new sheet is loaded before the old one goes, so that nothing is ever seen without style.
  const takeStyle = (name) => {
    style = name;
    for (const old of sheets(document)) {
      const made = old.cloneNode();
      made.href = `style.css?${name}`;
      made.onload = made.onerror = () => old.remove();
      old.after(made);
    }
  };

  // What stands at the top of the window stays where it is, whatever grows or goes above it.
  const anchor = () => {
    for (const y of [8, 80, 160, 320]) {
      const one = document.elementFromPoint(innerWidth / 2, y);
      if (one && one !== host && one !== document.body && one !== document.documentElement) {
        return { one, top: one.getBoundingClientRect().top };
      }
    }
    return null;
  };

  const takePage = (said) => {
    if (document.readyState === "loading") { // a change may be quicker than the rest of the page
      document.addEventListener("DOMContentLoaded", () => takePage(said), { once: true });
      return;
    }
    const held = scrollY > 0 ? anchor() : null;
    if (said.page !== undefined) {
      const page = parsed(said.page);
      setAttributes(document.documentElement, page.documentElement);
      become(document.head, page.head);
      become(document.body, page.body);
    } else {
      const olds = said.parts.map(([name, number, count]) => {
        const all = document.getElementsByTagName(name);
        return all.length === count ? all[number] : null;
      });
      if (!olds.every(Boolean)) { // the text has what only looks like a tag
        line.postMessage("all");
        return;
      }
      said.parts.forEach(([name, , , html], index) => take(name, olds[index], html));
    }
    if (said.style) takeStyle(said.style);
    if (held && held.one.isConnected) {
      const moved = held.one.getBoundingClientRect().top - held.top;
      if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
    }
  };

  // --- what is said over it ----------------------------------------------------------------------

  const make = (name, attributes = {}, ...inner) => {
    const one = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    one.append(...inner.filter((part) => part !== null && part !== ""));
    return one;
  };

  const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  const host = document.createElement("tieout-live");
  const root = host.attachShadow({ mode: "open" });
  const count = make("button", { class: "count", type: "button", "aria-controls": "problems" });
  const paper = make("span", { class: "paper" });
  const lost = make("span", { class: "lost", hidden: "" }, "not connected: the page may be out of date");
  const heard = make("p", { class: "heard", "aria-live": "polite" });
  const list = make("div", { class: "problems", id: "problems", role: "region", "aria-label": "Problems", tabindex: "-1" });
  const over = make(
    "div",
    { class: "over", popover: "manual", role: "complementary", "aria-label": "Live preview" },
    list,
    make("div", { class: "bar" }, count, paper, lost),
    heard,
  );
  root.append(make("link", { rel: "stylesheet", href: "/-/live.css" }), over);

  let isOpen = false;
  let known = new Set();

  const fold = (open) => {
    isOpen = open;
    list.hidden = !open;
    count.setAttribute("aria-expanded", String(open));
  };
  count.addEventListener("click", () => fold(!isOpen));
  over.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen) {
      fold(false);
      count.focus();
      event.stopPropagation();
    }
  });

  const place = ({ at, href }) => (href ? make("a", { href }, at) : make("span", {}, at));

  const problem = (one) => {
    const lines = [];
    if (one.line) {
      const [number, shown, carets] = one.line;
      const margin = " ".repeat(String(number).length);
      lines.push(make("pre", {}, `${number} | ${shown}\n${margin} | `, make("b", {}, carets)));
    }
    for (const note of one.notes) lines.push(make("p", { class: "note" }, note));
    for (const near of one.related) lines.push(make("p", { class: "note" }, `${near.message}: `, place(near)));
    if (one.help) lines.push(make("p", { class: "help" }, one.help));
    return make(
      "li",
      { class: one.severity },
      make("p", { class: "where" }, make("b", {}, one.severity), " ", place(one), " ", make("span", { class: "check" }, one.check)),
      make("p", { class: "message" }, one.message),
      ...lines,
    );
  };

  const takeProblems = (said) => {
    const { problems, errors, warnings, held, fault } = said;
    const told = [errors ? many(errors, "error") : "", warnings ? many(warnings, "warning") : ""].filter(Boolean);
    if (held && !errors) told.unshift("out of date");
    if (fault) told.unshift("tieout failed");
    count.textContent = told.join(", ") || "no problems";
    count.className = `count ${errors || fault || held ? "error" : warnings ? "warning" : "well"}`;
    count.disabled = !told.length;
    const rows = problems.map(problem);
    const more = errors + warnings - problems.length;
    list.replaceChildren(
      held ? make("p", { class: "held" }, held) : "",
      fault ? make("p", { class: "held" }, "This is a mistake of tieout itself; the last page stays.") : "",
      fault ? make("pre", { class: "fault" }, fault) : "",
      make("ul", {}, ...rows),
      more > 0 ? make("p", { class: "held" }, `and ${more} more: tieout check prints them all`) : "",
    );
    const now = new Set(problems.filter((one) => one.severity === "error").map((one) => `${one.check} ${one.message}`));
    if (fault) now.add(fault);
    if (held) now.add(held);
    const isNew = [...now].some((one) => !known.has(one));
    known = now;
    if (!now.size) fold(false);
    else if (isNew) {
      fold(true);
      if (over.isConnected && over.matches(":popover-open")) {
        over.hidePopover();
        over.showPopover(); // above what else has been opened since
      }
    }
    if (heard.textContent !== count.textContent) heard.textContent = count.textContent;
  };

  const takeStatus = ({ name, behind, making }) => {
    let said = "none";
    if (behind === 0 && name) said = "current";
    else if (making && behind > 1) said = `being made, ${many(behind, "edit")} behind`;
    else if (making) said = "being made";
    else if (behind < 0) said = "not made yet";
    else if (behind > 0) said = `${many(behind, "edit")} behind`;
    const words = `PDF: ${said}`;
    if (paper.textContent === words && !!paper.querySelector("a") === !!name) return;
    paper.dataset.state = said === "current" ? "current" : said === "none" ? "none" : "behind";
    paper.replaceChildren(name ? make("a", { href: name, target: "_blank", type: "application/pdf" }, words) : words);
  };

  line.onmessage = ({ data: { kind, said } }) => {
    switch (kind) {
      case "open":
      case "lost":
        lost.hidden = kind === "open";
        break;
      case "hello":
        if (code && code !== said.code) location.reload();
        code = said.code;
        break;
      case "page":
        takePage(said);
        break;
      case "again":
        location.reload();
        break;
      case "problems":
        takeProblems(said);
        break;
      case "status":
        takeStatus(said);
        break;
    }
  };

  const show = () => {
    document.documentElement.append(host);
    over.showPopover?.();
  };
  fold(false);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show, { once: true });
  else show();
})();
