import type { Channel, ChannelKind } from '../channels/channel.ts';
import { limitsOf } from '../channels/common.ts';
import { CHANNELS } from '../channels/index.ts';
import { withDefaults } from '../channels/settings.ts';
import { hostsOf } from '../channels/web-push/subscription.ts';
import type { Provider } from './line.ts';
import type { ProviderRow } from './provider-store.ts';

type Settings = Readonly<Record<string, string>>;

/** Which rung of the ladder a kind of channel serves; the others reach offices, not households. */
export const RUNG_OF: Readonly<Partial<Record<ChannelKind, string>>> = {
  push: 'digital',
  wecom: 'digital',
  sms: 'sms',
  call: 'call',
};

export function channelOf(id: string): Channel | undefined {
  return CHANNELS.find(({ card }) => card.id === id);
}

/** Opens the providers that are switched on. A channel that this program no longer has is left out, and so is one whose secrets cannot be read. */
export function openProviders(rows: readonly ProviderRow[], now: () => number): Provider[] {
  return rows.flatMap((row) => {
    const channel = channelOf(row.channel);
    const kind = channel && RUNG_OF[channel.card.kind];
    if (!channel || !kind || !row.enabled || row.lost) return [];
    const settings = withDefaults(channel.card, row.settings);
    const card = { ...channel.card, limits: limitsOf(channel.card, settings) };
    return [{ id: row.id, kind, card, sender: channel.open(settings, { now, fetch }) }];
  });
}

/** What a browser needs to let this office push, and which push services are called. */
export interface PushTerms {
  readonly publicKey: string;
  readonly hosts: readonly string[];
}
export function pushTerms(rows: readonly ProviderRow[]): PushTerms | undefined {
  const row = rows.find(({ channel, enabled, lost }) => enabled && !lost && channelOf(channel)?.card.kind === 'push');
  const channel = row && channelOf(row.channel);
  if (!row || !channel) return undefined;
  const settings = withDefaults(channel.card, row.settings);
  return { publicKey: settings['publicKey'] ?? '', hosts: hostsOf(settings) };
}

const HERE = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * The field of a drill's provider that reaches beyond this machine, if any. A drill's providers are simulators on this
 * machine and nothing else: nothing of a drill can reach a real phone. Channels whose address is built in are the provider's own.
 */
export function reachesOut(channel: Channel, settings: Settings): string | undefined {
  const addresses = channel.card.fields.filter(({ type, key }) => type === 'url' || /hosts?$/i.test(key));
  if (addresses.length === 0) return channel.card.id;
  const all = withDefaults(channel.card, settings);
  for (const { key } of addresses) {
    for (const value of (all[key] ?? '').split(',').map((one) => one.trim())) {
      const host = (URL.canParse(value) && new URL(value).hostname) || value;
      if (host !== '' && !HERE.test(host)) return key;
    }
  }
  return addresses.every(({ key }) => (all[key] ?? '') === '') ? (addresses[0]?.key ?? channel.card.id) : undefined;
}
