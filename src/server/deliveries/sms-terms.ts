import type { SmsAnswer } from '../../contract/queries.ts';
import { fenOf } from '../channels/common.ts';
import { withDefaults } from '../channels/settings.ts';
import type { ProviderRow } from './provider-store.ts';
import { channelOf } from './providers.ts';

/**
 * What a text message costs and what stands around its text, by the provider that is asked first. A price is only what
 * somebody entered: in the provider's settings, else in the district data; otherwise there is none.
 */
export function smsTerms(
  rows: readonly ProviderRow[],
  { district, link }: { readonly district: number | undefined; readonly link: string | undefined },
): SmsAnswer {
  const first = rows.find((row) => row.enabled && channelOf(row.channel)?.card.kind === 'sms');
  const channel = first && channelOf(first.channel);
  const settings = first && channel ? withDefaults(channel.card, first.settings) : {};
  const own = fenOf(settings);
  const fen = own ?? (district !== undefined && district > 0 ? district : undefined);
  const signature = settings['signName'];
  // Both kinds of settings name the link where the text goes out with it: the body of a gateway, the fields of a template.
  const linked = /\{link\}|[:：|,，]\s*link\b/.test(`${settings['body'] ?? ''}\n${settings['templates'] ?? ''}`);
  return {
    ...(fen === undefined ? {} : { fenPerSegment: fen, from: own === undefined ? 'district' : 'provider' }),
    ...(first ? { provider: first.name } : {}),
    before: signature ? `【${signature}】` : '',
    after: linked && link ? link : '',
  };
}
