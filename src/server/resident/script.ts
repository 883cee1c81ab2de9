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
const form = document.querySelector('form');
if (form) {
  let sent = false;
  form.addEventListener('submit', (event) => { if (sent) event.preventDefault(); sent = true; });
  addEventListener('pageshow', () => { sent = false; });
}
`;
