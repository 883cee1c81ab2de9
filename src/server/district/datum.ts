import gcoord from 'gcoord';

/**
 * GCJ-02 (the shifted datum of public maps in China) to WGS-84. Done once, when data comes in; nothing inside ever
 * holds GCJ-02. gcoord inverts the shift by iteration: the round trip is exact to less than a centimetre.
 */
export function toWgs84<T extends object>(input: T): T {
  return gcoord.transform(structuredClone(input) as never, gcoord.GCJ02, gcoord.WGS84) as T;
}
