/** Shows what was pushed, and opens the page of the notice when it is pressed. Nothing is kept in the browser. */
export const pushWorker = `
'use strict';
self.addEventListener('push', (event) => {
  let told = {};
  try { told = event.data.json(); } catch {}
  const { id, title = '通知', body = '', link, lang } = told;
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: id, requireInteraction: true, data: { link } }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const link = event.notification.data && event.notification.data.link;
  if (link) event.waitUntil(self.clients.openWindow(link));
});
`;
