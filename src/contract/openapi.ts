import { z } from 'zod';
import type { Words } from '../domain/places/index.ts';
import type { CommandDefinition } from './command.ts';
import { refusalAnswer } from './queries.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the document says of one route. */
export interface RouteDescription {
  readonly method: string;
  /** '/api/v1/cases/:id' */
  readonly url: string;
  readonly may: string;
  readonly words: Words;
  readonly noun: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly ownBody?: Json;
  readonly answer: z.ZodType | string;
  readonly accepts?: readonly string[];
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _left, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  return rest;
}

/** Shape of a body that its door reads by itself. */
export const bodyShape = (schema: z.ZodType): Json => schemaOf(schema, 'input');

const both = ({ zh, en }: Words) => `${zh} · ${en}`;

/** 'case.report' → 'CaseReport' */
function componentName(type: string): string {
  return type
    .split(/[.-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  // The values as they arrive after reading: a page size is a number, although a query string is text.
  const { properties = {}, required = [] } = schemaOf(schema, 'output') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const needed = new Set(
    where === 'path' ? required : ((schemaOf(schema, 'input').required as string[] | undefined) ?? []),
  );
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || needed.has(name),
    schema: property,
  }));
}

function commandSchema(definition: CommandDefinition): Json {
  return {
    type: 'object',
    description: both(definition.words),
    additionalProperties: false,
    required: ['id', 'type', 'stream', 'data'],
    properties: {
      id: {
        type: 'string',
        format: 'uuid',
        description: 'Made by the sender; the same id again gets the first answer and changes nothing.',
      },
      type: { const: definition.type },
      stream: { type: 'string', pattern: `^${definition.kind}/.+$` },
      data: schemaOf(definition.data, 'input'),
      occurredAt: { type: 'integer', description: 'Milliseconds since 1970: when it happened, if before now.' },
    },
  };
}

/** The OpenAPI 3.1 document of all routes and commands. */
export function openApi(
  routes: readonly RouteDescription[],
  commands: readonly CommandDefinition[],
  version: string,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
    const bodySchema = route.body ? schemaOf(route.body, 'input') : route.ownBody;
    const isStatus = route.answer === 'none';
    const answer =
      typeof route.answer === 'string'
        ? { [route.answer]: { schema: {} } }
        : { 'application/json': { schema: schemaOf(route.answer, 'output') } };
    const signed = route.may !== 'public' && route.may !== 'monitoring';
    const methods = paths[path] ?? {};
    paths[path] = methods;
    methods[route.method.toLowerCase()] = {
      operationId: `${route.method.toLowerCase()}${path.replace(/^\/api\/v1/, '').replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())}`,
      tags: [route.noun],
      summary: both(route.words),
      'x-may': route.may,
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(bodySchema
        ? {
            requestBody: {
              required: true,
              content: Object.fromEntries(
                (route.accepts ?? ['application/json']).map((type) => [type, { schema: bodySchema }]),
              ),
            },
          }
        : {}),
      ...(signed ? { security: route.method === 'GET' ? [{ session: [] }] : [{ session: [], csrf: [] }] } : {}),
      responses: {
        [isStatus ? '204' : '200']: isStatus ? { description: 'Done' } : { description: 'OK', content: answer },
        default: {
          description: 'Refused: a code with words and what to do, in zh and en',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
        },
      },
    };
  }
  const byType = Object.fromEntries(commands.map((one) => [componentName(one.type), commandSchema(one)]));
  return {
    openapi: '3.1.0',
    info: {
      title: '一屏 Yiping',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Instants are milliseconds since 1970-01-01T00:00:00Z; positions are [longitude, latitude] in WGS-84. Writes need the session cookie and the header x-csrf-token that signing in answers.',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'yiping' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
      schemas: {
        Refusal: schemaOf(refusalAnswer, 'output'),
        Command: {
          oneOf: Object.keys(byType).map((name) => ({ $ref: `#/components/schemas/${name}` })),
          discriminator: {
            propertyName: 'type',
            mapping: Object.fromEntries(
              commands.map((one) => [one.type, `#/components/schemas/${componentName(one.type)}`]),
            ),
          },
        },
        ...byType,
      },
    },
  };
}
