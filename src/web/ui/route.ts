import { useSyncExternalStore } from 'react';

/** The address is the state that a reload and a link must keep: which screen, which tab, which case. */
const heard = new Set<() => void>();
function announce(): void {
  for (const listen of heard) listen();
}
window.addEventListener('popstate', announce);

export function go(path: string, replace = false): void {
  if (path === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  announce();
}

export function useAddress(): { readonly path: readonly string[]; readonly query: URLSearchParams } {
  const text = useSyncExternalStore(
    (listen) => {
      heard.add(listen);
      return () => heard.delete(listen);
    },
    () => location.pathname + location.search,
  );
  const url = new URL(text, location.origin);
  return { path: url.pathname.split('/').filter(Boolean), query: url.searchParams };
}
