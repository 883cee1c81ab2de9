import type { Element } from './xml.ts';

/** What an XML document that is not an alert itself turns out to be. */
export type Feed =
  | { readonly kind: 'alerts'; readonly alerts: readonly Element[] }
  | { readonly kind: 'index'; readonly links: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly missing: string };

const ATOM = 'http://www.w3.org/2005/Atom';
const EDXL = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';

/** Recognises Atom, RSS and EDXL-DE; undefined for anything else. Alerts inside are handed out whole. */
export function readFeed(root: Element): Feed | undefined {
  if (root.name === 'EDXLDistribution' && root.namespace === EDXL) return withAlerts(root, 'contentObject');
  if (root.name === 'feed' && root.namespace === ATOM) {
    if (!has(root, 'id')) return { kind: 'broken', missing: 'feed/id' };
    return withAlerts(root, 'entry');
  }
  if (root.name === 'rss') {
    const channel = root.children.find((child) => child.name === 'channel');
    if (!channel) return { kind: 'broken', missing: 'rss/channel' };
    for (const name of ['title', 'description', 'link'])
      if (!has(channel, name)) return { kind: 'broken', missing: `rss/channel/${name}` };
    return withAlerts(channel, 'item');
  }
  return undefined;
}

function withAlerts(parent: Element, entryName: string): Feed {
  const entries = parent.children.filter((child) => child.name === entryName);
  const alerts = entries.flatMap(findAlerts);
  if (alerts.length > 0) return { kind: 'alerts', alerts };
  if (entries.length === 0) return { kind: 'empty' };
  const links = entries
    .flatMap((entry) =>
      entry.children
        .filter((child) => child.name === 'link' || child.name === 'id' || child.name === 'guid')
        .map((child) => child.text.trim()),
    )
    .filter((link) => /^https?:/.test(link));
  return { kind: 'index', links: [...new Set(links)] };
}

function findAlerts(element: Element): readonly Element[] {
  return element.name === 'alert' ? [element] : element.children.flatMap(findAlerts);
}
function has(element: Element, name: string): boolean {
  return element.children.some((child) => child.name === name);
}
