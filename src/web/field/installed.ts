import { useEffect, useState } from 'react';

/**
 * Keeps the field page on the phone, so that it starts without a network, and tells when another version is ready.
 * Answers what takes it over; undefined while there is none.
 */
export function useInstalled(): (() => void) | undefined {
  const [waiting, setWaiting] = useState<ServiceWorker>();
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    let left = false;
    void navigator.serviceWorker.register('/sw.js').then(
      (registration) => {
        const look = (): void => {
          // Without one in charge this is the first: nothing to be told.
          if (!left && registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting);
        };
        look();
        registration.addEventListener('updatefound', () =>
          registration.installing?.addEventListener('statechange', look),
        );
      },
      // A browser that allows no worker (some in-app ones) still works; it only cannot start without a network.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, []);
  if (!waiting) return undefined;
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take-over');
  };
}
