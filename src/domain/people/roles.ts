/**
 * Roles of domain.md §1.3 plus those of the command post and the doors. A person holds posts, a post carries roles;
 * at a subdistrict one person often carries several.
 */
export const ROLES = [
  'commander', // 指挥长: signs levels, orders, notices to many
  'shift-leader', // 值班长: registers, closes, voids
  'intake', // 受理员: takes reports in, checks feedback
  'dispatcher', // 派遣员: dispatches; approves delay, send-back, suspension
  'supervisor', // 监督员: reports, verifies and checks in the field or by video
  'handler', // 专业部门: handles what is dispatched to its unit
  'committee', // 居委: doors, households, verifies in its own area
  'resident', // 居民, without an account
  'gateway', // machine doors: warning feed, message carrier, sensors
  'observer', // reads the screen, changes nothing
  'admin', // accounts, district data, drill clock; no households, no cases
  'auditor', // reads the audit trail and the journal; nothing else
  'system', // timers and reactions
] as const;
export type Role = (typeof ROLES)[number];

/** What a route may ask of its caller. Commands are judged a second time, more closely, by `decide`. */
export const CAPABILITIES = [
  'command', // send commands (which ones: see may.ts of each noun)
  'read-screen', // the screen, the events, the live stream, cases, tasks
  'read-personal', // names, telephone numbers, tags of households; every look is logged
  'read-originals', // photos as the camera wrote them: place, device, uncovered faces; every look is logged
  'report', // hand in a report
  'receive', // hand in warnings, observations, receipts (machine doors)
  'keep-roll', // import and export the household roll; a committee its own part
  'operate-drill', // move the clock of a drill
  'administer', // accounts, posts, district data
  'audit', // audit trail
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const CAPABILITIES_OF: Readonly<Record<Role, readonly Capability[]>> = {
  commander: ['command', 'read-screen', 'read-personal', 'read-originals', 'report', 'receive', 'operate-drill'],
  'shift-leader': ['command', 'read-screen', 'read-personal', 'read-originals', 'report', 'receive', 'operate-drill'],
  intake: ['command', 'read-screen', 'read-personal', 'report', 'receive'],
  dispatcher: ['command', 'read-screen', 'report', 'receive'],
  supervisor: ['command', 'read-screen', 'report'],
  handler: ['command', 'read-screen', 'report'],
  committee: ['command', 'read-screen', 'read-personal', 'keep-roll', 'report'],
  resident: ['report'],
  gateway: ['command', 'report', 'receive'],
  observer: ['read-screen'],
  admin: ['command', 'administer', 'keep-roll', 'operate-drill'],
  auditor: ['audit'],
  system: [],
};

export function can(roles: readonly string[], capability: Capability): boolean {
  return roles.some((role) => CAPABILITIES_OF[role as Role]?.includes(capability) ?? false);
}
