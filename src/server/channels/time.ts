/**
 * Times as providers write them: seconds or milliseconds since 1970, ISO 8601 with an offset, or
 * `2017-01-01 00:00:00`, which Aliyun and Tencent Cloud mean in China standard time (UTC+8, no summer time).
 * What cannot be read is `now`: a receipt counts even when its clock does not.
 */
export function timeOf(text: string | number | undefined, now: number): number {
  const written = String(text ?? '').trim();
  if (/^\d{9,11}$/.test(written)) return Number(written) * 1000;
  if (/^\d{12,14}$/.test(written)) return Number(written);
  const local = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(written);
  const parsed = Date.parse(local ? `${local[1]}T${local[2]}+08:00` : written);
  return Number.isFinite(parsed) ? parsed : now;
}
