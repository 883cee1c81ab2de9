import { describe, expect, it } from 'vitest';
import { httpCall } from '../../src/server/channels/http-call/index.ts';
import { httpSms } from '../../src/server/channels/http-sms/index.ts';
import { settingProblems } from '../../src/server/channels/settings.ts';
import { openProviders, type ProviderRow, smsTerms } from '../../src/server/deliveries/index.ts';

const LINK = `https://yiping.example.cn/r/${'x'.repeat(24)}`;
const gateway = (settings: Record<string, string> = {}, more: Partial<ProviderRow> = {}): ProviderRow => ({
  id: 'a',
  channel: 'http-sms',
  name: '市短信平台',
  settings: { url: 'http://127.0.0.1:1/', body: '{"t":"{text}"}', secret: 'a-secret-of-ours', ...settings },
  place: 1,
  enabled: true,
  ...more,
});
const none = { district: undefined, link: undefined };

describe('what a text message costs', () => {
  it('is not known where nobody has entered it', () => {
    expect(smsTerms([], none)).toEqual({ before: '', after: '' });
    expect(smsTerms([gateway()], none)).toEqual({ provider: '市短信平台', before: '', after: '' });
    expect(smsTerms([gateway({ fenPerSegment: '0' })], none)).not.toHaveProperty('fenPerSegment');
  });

  it('comes from the provider that is asked first, else from the district data; it says from which', () => {
    const rows = [
      gateway({ fenPerSegment: '9' }, { id: 'off', enabled: false }),
      gateway({ fenPerSegment: '4.5' }),
      gateway({ fenPerSegment: '3' }, { id: 'b', name: '备用' }),
    ];
    expect(smsTerms(rows, { ...none, district: 6 })).toMatchObject({ fenPerSegment: 4.5, from: 'provider' });
    expect(smsTerms([gateway()], { ...none, district: 6 })).toMatchObject({ fenPerSegment: 6, from: 'district' });
  });

  it('counts the signature that the provider sets before the text, and the link only where the text goes out with it', () => {
    const aliyun = gateway(
      {},
      { channel: 'aliyun-sms', settings: { signName: '南京西路街道', templates: '*=SMS_1|t:text,l:link' } },
    );
    expect(smsTerms([aliyun], { ...none, link: LINK })).toMatchObject({ before: '【南京西路街道】', after: LINK });
    expect(smsTerms([gateway()], { ...none, link: LINK }).after).toBe('');
    expect(smsTerms([gateway({ body: '{"t":"{text}{link}"}' })], { ...none, link: LINK }).after).toBe(LINK);
    expect(smsTerms([gateway({ body: '{"t":"{text}{link}"}' })], none).after).toBe('');
  });
});

describe('the rate of a gateway', () => {
  const perSecond = (row: ProviderRow) => openProviders([row], Date.now)[0]?.card.limits.perSecond;
  it('is what the office entered; a gateway for calls has one anyway', () => {
    expect(perSecond(gateway())).toBeUndefined();
    expect(perSecond(gateway({ perSecond: '7' }))).toBe(7);
    const call = gateway({ secret: 'sixteen-characters' }, { channel: 'http-call' });
    expect(perSecond(call)).toBe(httpCall.card.limits.perSecond);
    expect(perSecond({ ...call, settings: { ...call.settings, perSecond: '3' } })).toBe(3);
  });

  it.each(['0', '-1', '1e3', '4.5', '', ' 5'])('of “%s” a second is no rate', (text) => {
    const problems = settingProblems(httpSms.card, { ...gateway().settings, perSecond: text });
    expect(problems.map(({ params }) => params?.['field'])).toEqual(text === '' ? [] : ['perSecond']);
  });

  it.each(['free', '-4', '4,5', '1e9', '0x9'])('“%s” is no price', (text) => {
    expect(settingProblems(httpSms.card, { ...gateway().settings, fenPerSegment: text })).toHaveLength(1);
  });
});
