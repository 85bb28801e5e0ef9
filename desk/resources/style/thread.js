(html, word, isFirst, place) => {
  // Turns the thread shown into `html`, bubble by bubble, and says `word` once that is on the screen. Runs in a world
  // of its own; pages themselves run no script. What is the same (data-h) stays as it is, with what was unfolded.
  const show = (id) => {
    const there = id && document.getElementById(id);
    if (there) there.scrollIntoView({ block: id === "new" ? "start" : "nearest" });
    else if (id === "end") scrollTo(0, document.documentElement.scrollHeight);
  };
  const said = () => requestAnimationFrame(() => requestAnimationFrame(() => console.log(word)));
  if (isFirst) {
    show(place);
    return said();
  }
  const wanted = Document.parseHTMLUnsafe(html);
  const wasAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40;
  const [x, y] = [scrollX, scrollY];
  const anchor = [...document.querySelectorAll("main > [id]")].find((one) => one.getBoundingClientRect().bottom > 0);
  const before = anchor ? anchor.getBoundingClientRect().top : 0;
  const main = document.querySelector("main"), next = wanted.querySelector("main");
  if (!main || !next) return said();
  document.documentElement.dir = wanted.documentElement.dir;
  const style = document.querySelector("style"), fresh = wanted.querySelector("style");
  if (style && fresh && style.textContent !== fresh.textContent) style.textContent = fresh.textContent;
  const known = new Map([...main.children].map((one) => [one.id + one.dataset.h, one]));
  const last = main.lastElementChild && main.lastElementChild.id;
  main.replaceChildren(...[...next.children].map((one) => known.get(one.id + one.dataset.h) || document.adoptNode(one)));
  const grew = main.lastElementChild && main.lastElementChild.id !== last;
  if (place) show(place);
  else if (wasAtEnd && grew) show("end");
  else if (anchor && anchor.isConnected) scrollTo(x, scrollY + anchor.getBoundingClientRect().top - before);
  else scrollTo(x, y);
  said();
}
