/** CAP 1.0, 1.1 and 1.2 as tables: elements in their order, how often, and what their text must be. */
export type Version = 'cap-1.0' | 'cap-1.1' | 'cap-1.2';
export const NAMESPACES: Readonly<Record<string, Version>> = {
  'http://www.incident.com/cap/1.0': 'cap-1.0',
  'urn:oasis:names:tc:emergency:cap:1.1': 'cap-1.1',
  'urn:oasis:names:tc:emergency:cap:1.2': 'cap-1.2',
};

export type Kind =
  | 'text'
  | 'identifier'
  | 'time'
  | 'references'
  | 'references-1.0'
  | 'language'
  | 'integer'
  | 'height'
  | 'height-1.0'
  | 'polygon'
  | 'circle'
  | 'uri'
  | readonly string[] // one of these words
  | readonly Row[]; // elements inside

export interface Row {
  readonly name: string;
  readonly times: 'one' | 'maybe' | 'any' | 'some';
  readonly kind: Kind;
}
const one = (name: string, kind: Kind = 'text'): Row => ({ name, times: 'one', kind });
const maybe = (name: string, kind: Kind = 'text'): Row => ({ name, times: 'maybe', kind });
const any = (name: string, kind: Kind = 'text'): Row => ({ name, times: 'any', kind });
const some = (name: string, kind: Kind = 'text'): Row => ({ name, times: 'some', kind });

/** Whether a kind is a list of rows (elements inside) rather than words. */
export function isRows(kind: Kind): kind is readonly Row[] {
  return typeof kind !== 'string' && typeof kind[0] === 'object';
}

const MSG_TYPE = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'];
const SCOPE = ['Public', 'Restricted', 'Private'];
const URGENCY = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'];
const SEVERITY = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'];
const CATEGORY = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'Other'];
const RESPONSE = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Monitor', 'Assess', 'None'];
const NAMED: readonly Row[] = [one('valueName'), one('value')];

function area(old: boolean): readonly Row[] {
  const height: Kind = old ? 'height-1.0' : 'height';
  return [
    one('areaDesc'),
    any('polygon', 'polygon'),
    any('circle', 'circle'),
    any('geocode', old ? 'text' : NAMED),
    maybe('altitude', height),
    maybe('ceiling', height),
  ];
}

function info(version: Version): readonly Row[] {
  const old = version === 'cap-1.0';
  const named: Kind = old ? 'text' : NAMED;
  return [
    maybe('language', 'language'),
    old ? any('category', CATEGORY) : some('category', [...CATEGORY, 'CBRNE']),
    one('event'),
    ...(old ? [] : [any('responseType', version === 'cap-1.1' ? RESPONSE : [...RESPONSE, 'Avoid', 'AllClear'])]),
    one('urgency', URGENCY),
    one('severity', SEVERITY),
    one(
      'certainty',
      old
        ? ['Very Likely', 'Likely', 'Possible', 'Unlikely', 'Unknown']
        : ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
    ),
    maybe('audience'),
    any('eventCode', named),
    maybe('effective', 'time'),
    maybe('onset', 'time'),
    maybe('expires', 'time'),
    maybe('senderName'),
    maybe('headline'),
    maybe('description'),
    maybe('instruction'),
    maybe('web', 'uri'),
    maybe('contact'),
    any('parameter', named),
    any('resource', [
      one('resourceDesc'),
      version === 'cap-1.2' ? one('mimeType') : maybe('mimeType'),
      maybe('size', 'integer'),
      maybe('uri', 'uri'),
      ...(old ? [] : [maybe('derefUri')]),
      maybe('digest'),
    ]),
    any('area', area(old)),
  ];
}

function alert(version: Version): readonly Row[] {
  const old = version === 'cap-1.0';
  return [
    one('identifier', 'identifier'),
    one('sender', 'identifier'),
    one('sent', 'time'),
    one('status', ['Actual', 'Exercise', 'System', 'Test', ...(old ? [] : ['Draft'])]),
    one('msgType', MSG_TYPE),
    ...(old ? [maybe('password')] : []),
    maybe('source'),
    old ? maybe('scope', SCOPE) : one('scope', SCOPE),
    maybe('restriction'),
    maybe('addresses'),
    any('code'),
    maybe('note'),
    maybe('references', old ? 'references-1.0' : 'references'),
    maybe('incidents'),
    any('info', info(version)),
  ];
}

export const GRAMMAR: Readonly<Record<Version, readonly Row[]>> = {
  'cap-1.0': alert('cap-1.0'),
  'cap-1.1': alert('cap-1.1'),
  'cap-1.2': alert('cap-1.2'),
};
