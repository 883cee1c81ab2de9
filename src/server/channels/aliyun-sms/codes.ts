import type { Fate } from '../call.ts';

/**
 * Codes after which the same message may go again. Source: 阿里云「国内消息API错误码」 and 「公共错误码」. All others are
 * permanent for this message: number, signature, template, balance, right.
 */
const AGAIN: readonly (readonly [RegExp, number])[] = [
  [/^Throttling/, 1_000],
  [/^isp\.SYSTEM_ERROR$/, 5_000],
  [/^ServiceUnavailable/, 5_000],
  // "业务限流": per minute, hour or day, without saying which; the engine's own limits keep the day, so: a minute.
  [/^isv\.BUSINESS_LIMIT_CONTROL$/, 60_000],
];
/** The provider does not say whether it was taken. */
const DOUBT = /^(InternalError|isp\.UNKNOWN|ServiceTimeout)/;

export function fateOfCode(code: string): Fate {
  if (DOUBT.test(code)) return { state: 'doubt', code };
  const again = AGAIN.find(([pattern]) => pattern.test(code));
  return again ? { state: 'refused', code, again: true, waitMs: again[1] } : { state: 'refused', code, again: false };
}

/**
 * Codes that one number or one text of a request has brought upon all of it. Aliyun takes a request whole or not at
 * all, so it is halved until the one is found: ten requests for one bad number among a thousand.
 */
const OF_ONE =
  /^isv\.(MOBILE_NUMBER_ILLEGAL|BUSINESS_LIMIT_CONTROL|TEMPLATE_MISSING_PARAMETERS|PARAM_LENGTH_LIMIT|BLACK_KEY_CONTROL_LIMIT|TEMPLATE_PARAMS_ILLEGAL)$/;
export const mayBeOne = (fate: Fate): boolean => fate.state === 'refused' && OF_ONE.test(fate.code);
