import type { Migration } from './migration.js';

/**
 * The latest moment of the log stands at its head, so that a clock set back is known however much was written since. Who
 * confirms that the clock is right now begins it anew; the rows stay as they are.
 */
export const clockStep: Migration = {
  version: 76,
  name: '0076-clock',
  async up(step) {
    await step.exec(`
ALTER TABLE audit_head ADD COLUMN latest_at INTEGER;
UPDATE audit_head SET latest_at = (SELECT max(at) FROM audit);
DROP TRIGGER audit_chain;
CREATE TRIGGER audit_chain AFTER INSERT ON audit BEGIN
  SELECT RAISE(ABORT, 'audit row out of order') WHERE NEW.seq <> (SELECT seq + 1 FROM audit_head);
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash,
    latest_at = iif(NEW.action = 'system.confirmClock', NEW.at, max(coalesce(latest_at, NEW.at), NEW.at));
END;
`);
  },
};
