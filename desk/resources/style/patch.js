(html, word, isFirst) => {
  // Turns the document shown into `html`, touching only what differs, and says `word` once that is on the screen.
  // Runs in a world of its own; pages themselves run no script. Each style attribute is checked against the policy
  // when it is parsed (50 µs), so documents to compare are parsed with the attribute under another name, and what
  // changed is set through CSSOM. `globalThis.known` is the parsed twin of the document shown.
  const STYLE = "data-desk-style";
  const tag = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi, name = /"[^"]*"|'[^']*'|\sstyle(?=\s*=)/gi;
  const veil = (text) => text.replace(tag, (whole) => whole.replace(name, (m) => (/["']/.test(m[0]) ? m : " " + STYLE)));
  const wanted = new DOMParser().parseFromString(veil(html), "text/html");
  const set = (live, key, value) => {
    if (key === STYLE) live.style.cssText = value;
    else if (value === null) live.removeAttribute(key);
    else live.setAttribute(key, value);
  };
  const attributes = (live, old, next) => {
    for (const { name: key } of old.attributes) if (!next.hasAttribute(key)) set(live, key, null);
    for (const { name: key, value } of next.attributes) if (old.getAttribute(key) !== value) set(live, key, value);
  };
  const made = (node) => {
    const copy = document.importNode(node, true);
    if (copy.nodeType !== 1) return copy;
    for (const each of [copy, ...copy.querySelectorAll(`[${STYLE}]`)]) {
      if (!each.hasAttribute(STYLE)) continue;
      each.style.cssText = each.getAttribute(STYLE);
      each.removeAttribute(STYLE);
    }
    return copy;
  };
  const change = (live, old, next) => {
    if (old && next && old.nodeType === 1 && old.nodeName === next.nodeName) morph(live, old, next);
    else if (old && next && old.nodeType === 3 && next.nodeType === 3) live.data = next.data;
    else if (old && next) live.replaceWith(made(next));
    else live.remove();
  };
  const morph = (live, old, next) => {
    attributes(live, old, next);
    const here = [...live.childNodes], was = [...old.childNodes], will = [...next.childNodes];
    if (here.length !== was.length) return live.replaceChildren(...will.map(made));
    let start = 0, wasEnd = was.length, willEnd = will.length;
    while (start < wasEnd && start < willEnd && was[start].isEqualNode(will[start])) start++;
    while (wasEnd > start && willEnd > start && was[wasEnd - 1].isEqualNode(will[willEnd - 1])) wasEnd--, willEnd--;
    const after = here[wasEnd] ?? null;
    for (let i = start; i < wasEnd; i++) change(here[i], was[i], i < willEnd ? will[i] : null);
    for (let i = Math.max(start, wasEnd); i < willEnd; i++) live.insertBefore(made(will[i]), after);
  };
  if (!isFirst) {
    const [x, y] = [scrollX, scrollY];
    morph(document.documentElement, globalThis.known.documentElement, wanted.documentElement);
    scrollTo(x, y);
  }
  globalThis.known = wanted;
  requestAnimationFrame(() => requestAnimationFrame(() => console.log(word)));
}
