"use strict";
(() => {
  const people = [...document.querySelectorAll(".person")];
  const search = document.querySelector("#search"); // not there where nothing was found in anybody
  const filters = [...document.querySelectorAll("[data-finding]")];
  const shown = document.querySelector("#shown");
  const nothing = document.querySelector("#nothing");
  const languages = [...document.querySelectorAll("[name=language]")];
  const help = document.querySelector("#help");

  // What needs a script to work is shown by it.
  document.querySelectorAll(".scripted").forEach((each) => (each.hidden = false));

  const visible = () => people.filter((each) => !each.hidden);

  function apply() {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filters.find((each) => each.ariaPressed === "true").dataset.finding;
    for (const each of people) {
      const fits = wanted === "" || each.dataset.findings.split(" ").includes(wanted);
      each.hidden = !fits || !words.every((word) => each.dataset.search.includes(word));
    }
    shown.textContent = visible().length.toLocaleString(document.documentElement.lang);
    nothing.hidden = visible().length > 0;
  }

  function choose(filter) {
    filters.forEach((each) => (each.ariaPressed = String(each === filter)));
    apply();
  }

  function clear() {
    search.value = "";
    choose(filters[0]);
  }

  function go(step) {
    const there = visible();
    const at = there.indexOf(document.activeElement.closest(".person"));
    const next = at < 0 ? there[0] : there[at + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  async function copy(button) {
    const text = [...button.closest(".tell").querySelectorAll("p")].find((each) => each.offsetParent);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
    } catch {
      getSelection().selectAllChildren(text); // no permission: at least it is selected
      return;
    }
    button.classList.add("done");
    const [before, after] = button.children;
    [before.hidden, after.hidden] = [true, false];
    setTimeout(() => ([before.hidden, after.hidden] = [false, true]), 2000);
  }

  const keys = {
    "?": () => help.togglePopover(),
    l: () => languages.find((each) => !each.checked).click(),
    d: () => document.querySelector("#duplicates")?.focus(),
    ...(search && {
      j: () => go(1),
      k: () => go(-1),
      "/": () => search.focus(),
      c: () => document.activeElement.closest(".person")?.querySelector(".tell button").click(),
      Escape: clear,
    }),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target === search;
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
    // Arrows move the page as ever, until a candidate has the focus.
    const onPerson = event.target.classList.contains("person");
    const key = onPerson ? ({ ArrowDown: "j", ArrowUp: "k" })[event.key] ?? event.key : event.key;
    if (key === "Escape" && help.matches(":popover-open")) return;
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });

  languages.forEach((each) =>
    each.addEventListener("change", () => {
      document.documentElement.lang = each.value;
      if (search) apply();
    }),
  );
  filters.forEach((each) => each.addEventListener("click", () => choose(each)));
  document.querySelectorAll(".tell button").forEach((each) => each.addEventListener("click", () => copy(each)));
  document.querySelector("#clear")?.addEventListener("click", clear);
  search?.addEventListener("input", apply);
})();
