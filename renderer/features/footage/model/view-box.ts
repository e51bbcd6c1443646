/** How the picture is looked at: enlarged `zoom` times, its middle moved by shares of the frame. */
export interface View {
  zoom: number;
  x: number;
  y: number;
}

export const wholeView: View = { zoom: 1, x: 0, y: 0 };
export const MOST_ZOOM = 8;

/** Keeps the picture over its frame. */
function kept({ zoom, x, y }: View): View {
  const most = (zoom - 1) / 2;
  const limit = (value: number): number => Math.min(most, Math.max(-most, value));
  return { zoom, x: limit(x), y: limit(y) };
}

/** Zooms around a point of the frame (shares from its middle, -0.5 to 0.5), which stays where it is. */
export function zoomView(view: View, factor: number, px = 0, py = 0): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const grow = zoom / view.zoom;
  return kept({ zoom, x: px - (px - view.x) * grow, y: py - (py - view.y) * grow });
}

/** Moves the enlarged picture by shares of the frame. */
export const panView = (view: View, dx: number, dy: number): View => kept({ ...view, x: view.x + dx, y: view.y + dy });

/** A point of the frame (shares from its top left) as a point of the picture. */
export const onView = ({ zoom, x, y }: View, px: number, py: number): { x: number; y: number } => ({
  x: (px - 0.5 - x) / zoom + 0.5,
  y: (py - 0.5 - y) / zoom + 0.5,
});
