// Runs in a process of its own, to be killed: node taker.js <evidence folder> <source>
import { writeSync } from 'node:fs';
import { EvidenceStore } from '../../../media/evidence-store.js';

const [folder = '', source = ''] = process.argv.slice(2);
const store = new EvidenceStore(folder);
writeSync(1, '"started"\n');
for (;;) {
  const staged = await store.stage(source, { name: 'x', mostBytes: 1 << 30 });
  await store.keep(staged);
  writeSync(1, `${JSON.stringify(staged.sha256)}\n`);
}
