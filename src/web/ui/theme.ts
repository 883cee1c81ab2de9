import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';
const KEPT = 'yiping.theme';
const heard = new Set<() => void>();

/** Dark unless chosen otherwise: the room is dark on the nights that matter. */
export function currentTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
}
export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(KEPT, theme);
  for (const listen of heard) listen();
}
export function restoreTheme(): void {
  document.documentElement.dataset['theme'] = localStorage.getItem(KEPT) === 'light' ? 'light' : 'dark';
}
export function useTheme(): Theme {
  return useSyncExternalStore((listen) => {
    heard.add(listen);
    return () => heard.delete(listen);
  }, currentTheme);
}
/** Value of a token, for what is drawn outside CSS (the map). */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
