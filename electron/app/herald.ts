import { app, Notification } from 'electron';
import type { Herald } from './desktop.js';

/** Notices of the operating system. What stands is held here, or a press on it would find nobody. */
export function createHerald(): Herald {
  const standing = new Set<Notification>();
  return {
    get possible() {
      return app.isReady() && Notification.isSupported();
    },
    show({ title, body }, pressed) {
      const notice = new Notification({ title, body });
      standing.add(notice);
      notice.on('click', () => {
        standing.delete(notice);
        pressed();
      });
      notice.on('close', () => standing.delete(notice));
      notice.show();
      return () => {
        if (standing.delete(notice)) notice.close();
      };
    },
  };
}
