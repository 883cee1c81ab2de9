// Runs inside the page of the console, before its own code.

// The mark 'drawn': the frame in which the map has drawn as many things as a storm has open cases.
new MutationObserver((_, watch) => {
  const drawn = document.querySelector('.city-map-holder')?.dataset.drawn ?? 0;
  if (Number(drawn) < 300) return;
  performance.mark('drawn');
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-drawn'] });

// How many open cases the queue counted from which real time (ms since 1970) on. A change is heard, the next frame is begun,
// and what is posted from there runs when that frame has been painted.
window.counted = [];
const channel = new MessageChannel();
channel.port1.onmessage = ({ data }) => window.counted.push([data, performance.timeOrigin + performance.now()]);
let last = -1;
new MutationObserver(() => {
  const text = document.querySelector('.queue-views button span')?.textContent ?? '';
  const count = Number(text.replaceAll(/\D/g, ''));
  if (count === last) return;
  last = count;
  requestAnimationFrame(() => channel.port2.postMessage(count));
}).observe(document, { subtree: true, childList: true, characterData: true });
