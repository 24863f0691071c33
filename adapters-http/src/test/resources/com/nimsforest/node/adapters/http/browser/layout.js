// Returns a sentence for each thing that sticks out of the page, is cut, or lies on something else.
const NEAR = 1.5;
const troubles = [];
const root = document.documentElement;
const width = root.clientWidth;

if (root.scrollWidth > width) troubles.push(`the page is ${root.scrollWidth} wide on a screen of ${width}`);

const unseen = (element) => element.closest('.unseen, .skip, [hidden], script, style, title, thead')
  && !(element.closest('thead') && getComputedStyle(element.closest('thead')).position !== 'absolute');

/** Each line of text, with where it is; the middle of its height, since letters need no more. */
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (!node.data.trim() || unseen(node.parentElement)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    if (box.width < 1) continue;
    lines.push({ node, text: node.data.trim().slice(0, 40), left: box.left, right: box.right,
      top: box.top + box.height * 0.25, bottom: box.bottom - box.height * 0.2 });
  }
}

const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > NEAR
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > NEAR;

lines.forEach((a, i) => lines.slice(i + 1).forEach((b) => {
  if (meet(a, b) && !a.node.parentElement.closest('.stale') && !b.node.parentElement.closest('.stale')) {
    troubles.push(`"${a.text}" lies on "${b.text}"`);
  }
}));

/** The boxes that a person sees around a text: it has to be inside of each of them. */
function boxes(element) {
  const found = [];
  for (let one = element; one && one !== document.body; one = one.parentElement) {
    const style = getComputedStyle(one);
    if (style.display === 'inline') continue;
    if (style.overflowX !== 'visible' || parseFloat(style.borderLeftWidth) > 0) found.push(one);
  }
  return found;
}

for (const line of lines) {
  if (line.left < -NEAR || line.right > width + NEAR) troubles.push(`"${line.text}" sticks out of the screen`);
  for (const box of boxes(line.node.parentElement).map((one) => one.getBoundingClientRect())) {
    if (line.left < box.left - NEAR || line.right > box.right + NEAR || line.top < box.top - NEAR || line.bottom > box.bottom + NEAR) {
      troubles.push(`"${line.text}" sticks out of its box`);
    }
  }
}

const cards = [...document.querySelectorAll('.machine')].map((card) => ({ name: card.innerText, box: card.getBoundingClientRect() }));
cards.forEach((a, i) => cards.slice(i + 1).forEach((b) => {
  if (meet(a.box, b.box)) troubles.push(`machine ${a.name} lies on ${b.name}`);
}));

if (!lines.length) troubles.push('there is nothing to read');
return troubles;
