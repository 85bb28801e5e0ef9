(html, word, isFirst, place) => {
  // Turns the thread shown into `html`, bubble by bubble, and says `word` once that is on the screen. Runs in a world
  // of its own; pages themselves run no script. What is the same (data-h) stays as it is, with what was unfolded; of
  // another thread nothing does: whatever a mail may have left beside its bubble goes with it.
  const root = document.documentElement;
  const isAtEnd = () => innerHeight + scrollY >= root.scrollHeight - 40;
  const said = () => requestAnimationFrame(() => requestAnimationFrame(() => console.log(word)));
  // Made once a document. `place` is where somebody was brought to, until they go elsewhere: pictures that are measured
  // late and a view that grows or shrinks push nothing away from there. Who went to the end themselves stays there when
  // the room for the thread changes, as it does while an answer is written; what they unfold there may grow.
  const begin = () => {
    const stay = { place: "", y: 0, tall: 0, isEnd: false, room: "" };
    const room = () => `${innerWidth} ${innerHeight}`;
    const note = () => { if (stay.room === room()) stay.isEnd = isAtEnd(); };
    stay.go = (id) => {
      const there = document.getElementById(id);
      if (there) there.scrollIntoView({ block: id === "new" ? "start" : "nearest" });
      else if (id === "end") scrollTo(0, root.scrollHeight);
      Object.assign(stay, { place: id, y: scrollY, tall: root.scrollHeight, room: room(), isEnd: isAtEnd() });
    };
    stay.look = () => {  // scrolled, and not because something above grew: somebody went elsewhere
      if (stay.place && Math.abs(scrollY - stay.y) > 1 && root.scrollHeight === stay.tall) stay.place = "";
    };
    const leave = () => { stay.place = ""; };
    for (const sign of ["wheel", "keydown", "pointerdown", "click", "touchstart"])
      addEventListener(sign, leave, { capture: true, passive: true });
    addEventListener("scroll", () => { if (stay.room === room()) stay.look(); note(); }, { passive: true });
    addEventListener("resize", () => {
      if (stay.place) stay.go(stay.place);
      else if (stay.isEnd) scrollTo(0, root.scrollHeight);
      stay.room = room();
    });
    new ResizeObserver(() => { if (stay.place && stay.room === room()) stay.go(stay.place); else note(); }).observe(root);
    return stay;
  };
  const stay = (globalThis.stay ??= begin());
  if (isFirst) {
    stay.go(place);
    return said();
  }
  const wanted = Document.parseHTMLUnsafe(html);
  const wasAtEnd = isAtEnd();
  stay.look();
  const [x, y] = [scrollX, scrollY];
  const seen = [...document.querySelectorAll("main > [id]")]
    .map((one) => ({ id: one.id, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > 0 && box.top < innerHeight);
  const begun = seen.filter(({ box }) => box.top >= 0);  // what is cut off above may grow, and would push these away
  const main = document.querySelector("main"), next = wanted.querySelector("main");
  if (!main || !next) return said();
  const isOther = main.dataset.thread !== next.dataset.thread;
  document.title = wanted.title;
  root.lang = wanted.documentElement.lang;
  root.dir = wanted.documentElement.dir;
  const style = document.querySelector("style"), fresh = wanted.querySelector("style");
  if (style && fresh && style.textContent !== fresh.textContent) style.textContent = fresh.textContent;
  if (isOther) {
    for (const { name } of [...root.attributes]) if (name !== "lang" && name !== "dir") root.removeAttribute(name);
    document.body.replaceWith(document.adoptNode(wanted.body));
    scrollTo(0, 0);
    stay.go(place);
    return said();
  }
  const known = new Map([...main.children].map((one) => [one.id + one.dataset.h, one]));
  const last = main.lastElementChild && main.lastElementChild.id;
  main.replaceChildren(...[...next.children].map((one) => known.get(one.id + one.dataset.h) || document.adoptNode(one)));
  const grew = main.lastElementChild && main.lastElementChild.id !== last;
  const target = place || stay.place || (wasAtEnd && grew ? "end" : "");
  if (target === "end" || document.getElementById(target)) {
    stay.go(target);
  } else {
    const anchor = [...begun, ...seen].find(({ id }) => document.getElementById(id));
    const now = anchor && document.getElementById(anchor.id).getBoundingClientRect().top;
    scrollTo(x, anchor ? scrollY + now - anchor.box.top : y);
  }
  said();
}
