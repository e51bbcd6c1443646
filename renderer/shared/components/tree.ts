import type { IconName } from './icons';

/** A node of a tree as `TreeView` shows it. */
export interface TreeNode {
  id: string;
  label: string;
  icon?: IconName;
  note?: string | undefined;
  count?: number | undefined;
  children?: readonly this[];
}

/** A node that is in sight, with its place for screen readers. */
export interface TreeRow<Node> {
  node: Node;
  /** From 1. */
  level: number;
  branch: boolean;
  open: boolean;
  /** Position of the parent among the rows in sight; -1 at the top. */
  parent: number;
  position: number;
  size: number;
}

/** The nodes in sight, from top to bottom: children only of what is open. */
export function flattenTree<Node extends { id: string; children?: readonly Node[] }>(
  nodes: readonly Node[],
  open: ReadonlySet<string>,
): TreeRow<Node>[] {
  const rows: TreeRow<Node>[] = [];
  const walk = (siblings: readonly Node[], level: number, parent: number): void => {
    siblings.forEach((node, index) => {
      const children = node.children ?? [];
      const unfolded = children.length > 0 && open.has(node.id);
      const row = {
        node,
        level,
        branch: children.length > 0,
        open: unfolded,
        parent,
        position: index + 1,
        size: siblings.length,
      };
      const at = rows.push(row) - 1;
      if (unfolded) walk(children, level + 1, at);
    });
  };
  walk(nodes, 1, -1);
  return rows;
}
