import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { commands } from '../domain/contract/commands/index.js';
import { events } from '../domain/contract/events.js';
import { errorCatalogue } from '../domain/errors.js';
import type { Access } from '../domain/contract/define.js';

const FILE = join(resolve(import.meta.dirname, '..'), 'docs/contract.md');

const accessWords = (access: Access): string => (typeof access === 'string' ? access : access.join(', '));

interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  additionalProperties?: Shape | boolean;
}

/** A JSON schema as one short line: `{ id: integer, note?: string | null }`. */
function brief(shape: Shape, depth = 0): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = shape.anyOf ?? shape.oneOf;
  if (options) return options.map((option) => brief(option, depth + 1)).join(' | ');
  if (shape.properties) {
    if (depth > 2) return '{…}';
    const fields = Object.entries(shape.properties).map(
      ([name, value]) => `${name}${shape.required?.includes(name) ? '' : '?'}: ${brief(value, depth + 1)}`,
    );
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (shape.items) return `[${brief(shape.items, depth + 1)}]`;
  if (typeof shape.additionalProperties === 'object')
    return `{ [name]: ${brief(shape.additionalProperties, depth + 1)} }`;
  return Array.isArray(shape.type) ? shape.type.join(' | ') : (shape.type ?? 'any');
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Shape =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape;

/** The whole contract as a page: written by `npm run docs`, compared in `tests/architecture`. */
export function contractPage(): string {
  const lines = [
    '# The contract',
    '',
    'Generated from `domain/contract` by `npm run docs`; a test fails when it is out of date.',
    '',
    '`access` is `anyone` (also before signing in), `signedIn`, or the roles of which one is needed. A command names',
    'the object its audit row is about; a query changes nothing.',
  ];
  let feature = '';
  for (const [name, spec] of Object.entries(commands)) {
    const [word = ''] = name.split('.');
    if (word !== feature) lines.push('', `## ${(feature = word)}`);
    lines.push(
      '',
      `### ${name}`,
      '',
      spec.note,
      '',
      `- kind: ${spec.kind}${spec.kind === 'command' && spec.audit ? `, audit: ${spec.audit.object}` : ''}`,
      `- access: ${accessWords(spec.access)}`,
      `- input: \`${brief(schemaOf(spec.input, 'input'))}\``,
      `- output: \`${brief(schemaOf(spec.output, 'output'))}\``,
    );
  }
  lines.push('', '## Events', '');
  for (const [name, schema] of Object.entries(events)) {
    lines.push(`- \`${name}\`: \`${brief(schemaOf(schema, 'output'))}\``);
  }
  lines.push('', '## Errors', '', '| code | parameters | trying again can help |', '|---|---|---|');
  for (const [code, { params, retryable }] of Object.entries(errorCatalogue)) {
    lines.push(`| \`${code}\` | ${params.map((param) => `\`${param}\``).join(', ')} | ${retryable ? 'yes' : ''} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** The page as it stands in the repository. */
export const committedPage = (): Promise<string> => readFile(FILE, 'utf8');

if (process.argv[1]?.endsWith('docs.ts')) await writeFile(FILE, contractPage());
