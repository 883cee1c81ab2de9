/**
 * Ids derived from other ids, so that the same cause always names the same thing: a timer or a reaction that
 * fires twice makes the same command id and is answered from the record. Not a cryptographic digest: it only has
 * to spread (two rounds of 64-bit FNV-1a over UTF-16 code units, laid out as a version-8 UUID, RFC 9562 §5.8).
 */
export function deriveId(...parts: readonly (string | number)[]): string {
  const text = parts.join('\u001f');
  const a = fnv1a64(text, 0xcbf29ce484222325n);
  const b = fnv1a64(text, 0x9ae16a3b2f90404fn);
  const hex = a.toString(16).padStart(16, '0') + b.toString(16).padStart(16, '0');
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function fnv1a64(text: string, offset: bigint): bigint {
  // 64-bit multiply by the FNV prime in two 32-bit halves: BigInt per character would cost ten times as much.
  let hi = Number(offset >> 32n);
  let lo = Number(offset & 0xffffffffn);
  for (let i = 0; i < text.length; i++) {
    lo = (lo ^ text.charCodeAt(i)) >>> 0;
    const low = lo * 0x1b3;
    const high = hi * 0x1b3 + lo * 0x100 + Math.floor(low / 0x100000000);
    lo = low >>> 0;
    hi = high % 0x100000000;
  }
  return (BigInt(hi >>> 0) << 32n) | BigInt(lo);
}
