/* Keys, tips, drafts, selections. Every page works without this file; nothing here decides anything. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what, where = document) => where.querySelector(what);
  const on = (kind, act) => document.addEventListener(kind, act);
  const near = (event, what) => event.target.closest?.(what);
  const say = (vi, en) => (root.lang === "en" ? en : vi);
  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const safely = (act) => { try { return act(); } catch { return null; } }; // storage may be full or forbidden
  const get = (key) => safely(() => localStorage.getItem(key));
  const set = (key, value) => safely(() => localStorage.setItem(key, value));
  const drop = (key) => safely(() => localStorage.removeItem(key));

  /* theme: before the first paint */
  if (get("theme")) root.dataset.theme = get("theme");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const showTheme = () => all("[data-theme-toggle]").forEach((button) => { button.hidden = false; button.ariaPressed = isDark(); });

  const tell = (words) => {
    const place = one("#told");
    place.textContent = words;
    setTimeout(() => { place.textContent = ""; }, 4000);
  };

  /* tips of clause chips: their title, shown on hover, focus and first tap */
  let tipped = null, title = "", leaving = 0, touched = false;
  const tip = Object.assign(document.createElement("div"), { id: "tip", className: "tip", role: "tooltip" });
  const hideTip = () => {
    if (!tipped) return;
    tipped.title = title;
    tipped.removeAttribute("aria-describedby");
    tip.remove();
    tipped = null;
  };
  const showTip = (chip) => {
    clearTimeout(leaving);
    if (tipped === chip || !chip.title) return;
    hideTip();
    [tipped, title] = [chip, chip.title];
    tip.replaceChildren(...title.split("\n").map((words, at) => Object.assign(document.createElement(["b", "span"][at] || "i"), { textContent: words })));
    (chip.closest("dialog, [popover]") || document.body).append(tip);
    chip.removeAttribute("title");
    chip.setAttribute("aria-describedby", "tip");
    const at = chip.getBoundingClientRect(), high = tip.offsetHeight + 6;
    const isAbove = at.bottom + high > innerHeight && at.top > high;
    tip.style.left = `${Math.max(8, Math.min(at.left, root.clientWidth - tip.offsetWidth - 8)) + scrollX}px`;
    tip.style.top = `${(isAbove ? at.top - high : at.bottom + 6) + scrollY}px`;
  };
  const leave = () => { clearTimeout(leaving); leaving = setTimeout(hideTip, 200); };
  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const chip = near(event, ".clause");
    if (chip) showTip(chip);
    else if (near(event, ".tip")) clearTimeout(leaving);
    else if (tipped && tipped !== document.activeElement) leave();
  });
  on("focusin", (event) => { if (event.target.matches(".clause:focus-visible")) showTip(event.target); else leave(); });
  on("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  on("click", (event) => {
    const chip = near(event, ".clause");
    if (touched && chip?.title) { event.preventDefault(); showTip(chip); } else if (!chip && !near(event, ".tip")) hideTip();
  });

  /* what is being typed: kept until a page says that an act was done (`.messages .success` or `[data-settles]`) */
  const DAYS = 14;
  const isTick = (box) => /checkbox|radio/.test(box.type);
  const keyOf = (form) => `draft:${document.body.dataset.who || ""}:${form.dataset.draft}:${location.pathname}${location.search}`;
  const read = (key) => JSON.parse(get(key) || "null");
  const boxes = (form) => all("input, textarea, select", form).filter((box) => box.name && !/^(hidden|password|file|submit|search)$/.test(box.type));
  const nameOf = (box) => (isTick(box) ? `${box.name}=${box.value}` : box.name);
  const valueOf = (box) => (isTick(box) ? box.checked : box.value);
  const served = (box) => (isTick(box) ? box.defaultChecked : box.options ? (one("option[selected]", box) || box.options[0])?.value : box.defaultValue);
  const keep = (form, sent) => {
    const typed = boxes(form).filter((box) => valueOf(box) !== served(box)).map((box) => [nameOf(box), valueOf(box)]);
    if (typed.length) set(keyOf(form), JSON.stringify({ at: Date.now(), typed, sent })); else if (!sent) drop(keyOf(form));
  };
  const restore = (form) => {
    const draft = read(keyOf(form));
    if (!draft) return;
    set(keyOf(form), JSON.stringify({ ...draft, sent: 0 }));
    const typed = new Map(draft.typed);
    const back = boxes(form).filter((box) => typed.has(nameOf(box)) && valueOf(box) === served(box) && valueOf(box) !== typed.get(nameOf(box)));
    back.forEach((box) => { box[isTick(box) ? "checked" : "value"] = typed.get(nameOf(box)); });
    const note = one("[data-draft-note]", form);
    if (!back.length) return;
    if (note) note.hidden = false;
    else tell(say("Đã lấy lại những gì bạn gõ dở.", "What you were typing has been put back."));
  };
  const drafts = () => (safely(() => Object.keys(localStorage)) || []).filter((key) => key.startsWith("draft:")).map((key) => [key, read(key)]);
  const settle = () => {
    drafts().filter(([, draft]) => Date.now() - draft.at > DAYS * 864e5).forEach(([key]) => drop(key));
    if (!one(".messages .success, [data-settles]")) return;
    const [last] = drafts().filter(([, draft]) => draft.sent).sort(([, a], [, b]) => b.sent - a.sent);
    if (last) drop(last[0]);
  };
  on("input", (event) => {
    const form = near(event, "form[data-draft]");
    if (form) keep(form);
  });
  on("submit", (event) => {
    const form = event.target;
    if ("forget" in form.dataset) drafts().forEach(([key]) => drop(key));
    if ("draft" in form.dataset) keep(form, Date.now());
  });

  /* rows: j and k move, enter opens, x picks */
  const rows = () => all(".list > tbody > tr, .wait > li, [data-rows] > li");
  const doorOf = (row) => one("[data-open]", row) || one("a:not(.clause), button, summary", row);
  const move = (step) => {
    const here = rows();
    const now = here.findIndex((row) => row.classList.contains("here") || row.contains(document.activeElement));
    const next = here[now < 0 ? (step > 0 ? 0 : here.length - 1) : Math.max(0, Math.min(here.length - 1, now + step))];
    all(".here").forEach((row) => row.classList.remove("here"));
    next?.classList.add("here");
    if (next) doorOf(next)?.focus();
  };
  const count = () => all("[data-selected]").forEach((bar) => {
    const picked = all(".pick [name]:checked", bar.closest("form")).length;
    bar.hidden = !picked;
    one("[data-count]", bar).textContent = picked;
  });
  const countTicks = (list) => {
    const n = all("input:checked", list).length, place = one("output", list);
    if (place) place.textContent = say(`${n} đã chọn`, `${n} ticked`);
  };

  on("change", (event) => {
    const box = event.target, list = near(event, ".choices");
    if (box.matches("[data-pick-all]")) all(".pick [name]", box.closest("table")).forEach((other) => { other.checked = box.checked; });
    if (box.closest(".pick")) count();
    if (list) countTicks(list);
    if (box.matches("[data-keys-on]")) set("keys", box.checked ? "on" : "off");
    if (box.matches(".on-day [type=range]")) box.form.requestSubmit();
  });
  on("input", (event) => {
    const box = event.target;
    if (near(event, "[data-filter]")) {
      const wanted = fold(box.value.trim());
      all(".tick", box.closest(".choices")).forEach((line) => { line.hidden = !fold(line.textContent).includes(wanted); });
    }
    if (box.matches(".on-day [type=range]")) {
      const stop = box.form.dataset.stops.split(" ")[box.value];
      one("[type=date]", box.form).value = stop;
      one("output", box.form).textContent = stop.split("-").reverse().map(Number).join("/");
    }
  });
  on("click", (event) => {
    const tick = near(event, "[data-tick]"), copy = near(event, "[data-copy]"), undo = near(event, "[data-draft-drop]");
    if (near(event, "[data-theme-toggle]")) { set("theme", root.dataset.theme = isDark() ? "light" : "dark"); showTheme(); }
    if (near(event, "[data-keys-open]")) one("#keys").showModal();
    if (undo) { drop(keyOf(undo.form)); undo.form.reset(); undo.parentElement.hidden = true; }
    if (tick) {
      const list = tick.closest(".choices");
      all(".tick:not([hidden]) input:enabled", list).forEach((box) => { box.checked = tick.dataset.tick === "all"; });
      countTicks(list);
      list.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (copy) navigator.clipboard?.writeText(new URL(copy.dataset.copy, location.href).href).then(() => tell(say("Đã chép liên kết", "Link copied")));
    all(".act-refused[open]").forEach((open) => { if (!open.contains(event.target)) open.open = false; });
  });

  const press = (what) => { one(what)?.focus(); one(what)?.click(); };
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => one(".here .pick input, tr:focus-within .pick input")?.click(),
    b: () => press("[data-key=b]"),
    s: () => press("[data-key=s]"),
    "/": () => one("#q")?.select(),
    "?": () => one("#keys")?.showModal(),
  };
  on("keydown", (event) => {
    if (event.key === "Escape") {
      hideTip();
      all(".act-refused[open]").forEach((open) => { open.open = false; one("summary", open).focus(); });
    }
    const isTyping = near(event, "input:not([type=checkbox], [type=radio]), textarea, select, dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || get("keys") === "off") return;
    const act = KEYS[event.key] || (/^[1-9]$/.test(event.key) && (() => all("[data-rail]")[event.key - 1]?.click()));
    if (act) { event.preventDefault(); act(); }
  });

  const begin = (where) => {
    showTheme();
    all("[data-copy], [data-filter]", where).forEach((part) => { part.hidden = false; });
    if (one("#keys")) all("[data-keys-open]").forEach((button) => { button.hidden = false; });
    all("[data-keys-on]").forEach((box) => { box.checked = get("keys") !== "off"; });
    all(".choices.agencies", where).forEach(countTicks);
    all(".on-day", where).forEach((form) => {
      const stops = form.dataset.stops.split(" "), range = one("[type=range]", form), day = one("[type=date]", form).value;
      range.max = stops.length - 1;
      range.value = Math.max(0, stops.filter((stop) => stop <= day).length - 1);
      range.hidden = stops.length < 2;
    });
    settle();
    all("form[data-draft]", where).forEach(restore);
    count();
    one("#errors", where)?.focus();
  };
  on("DOMContentLoaded", () => begin(document));
  on("htmx:load", (event) => { if (event.target !== document.body) begin(event.target); });
})();
