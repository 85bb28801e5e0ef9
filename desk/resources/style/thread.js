(html, word, isFirst, place) => {
  // Turns the thread shown into `html`, bubble by bubble, and says `word` once that is on the screen. Runs in a world
  // of its own; pages themselves run no script. What is the same (data-h) stays as it is, with what was unfolded; of
  // another thread nothing does: whatever a mail may have left beside its bubble goes with it.
  const show = (id) => {
    const there = id && document.getElementById(id);
    if (there) there.scrollIntoView({ block: id === "new" ? "start" : "nearest" });
    else if (id === "end") scrollTo(0, document.documentElement.scrollHeight);
  };
  // Pictures have no height before they are decoded: the place is gone to again then, unless somebody went elsewhere.
  const settle = (id) => {
    const roots = [document, ...[...document.querySelectorAll(".mail")].map((one) => one.shadowRoot)];
    const late = roots.flatMap((one) => (one ? [...one.querySelectorAll("img[src]")] : [])).filter((one) => !one.complete);
    if (!late.length) return;
    let isElsewhere = false;
    const leave = () => { isElsewhere = true; };
    const signs = ["wheel", "keydown", "pointerdown", "touchstart"];
    for (const sign of signs) addEventListener(sign, leave, { capture: true, once: true, passive: true });
    const shown = document.body;
    const decoded = Promise.all(late.map((one) => one.decode().catch(() => 0)));
    Promise.race([decoded, new Promise((go) => setTimeout(go, 2000))]).then(() => {
      for (const sign of signs) removeEventListener(sign, leave, { capture: true });
      if (!isElsewhere && shown === document.body) show(id);
    });
  };
  const said = () => requestAnimationFrame(() => requestAnimationFrame(() => console.log(word)));
  if (isFirst) {
    show(place);
    return said();
  }
  const wanted = Document.parseHTMLUnsafe(html);
  const wasAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40;
  const [x, y] = [scrollX, scrollY];
  const seen = [...document.querySelectorAll("main > [id]")]
    .map((one) => ({ id: one.id, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > 0 && box.top < innerHeight);
  const begun = seen.filter(({ box }) => box.top >= 0);  // what is cut off above may grow, and would push these away
  const main = document.querySelector("main"), next = wanted.querySelector("main");
  if (!main || !next) return said();
  const isOther = main.dataset.thread !== next.dataset.thread;
  document.title = wanted.title;
  document.documentElement.lang = wanted.documentElement.lang;
  document.documentElement.dir = wanted.documentElement.dir;
  const style = document.querySelector("style"), fresh = wanted.querySelector("style");
  if (style && fresh && style.textContent !== fresh.textContent) style.textContent = fresh.textContent;
  if (isOther) {
    document.body.replaceWith(document.adoptNode(wanted.body));
    scrollTo(0, 0);
    show(place);
    settle(place);
    return said();
  }
  const known = new Map([...main.children].map((one) => [one.id + one.dataset.h, one]));
  const last = main.lastElementChild && main.lastElementChild.id;
  main.replaceChildren(...[...next.children].map((one) => known.get(one.id + one.dataset.h) || document.adoptNode(one)));
  const grew = main.lastElementChild && main.lastElementChild.id !== last;
  const target = place || (wasAtEnd && grew ? "end" : "");
  if (target) {
    show(target);
    settle(target);
  } else {
    const anchor = [...begun, ...seen].find(({ id }) => document.getElementById(id));
    const now = anchor && document.getElementById(anchor.id).getBoundingClientRect().top;
    scrollTo(x, anchor ? scrollY + now - anchor.box.top : y);
  }
  said();
}
