import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface Shipped {
  path: string;
  type: string;
}

/** Address path -> file, for every shipped file of a known type. What is not in it cannot be asked for. */
export function allowList(folder: string): Map<string, Shipped> {
  const found = new Map<string, Shipped>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(`/${relative(folder, path).split(sep).join('/')}`, { path, type });
  }
  return found;
}

/** The file behind a request, or undefined. */
export function shippedFile(list: ReadonlyMap<string, Shipped>, method: string, address: string): Shipped | undefined {
  if (method !== 'GET' || !URL.canParse(address)) return undefined;
  const { host, pathname } = new URL(address);
  return host === 'main' ? list.get(pathname === '/' ? '/index.html' : pathname) : undefined;
}
