import { journal } from './0001-journal.ts';
import { cases } from './0002-cases.ts';
import { access } from './0010-access.ts';
import { district } from './0020-district.ts';
import { oneEvent } from './0030-one-event.ts';
import { roll } from './0040-roll.ts';
import { deliveries } from './0050-deliveries.ts';
import { links } from './0055-links.ts';
import { addresses } from './0070-addresses.ts';
import { media } from './0080-media.ts';
import { open311 } from './0090-open311.ts';

/** In order of application. Text modules, so that the bundled server carries them; never edited once released. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-journal', sql: journal },
  { name: '0002-cases', sql: cases },
  { name: '0010-access', sql: access },
  { name: '0020-district', sql: district },
  { name: '0030-one-event', sql: oneEvent },
  { name: '0040-roll', sql: roll },
  { name: '0050-deliveries', sql: deliveries },
  { name: '0055-links', sql: links },
  { name: '0070-addresses', sql: addresses },
  { name: '0080-media', sql: media },
  { name: '0090-open311', sql: open311 },
];
