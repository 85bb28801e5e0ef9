(html, word) => {
  // Turns the document shown into `html`, touching only what differs, and says `word` once that is on the screen.
  const wanted = new DOMParser().parseFromString(html, "text/html");
  const [x, y] = [scrollX, scrollY];
  const attributes = (live, next) => {
    for (const { name } of [...live.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of next.attributes)
      if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  };
  const morph = (live, next) => {
    attributes(live, next);
    const old = [...live.childNodes], fresh = [...next.childNodes];
    let start = 0, oldEnd = old.length, freshEnd = fresh.length;
    while (start < oldEnd && start < freshEnd && old[start].isEqualNode(fresh[start])) start++;
    while (oldEnd > start && freshEnd > start && old[oldEnd - 1].isEqualNode(fresh[freshEnd - 1])) oldEnd--, freshEnd--;
    const before = old[oldEnd] ?? null;
    for (let i = start; i < Math.max(oldEnd, freshEnd); i++) {
      const a = i < oldEnd ? old[i] : null, b = i < freshEnd ? fresh[i] : null;
      if (a && b && a.nodeType === 1 && a.nodeName === b.nodeName) morph(a, b);
      else if (a && b && a.nodeType === 3 && b.nodeType === 3) a.data = b.data;
      else if (a && b) a.replaceWith(document.adoptNode(b));
      else if (b) live.insertBefore(document.adoptNode(b), before);
      else a.remove();
    }
  };
  morph(document.documentElement, wanted.documentElement);
  scrollTo(x, y);
  requestAnimationFrame(() => requestAnimationFrame(() => console.log(word)));
}
