import type { Fate } from '../call.ts';

/**
 * Codes after which the same message may go again, and when. Source: 腾讯云「短信 API 3.0 错误码」 (document 59177) and
 * 「公共错误码」. A limit of the day is permanent: the notice will be over before it is lifted.
 */
const AGAIN: readonly (readonly [RegExp, number])[] = [
  [/^RequestLimitExceeded/, 1_000],
  [/^LimitExceeded\.PhoneNumberThirtySecondLimit$/, 30_000],
  [/^LimitExceeded\.DeliveryFrequencyLimit$/, 30_000],
  [/^LimitExceeded\.PhoneNumberOneHourLimit$/, 600_000],
  [/^Resource(Insufficient|Unavailable)/, 5_000],
];
/** The provider itself does not know, for example InternalError.Timeout: "请求下发短信超时". */
const DOUBT = /^InternalError/;

export function fateOfCode(code: string): Fate {
  if (DOUBT.test(code)) return { state: 'doubt', code };
  const again = AGAIN.find(([pattern]) => pattern.test(code));
  return again ? { state: 'refused', code, again: true, waitMs: again[1] } : { state: 'refused', code, again: false };
}
