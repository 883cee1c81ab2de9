/** 弄, 号, 室 of a household for an export: a stairwell of several doors keeps the door in its rooms ('5号201'). */
export function addressParts(
  compound: string,
  stairwell: string,
  room: string,
): { readonly lane: string; readonly door: string; readonly room: string } {
  const inRoom = /^(.+?)号(.+)$/.exec(room);
  const door = inRoom?.[1] ?? /^(.+?)号/.exec(stairwell)?.[1] ?? stairwell;
  return { lane: compound, door, room: inRoom?.[2] ?? room };
}
