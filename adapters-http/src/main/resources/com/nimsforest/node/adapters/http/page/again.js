/** Stands in the page itself, since any other part may fail to arrive, as when the network changes or the node ends just then. */
document.addEventListener('error', (event) => {
  if (!event.target.matches('script, link')) return;
  event.stopImmediatePropagation();
  const words = document.getElementById('live-words');
  if (words) words.textContent = 'not all of the page has arrived; loading it again';
  window.loadingAgain ??= setInterval(() => fetch('/', { cache: 'no-store' }).then(() => location.reload(), () => {}), 2000);
}, true);
