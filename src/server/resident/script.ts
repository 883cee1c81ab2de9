/** The page is whole without this: it only reads aloud, and keeps a second press from sending a second form. */
export const residentScript = `
'use strict';
const speak = document.getElementById('speak');
if (speak && 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window) {
  const words = [speak.textContent, speak.dataset.quiet];
  const parts = [...document.querySelectorAll('.notice p')];
  const stop = () => { speechSynthesis.cancel(); speak.textContent = words[0]; speak.setAttribute('aria-pressed', 'false'); parts.forEach((p) => p.classList.remove('said')); };
  speak.hidden = false;
  speak.addEventListener('click', () => {
    if (speak.getAttribute('aria-pressed') === 'true') { stop(); return; }
    speak.textContent = words[1];
    speak.setAttribute('aria-pressed', 'true');
    parts.forEach((part, n) => {
      const said = new SpeechSynthesisUtterance(part.textContent);
      said.lang = document.documentElement.lang;
      said.rate = 0.85;
      said.onstart = () => parts.forEach((p) => p.classList.toggle('said', p === part));
      if (n === parts.length - 1) said.onend = stop;
      said.onerror = stop;
      speechSynthesis.speak(said);
    });
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
}
const bell = document.getElementById('bell');
if (bell && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
  const { key, on, no } = bell.dataset;
  const off = bell.textContent;
  const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const send = async (method, body) => {
    const answer = await fetch(location.pathname + '/push', { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
  };
  bell.hidden = false;
  bell.addEventListener('click', async () => {
    bell.disabled = true;
    try {
      const worker = await navigator.serviceWorker.register('/r/push.js', { scope: '/r/' });
      if (bell.getAttribute('aria-pressed') === 'true') {
        const held = await worker.pushManager.getSubscription();
        if (held) { await send('DELETE', { endpoint: held.endpoint }); await held.unsubscribe(); }
        bell.setAttribute('aria-pressed', 'false');
        bell.textContent = off;
      } else {
        await navigator.serviceWorker.ready;
        const { endpoint, keys } = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes })).toJSON();
        await send('POST', { subscription: { endpoint, keys }, language: bell.dataset.language });
        bell.setAttribute('aria-pressed', 'true');
        bell.textContent = on;
      }
    } catch { bell.textContent = no; }
    bell.disabled = false;
  });
}
const form = document.querySelector('form');
if (form) {
  let sent = false;
  form.addEventListener('submit', (event) => { if (sent) event.preventDefault(); sent = true; });
  addEventListener('pageshow', () => { sent = false; });
}
`;
