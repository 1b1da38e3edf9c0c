/* A text beside its proposals: the words of the row one stands on are shown, and decisions change parts of the page.
   Without this file each decision is a form and a page. */
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const row = () => one(".items > .here") || document.activeElement.closest(".items > li") || one(".items > li");
  const doorOf = (line) => one("a", line);
  const say = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
  const arm = () => document.querySelectorAll(".items > li:not(.open, :has(> span))").forEach((line) => {
    const both = document.createElement("span");
    both.append(...[["accept", "✓", say("Nhận", "Accept")], ["reject", "✕", say("Bỏ", "Leave out")]].map(([name, sign, words]) => Object.assign(document.createElement("button"), { type: "button", name, textContent: sign, ariaLabel: words, title: words })));
    line.insertBefore(both, one(".opened", line));
  });

  /* the words a row was read from: marked in the text and scrolled to */
  const places = (law, wanted) => {
    const walk = document.createTreeWalker(law, NodeFilter.SHOW_TEXT);
    const found = [];
    let past = Number(law.dataset.from);
    while (found.length < wanted.length && walk.nextNode()) {
      const end = past + walk.currentNode.length;
      while (found.length < wanted.length && wanted[found.length] <= end) found.push([walk.currentNode, Math.max(0, wanted[found.length] - past)]);
      past = end;
    }
    return found.length === wanted.length && wanted[0] >= Number(law.dataset.from) ? found : null;
  };
  const mark = (range) => {
    if (CSS.highlights) { CSS.highlights.set("at", new Highlight(range)); return; }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const show = (line) => {
    const law = one("#law"), [from, until] = (line?.dataset.s || "").split("-").map(Number);
    if (!law || !until) return;
    const found = places(law, [from, until]);
    if (!found) { part(`${doorOf(line).search}&law=1`).then(() => { if (places(one("#law"), [from, until])) show(line); }); return; }
    const range = document.createRange();
    range.setStart(...found[0]);
    range.setEnd(...found[1]);
    one("mark.at", law)?.classList.remove("at");
    mark(range);
    const at = range.getBoundingClientRect(), box = law.getBoundingClientRect();
    if (at.top < box.top + 24 || at.bottom > Math.min(box.bottom, innerHeight) - 24) law.scrollTop += at.top - box.top - law.clientHeight / 4;
  };
  const stand = (line, focus = true) => {
    if (!line) return;
    document.querySelectorAll(".here").forEach((other) => other.classList.remove("here"));
    line.classList.add("here");
    if (focus) doorOf(line).focus();
    show(line);
  };

  /* what the server answers: parts of the page by their ids, put in place of those shown; one question at a time */
  const put = (html) => {
    const held = document.activeElement.closest("li, #bar")?.id, here = one(".items > .here")?.id;
    const answer = Object.assign(document.createElement("template"), { innerHTML: html }).content;
    if (!one("#bar", answer)) { location.reload(); return; }
    [...answer.children].forEach((fresh) => document.getElementById(fresh.id)?.replaceWith(fresh));
    const line = document.getElementById(here), wrong = one("#errors li");
    if (wrong) one("#told").textContent = wrong.textContent;
    line?.classList.add("here");
    arm();
    const version = one("#f [name=version]").value;
    document.querySelectorAll("[name=version]").forEach((field) => { field.value = version; });
    if (held && !document.activeElement.closest("li, #bar")) stand(document.getElementById(held)?.closest("li") || line);
  };
  let queue = Promise.resolve(), waiting = 0;
  const ask = (address, sent) => {
    waiting += 1;
    queue = queue.then(async () => {
      sent?.set("version", one("#f [name=version]").value);
      const answer = await fetch(address, { method: sent ? "POST" : "GET", body: sent, headers: { "HX-Request": "true" } });
      put(await answer.text());
    }).catch(() => { one("#told").textContent = say("Mất kết nối: việc vừa rồi chưa được ghi.", "No connection: the last decision was not kept."); }).finally(() => { waiting -= 1; });
    return queue;
  };
  const part = (query) => ask(location.pathname + query);
  const open = (line, then) => part(doorOf(line).search).then(() => {
    const fresh = document.getElementById(line.id);
    document.querySelectorAll(".items > .open").forEach((other) => { if (other !== fresh) { other.classList.remove("open"); one(".opened", other)?.remove(); } });
    stand(fresh, !then);
    then?.(fresh);
  });
  const decide = (name, line = row()) => {
    const lines = [...document.querySelectorAll(".items > li")], sent = new FormData(one("#f"));
    if (!line) return;
    sent.set(name, line.id.slice(2));
    ask(location.pathname + location.search, sent);
    stand(lines[lines.indexOf(line) + 1] || line);
  };

  /* whoever leaves with decisions still on their way waits for them */
  const after = (event, act) => { event.preventDefault(); queue.then(act); };
  document.addEventListener("submit", (event) => {
    const form = event.target, submitter = event.submitter;
    if (waiting && !form.matches("[data-part]")) after(event, () => form.requestSubmit(submitter));
    if (!form.matches("[data-part]")) return;
    event.preventDefault();
    ask(location.pathname + location.search, new FormData(event.target, event.submitter));
  });
  document.addEventListener("focusin", (event) => {
    const line = event.target.closest(".items > li");
    if (line && !line.classList.contains("here")) stand(line, false);
    else if (line && event.target.matches(".items > li > a")) show(line);
  });
  document.addEventListener("click", (event) => {
    const line = event.target.closest(".items > li > *")?.parentElement, button = event.target.closest(".items > li > span > button");
    const leaving = event.target.closest("a[href]:not([href^='#'])");
    if (button) decide(button.name, line);
    if (waiting && leaving && !line) after(event, () => leaving.click());
    if (!event.target.closest(".items > li > a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(line);
  });
  const KEYS = {
    a: () => decide("accept"),
    r: () => decide("reject"),
    e: () => row() && open(row(), (line) => one(".opened .form :is(input:not([type=hidden]), select, textarea)", line)?.focus()),
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog");
    if (event.key === "Escape" && isTyping?.closest(".opened")) { stand(isTyping.closest("li")); return; }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !one("[data-k]") || localStorage.getItem("keys") === "off") return;
    const button = one(`[data-k="${CSS.escape(event.key)}"]:enabled`);
    const act = button ? () => button.click() : one(".items") && KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  const begin = () => { arm(); const line = one(".items > .open"); if (line) show(line); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
