import { createHash } from 'node:crypto';
import type { Refusal } from '../../../domain/kernel/index.ts';
import type { WarningMessage } from '../../../domain/responses/index.ts';
import { checkAlert, type Fault } from './check.ts';
import { readFeed } from './feed.ts';
import { readAlert } from './read.ts';
import { type Element, readXml } from './xml.ts';

export type { Fault } from './check.ts';
export { readGbIdentifier } from './gb-identifier.ts';

export type CapReading =
  | { readonly ok: true; readonly messages: readonly WarningMessage[] }
  /** `faults` name every place in the alert; `links` are what an index points to. */
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      readonly faults: readonly Fault[];
      readonly links: readonly string[];
    };

/**
 * Bytes of a CAP 1.0, 1.1 or 1.2 alert, or of an Atom, RSS or EDXL document that holds such alerts, as warnings.
 * All or nothing: one bad alert in a document refuses the document. Never fetches anything.
 * @param bytes up to 4 MiB; the encoding is the one of the byte order mark or of the XML declaration.
 */
export function readCap(bytes: Uint8Array): CapReading {
  const xml = readXml(bytes);
  if (!xml.ok) return no(xml.refusal);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const feed = readFeed(xml.root);
  if (!feed) return readOne(xml.root, digest);
  switch (feed.kind) {
    case 'empty':
      return no({ code: 'warning.feed-empty' });
    case 'broken':
      return no({ code: 'warning.feed-broken', params: { missing: feed.missing } });
    case 'index':
      return { ...no({ code: 'warning.feed-index', params: { entries: feed.links.length } }), links: feed.links };
    case 'alerts': {
      const messages: WarningMessage[] = [];
      for (const alert of feed.alerts) {
        const reading = readOne(alert, digest);
        if (!reading.ok) return reading;
        messages.push(...reading.messages);
      }
      return { ok: true, messages };
    }
  }
}

function readOne(root: Element, digest: string): CapReading {
  const { version, faults } = checkAlert(root);
  if (version === null) return no({ code: 'warning.not-cap' }, faults);
  const [first] = faults;
  if (first)
    return no(
      {
        code: 'warning.cap-invalid',
        params: { count: faults.length, xpath: first.xpath.slice(0, 200), reason: first.reason },
      },
      faults,
    );
  return { ok: true, messages: [readAlert(root, version, digest)] };
}

function no(
  refusal: Refusal,
  faults: readonly Fault[] = [],
): { ok: false; refusal: Refusal; faults: readonly Fault[]; links: readonly string[] } {
  return { ok: false, refusal, faults, links: [] };
}
