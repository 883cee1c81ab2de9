import { createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** The files of the field page, each with the hash of its content; tools/build.mjs puts them in. */
declare const FIELD_FILES: readonly PrecacheEntry[];
declare const self: {
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
};

/*
 * The phone starts without a network. Only the field page is held: the console lives at desks. A new version is fetched
 * beside the old one and waits: in the middle of a shift nothing changes under anybody's hands until they say so.
 */
precacheAndRoute([...FIELD_FILES]);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { allowlist: [/^\/field(\/|$)/] }));
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});
