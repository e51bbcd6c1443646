import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** What a file asks for as soon as it is loaded; types and `import()` are not. */
function askedAtOnce(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
    const onlyTypes =
      clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly) ||
      (clause !== undefined && !clause.name && named.length > 0 && named.every(({ isTypeOnly }) => isTypeOnly));
    return onlyTypes ? [] : [moduleSpecifier.text];
  });
}

/** Every module that is loaded with this one. */
function loadedWith(start: string): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of askedAtOnce(file)) {
      if (!specifier.startsWith('.')) seen.add(specifier);
      else if (!specifier.endsWith('.json'))
        visit(
          relative(root, resolve(root, dirname(file), specifier))
            .split(sep)
            .join('/')
            .replace(/\.js$/, '.ts'),
        );
    }
  };
  visit(start);
  return seen;
}

describe('what the process loads before its first screen', () => {
  const loaded = loadedWith('electron/main.ts');

  it('is walked at all', () => {
    expect(loaded.has('electron/services/reports.ts')).toBe(true);
    expect(loaded.size).toBeGreaterThan(100);
  });

  it.each(['docx', 'exceljs', 'electron/documents/visit-report-paper.ts', 'electron/documents/certificate.ts'])(
    'holds no %s: it comes with the first document that needs it',
    (name) => expect(loaded.has(name)).toBe(false),
  );
});
