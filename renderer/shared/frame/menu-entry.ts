import type { IconName } from '../components/icons';

/** A line of the menu behind the name. */
export interface MenuEntry {
  icon: IconName;
  text: string;
  keys?: string;
  run: () => void;
}
