import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { doors, electronDoors, packages, rooms } from '../../tools/rooms.mjs';
import { sourceFiles } from '../support/sources.js';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  file: string;
  specifier: string;
  names: string[];
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  let text = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.vue'))
    text = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
      const bindings = clause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      const typeOnly =
        (ts.isImportDeclaration(node) ? clause?.isTypeOnly : node.isTypeOnly) === true ||
        (elements.length > 0 && clause?.name === undefined && elements.every((element) => element.isTypeOnly));
      found.push({
        file,
        specifier: (node.moduleSpecifier as ts.StringLiteral).text,
        names: elements.map((element) => (element.propertyName ?? element.name).text),
        typeOnly,
      });
    }
    const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const argument = dynamic ? node.arguments[0] : undefined;
    if (argument && ts.isStringLiteral(argument)) {
      found.push({ file, specifier: argument.text, names: [], typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = sourceFiles(Object.keys(rooms));
const imports = files.flatMap(importsOf);
const roomOf = (file: string): string => file.split(sep)[0] ?? '';
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

describe('imports', () => {
  it('finds the sources at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('only follow the arrows between rooms', () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return false;
      const target = relative(root, resolve(root, dirname(file), specifier));
      const room = rooms[roomOf(file)];
      return room !== undefined && !room.may.includes(roomOf(target)) && !target.endsWith('package.json');
    });
    expect(wrong.map(({ file, specifier }) => `${file} -> ${specifier}`)).toEqual([]);
  });

  it('take only the packages of their room', () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) return false;
      return !packages[roomOf(file)]?.includes(packageOf(specifier));
    });
    expect(wrong.map(({ file, specifier }) => `${file} -> ${specifier}`)).toEqual([]);
  });

  it('keep node out of domain and renderer', () => {
    const wrong = imports.filter(
      ({ file, specifier }) => ['domain', 'renderer'].includes(roomOf(file)) && specifier.startsWith('node:'),
    );
    expect(wrong).toEqual([]);
  });

  it('pass each dangerous thing through one door', () => {
    const modules = imports.filter(({ file, specifier, typeOnly }) =>
      doors.some(({ module, door }) => module === specifier && door !== file.split(sep).join('/') && !typeOnly),
    );
    const named = imports.filter(
      ({ file, specifier, names }) =>
        specifier === 'electron' &&
        electronDoors.some(({ name, door }) => names.includes(name) && door !== file.split(sep).join('/')),
    );
    expect([...modules, ...named].map(({ file, specifier }) => `${file} -> ${specifier}`)).toEqual([]);
  });

  it('run in no circles', () => {
    const graph = new Map<string, string[]>();
    for (const { file, specifier, typeOnly } of imports) {
      if (typeOnly || !specifier.startsWith('.')) continue;
      const target = relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, '.ts');
      graph.set(file, [...(graph.get(file) ?? []), target]);
    }
    expect(circle(graph)).toBeNull();
  });
});

/** The first circle found, as its files, or null. */
function circle(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>();
  const walk = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const found = walk(next, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const found = walk(file, []);
    if (found) return found;
  }
  return null;
}
