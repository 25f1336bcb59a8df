// Keeps the page as it is at the server. Without it everything works; it only saves loading the page again.
"use strict";
(() => {
  const FIRST = 1000, LONGEST = 60000, ANYWAY = 300000;
  const line = document.getElementById("live");
  if (!line || !window.EventSource) return;
  let wait = FIRST, due = false, busy = false, lost = 0;

  // A screen reader reads the line when it changes, and only then: each thing is said once.
  const LOST = "Not connected: this page is as it was when it was shown.";
  const WAITS = "There is news: load this page again when you are done.";
  const say = (text) => { if (line.textContent !== text) line.textContent = text; };
  const live = () => { if (!line.textContent.startsWith("Live")) say("Live"); };
  const heading = () => document.querySelector("main h1")?.textContent;

  // What a form has done was said; the page that comes next says it no more.
  const here = new URL(location.href);
  if (here.searchParams.has("done")) {
    here.searchParams.delete("done");
    history.replaceState(null, "", here);
  }

  // What has the focus, found again in the new content: by its id, else by its place among its kind.
  const kind = (node) => node.tagName.toLowerCase();
  const mark = (main) => {
    const node = document.activeElement;
    if (!node || !main.contains(node)) return null;
    return { id: node.id, kind: kind(node), text: node.textContent,
             place: [...main.querySelectorAll(kind(node))].indexOf(node) };
  };
  const found = (main, was) => {
    if (was.id) return document.getElementById(was.id);
    const same = [...main.querySelectorAll(was.kind)];
    const there = same[was.place];
    return there && there.textContent === was.text ? there : same.find((node) => node.textContent === was.text);
  };

  // Nobody's words are taken away: a form in which something was typed or opened stays until it is sent.
  const typing = (main) => [...main.querySelectorAll("input, textarea, select")].some((field) =>
    field === document.activeElement || (field.type !== "hidden" && (field.tagName === "SELECT"
      ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected))
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked)));

  const swap = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const main = document.querySelector("main"), next = fresh.querySelector("main");
    if (!main || !next) return false;
    const was = mark(main), said = heading(), x = window.scrollX, y = window.scrollY;
    const open = [...main.querySelectorAll("details")].map((one) => one.open);
    main.replaceChildren(...next.childNodes);
    main.querySelectorAll("details").forEach((one, place) => { if (place in open) one.open = open[place]; });
    for (const part of ["title", "footer .state"]) {
      const here = document.querySelector(part), there = fresh.querySelector(part);
      if (here && there) here.replaceChildren(...there.childNodes);
    }
    const focus = was && found(main, was);
    if (focus) focus.focus({ preventScroll: true });
    window.scrollTo(x, y);
    if (heading() === said) live();
    else say(`Live. Now: ${heading()}`);
    return true;
  };

  const load = async () => {
    if (busy || document.hidden) { due = true; return; }
    const main = document.querySelector("main");
    if (!main || typing(main)) { due = true; say(WAITS); return; }
    busy = true;
    due = false;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.redirected) { location.reload(); return; }
      if (!swap(await answer.text())) throw new Error(String(answer.status));
    } catch {
      due = true;
      say(LOST);
    } finally {
      busy = false;
    }
  };

  const listen = () => {
    const own = document.querySelector("main [data-live]"); // of a check that is under way
    const source = new EventSource(own ? own.dataset.live : "/live");
    source.onopen = () => { if (lost) load(); else live(); lost = 0; wait = FIRST; };
    source.addEventListener("change", load);
    source.onerror = () => {
      source.close();
      if (lost++) say(LOST); // a stream that ends, as that of a check does, is not lost yet
      setTimeout(listen, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST);
    };
    window.addEventListener("pagehide", () => source.close(), { once: true });
  };

  line.hidden = false;
  listen();
  setInterval(load, ANYWAY); // what is shown grows old even when nothing happens
  document.addEventListener("visibilitychange", () => { if (due && !document.hidden) load(); });
})();
