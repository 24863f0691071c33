/** Inlined in the page, since any other file may fail to load, for example when the network changes or the node stops. */
document.addEventListener('error', (event) => {
  if (!event.target.matches('script, link')) return;
  event.stopImmediatePropagation();
  const state = document.getElementById('live-text');
  if (state) state.textContent = 'the page did not load completely; reloading';
  window.loadingAgain ??= setInterval(() => fetch('/', { cache: 'no-store' }).then(() => location.reload(), () => {}), 2000);
}, true);
