import { text } from './columns.js';
import type { Migration } from './migration.js';

/** Templates of official papers the office edited in Word; a kind without a row is made in the shipped layout. */
export const documentTemplate: Migration = {
  version: 56,
  name: '0056-document-template',
  up: async (step) => {
    await step.exec(`
CREATE TABLE document_template(
  kind TEXT PRIMARY KEY,
  ${text('name', 255)},
  bytes BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;`);
  },
};
