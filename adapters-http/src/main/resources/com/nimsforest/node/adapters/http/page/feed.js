/**
 * Reads the node's event stream and reconnects by itself. Uses fetch, since an EventSource cannot send a token.
 * Calls {event, lost, refused}.
 */

const SILENCE = 5000;
const WAITS = [500, 1000, 2000, 4000, 8000];
const KEY = 'nimsforest-token';

let wake = () => {};

export function showToken(token) {
  sessionStorage.setItem(KEY, token);
  wake();
}

export async function follow(callbacks) {
  window.addEventListener('online', () => wake());
  document.addEventListener('visibilitychange', () => document.hidden || wake());
  for (let failures = 0; ; failures += 1) {
    try {
      await listen(callbacks, () => { failures = 0; });
      callbacks.lost('the node closed the connection');
    } catch (failure) {
      if (failure.refused) callbacks.refused(failure.message);
      else callbacks.lost(failure.message);
    }
    await waitUntilWoken(WAITS[Math.min(failures, WAITS.length - 1)] * (0.75 + Math.random() / 2));
  }
}

/** Also retries after a refusal: the node may be configured anew. */
function waitUntilWoken(millis) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    wake = () => { clearTimeout(timer); resolve(); };
  });
}

async function listen(callbacks, heard) {
  const ending = new AbortController();
  let timer = setTimeout(() => ending.abort(), SILENCE);
  try {
    const response = await fetch('/events', { headers: headers(), cache: 'no-store', signal: ending.signal });
    if (!response.ok) throw await refusal(response);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => ending.abort(), SILENCE);
      heard();
      const events = (text + value).split('\n\n');
      text = events.pop();
      for (const event of events) dispatch(event, callbacks);
    }
  } catch (failure) {
    throw ending.signal.aborted ? new Error('no data for 5 seconds') : failure;
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

function headers() {
  const token = sessionStorage.getItem(KEY);
  return token ? { Accept: 'text/event-stream', Authorization: `Bearer ${token}` } : { Accept: 'text/event-stream' };
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({ error: `the node answered ${response.status}`, hint: '' }));
  return Object.assign(new Error(problem.error), { refused: response.status === 401 });
}

function dispatch(event, callbacks) {
  const field = (name) => event.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const name = field('event');
  if (name) callbacks.event(name, JSON.parse(field('data')));
}
