/** Small hands for the page: nothing is touched that does not change, so focus and screen readers stay where they are. */

export const by = (id) => document.getElementById(id);

export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute; takes it away when the value is false, null or undefined. */
export function set(element, name, value) {
  const absent = value === false || value === null || value === undefined;
  if (absent) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

export const make = (tag, attributes, ...children) => dress(document.createElement(tag), attributes, children);
export const draw = (tag, attributes, ...children) => dress(document.createElementNS(SVG, tag), attributes, children);

function dress(element, attributes = {}, children = []) {
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children);
  return element;
}

/** Keeps one child for each item, in order, by key; a child is made once and shown anew each time. */
export function keep(parent, items, key, create, show) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let child = old.get(name);
    if (child) {
      old.delete(name);
    } else {
      child = create(item);
      child.dataset.key = name;
    }
    show(child, item);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of old.values()) child.remove();
}
