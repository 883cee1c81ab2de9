import { enWork } from './en-work.ts';
import type { Dictionary } from './zh.ts';

/** The same words in English; a word that is missing here does not compile. */
const shell = {
  product: 'Yiping',
  common: {
    close: 'Close', cancel: 'Cancel', ok: 'OK', back: 'Back', retry: 'Try again', loading: 'Loading…', all: 'All', none: 'None', more: 'More', less: 'Less',
    save: 'Save', send: 'Send', print: 'Print', search: 'Find', optional: 'optional', reason: 'Reason', note: 'Note', beijing: 'Beijing time', open: 'Open',
    yes: 'Yes', no: 'No', since: (t: string) => `since ${t}`, ago: (t: string) => `${t} ago`, in: (t: string) => `${t} left`, over: (t: string) => `${t} over`,
    synthetic: 'Synthetic data', syntheticLong: 'Stairwells, households, people and rain of this drill are synthetic; boundary, streets and warnings are real.',
    language: 'Switch language / 切换语言', theme: 'Dark or light', done: 'Done', people: (n: string) => `${n} people`, households: (n: string) => `${n} households`,
    unknownPerson: 'someone', system: 'System', of: (a: string, b: string) => `${a}/${b}`, sample: 'total', metresShort: 'm',
  },
  entry: {
    lead: 'From a warning to the last closed hazard, on one screen.',
    choose: 'Choose a district', drill: 'Drill', real: 'Live', drillNote: 'A real storm replayed · synthetic data · walled off', realNote: 'In real use', waiting: 'Waits for its first administrator',
    enterAs: 'Enter the drill in one click', enterAsNote: 'Take a post; the simulator plays everyone else', account: 'Login', password: 'Password', signIn: 'Sign in', signingIn: 'Signing in…',
    setup: 'First set-up', setupNote: 'This district has no administrator yet. The set-up code was printed when the server started, and works once.', code: 'Set-up code', name: 'Name', newPassword: 'Choose a password', create: 'Create the first administrator',
    anyPost: 'Any other post of any unit', otherAccount: 'Use another account', loading: 'Reading the list of districts…', none: 'There is no district on this server yet', failed: 'The list of districts cannot be read', signOut: 'Sign out', openWall: 'Wall', openConsole: 'Open the console',
    change: 'The one-time password must be changed first', oldPassword: 'Present password', changeDo: 'Change password', passwordRule: 'At least 12 characters; a short sentence will do', madeAdmin: 'The first administrator is made', sessionEnded: 'The session has ended; please sign in again',
    role: {
      commander: 'Commander', 'shift-leader': 'Shift leader', intake: 'Intake', dispatcher: 'Dispatcher', supervisor: 'Supervisor', handler: 'Handling unit', committee: 'Residents’ committee', observer: 'Observer',
      admin: 'Administrator', auditor: 'Auditor', gateway: 'Gateway', resident: 'Resident', system: 'System',
    },
    foot: 'Open source · Apache-2.0 · map data © OpenStreetMap contributors',
  },
  tabs: { map: 'Situation', responses: 'Response', notices: 'Notices', sweeps: 'Sweeps', duty: 'Duty', warnings: 'Warnings', log: 'Log' },
  bar: {
    tabs: 'Parts of the console', clock: 'Clock of the district', speed: (n: string) => `${n}×`, paused: 'Paused', pause: 'Pause the clock', run: 'Run', faster: 'Faster', jump: 'Jump to…', jumpTitle: 'Set the drill clock to', jumpNote: 'Forward only. Every deadline on the way fires in its order.',
    level: 'Response level', noLevel: 'No response', warnings: 'Warnings in force', noWarnings: 'No warning in force', duty: 'On duty', nobody: 'Nobody signed on', leader: 'Leader', officer: 'Officer', standby: 'Standby',
    drillBanner: 'Drill', live: 'Live', broken: 'Connection lost, reconnecting', loading: 'Connecting', ended: 'Session ended', failed: 'Server not reached', dataAge: (t: string) => `data ${t} old`, fresh: 'Data live',
    mute: 'Mute', unmute: 'Sound on', help: 'Keys', menu: 'Account', wall: 'Wall',
  },
  left: {
    title: 'Work left', new: 'To take in', newNote: 'Reported, not yet accepted or verified', late: 'Late', lateNote: 'Past the limit of the step or of the case', open: 'Open', openNote: 'Cases not closed', tasks: 'Tasks open', tasksNote: 'Given by the response, not done',
    doors: 'Unconfirmed', doorsNote: 'Households of notices sent, not confirmed', blind: 'Blind spots', blindNote: 'Not yet seen in this round', lateOf: (n: string) => `${n} late`, upTo: (t: string) => `as of ${t}`, oldest: (t: string) => `oldest ${t}`, stale: 'source silent', rows: 'Show the rows it counts',
  },
  queue: {
    title: 'Case queue', new: 'New', late: 'Late', mine: 'Mine', all: 'All', filter: 'Filter by place, kind, number', nothing: 'No cases', nothingNote: 'New reports appear here', noMatch: 'No case matches the filter', walk: 'Walk the queue',
    stepClock: (stage: string, left: string) => `limit of “${stage}”, ${left}`, noClock: 'no limit', owner: 'Owner', unowned: 'not yet', urgent: 'Urgent', count: (n: string) => `${n} cases`,
  },
  map: {
    label: 'Map of the district', layers: 'Layers', cases: 'Cases', units: 'Units and load', notices: 'Stairwell notices', sweeps: 'Blind spots', cameras: 'Cameras', gauges: 'Gauges', points: 'Points', buildings: 'Buildings', committees: 'Committees', north: 'North up', zoomIn: 'Zoom in', zoomOut: 'Zoom out', whole: 'Whole district',
    pick: 'Click the place on the map', picked: 'Place chosen', attribution: '© OpenStreetMap contributors', loading: 'Laying out the map…', failed: 'The map did not load', seen: 'seen', unseen: 'not seen', hazard: 'hazard', load: (a: string, b: string) => `${a} in hand of ${b}`,
    unconfirmed: (a: string, b: string) => `${a} of ${b} households unconfirmed`, caseHere: 'Report here', noWebgl: 'This machine cannot draw the map (no WebGL); queue and tables work as usual',
  },
  time: {
    line: 'Time line of the storm: drag to look back at any minute', live: 'Live', looking: (t: string) => `You are looking at ${t}`, lookingNote: 'The whole screen shows what was known then; nothing can be done in the past', backToLive: 'Back to live', play: 'Play from here', pausePlay: 'Pause', level: 'Level', warnings: 'Warnings', rain: 'Rain mm', wind: 'Wind m/s', notices: 'Notices',
    rainAt: (n: string) => `rain ${n} mm/h`, windAt: (n: string) => `wind ${n} m/s`, playSpeed: (n: string) => `${n} min/s`, winding: 'Fetching the screen of that minute…', windFailed: 'That minute cannot be fetched',
  },
  keys: {
    title: 'Keys', find: 'Filter the queue', walk: 'Down and up the queue', open: 'Open the case', dispatch: 'Dispatch', map: 'Show on the map', notice: 'New notice', report: 'Report a case', help: 'This list', escape: 'Close, or back to live', language: 'Switch English / 中文', tabs: 'Switch part', theme: 'Dark or light', time: 'On the time line: 10 minutes (Shift: an hour)', mute: 'Mute',
  },
  wall: {
    title: 'Wall', work: 'Work left', units: 'Units behind', unitsNone: 'No unit is behind', storm: 'Storm clock', since: (t: string) => `started ${t}`, day: (n: string) => `day ${n}`, lateTasks: (n: string) => `${n} late`, openTasks: (n: string) => `${n} open`, lateCases: (n: string) => `${n} cases late`,
    following: 'Following', whole: 'Whole district', newest: 'Newest case', latest: 'Longest late', rain: 'Rain this hour', wind: 'Mean wind', gust: 'Gust', quiet: 'No warning in force', noResponse: 'No response', next: 'Due next', nextNone: 'Nothing due within the hour', waterAt: 'Deepest water', rainTotal: 'Rain so far',
  },
};
export const en: Dictionary = { ...shell, ...enWork };
