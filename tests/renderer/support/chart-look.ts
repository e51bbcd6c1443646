import type { Look } from '../../../renderer/features/trends/model/look';

/** Colours that are told apart in a test. */
export const look = {
  ...{ text: '#111', text2: '#222', text3: '#333', line: '#444', lineStrong: '#555', surface: '#fff', accent: '#00f' },
  ...{ wash: '#eef', hatch: '#ccc', red: '#c00', onLow: '#000', onHigh: '#fff', font: 'sans', size: 12 },
  ...{ chart: ['#1', '#2', '#3', '#4', '#5', '#6'], steps: ['#a', '#b', '#c', '#d', '#e'] },
} as Look;
