/**
 * SQL of the attachments or clips that show the finding of a matter: hung on the finding, on the item it was opened by, or
 * on its lead.
 * @param table `attachment` or `clip`, aliased `a`
 */
export const shownOfFindingSql = (table: 'attachment' | 'clip', matter: string): string =>
  `${table} a JOIN finding f ON f.id = ${matter}.finding_id
    WHERE a.removed_at IS NULL AND (a.lead_id = f.lead_id OR (a.visit_id = f.visit_id AND (a.finding = f.client_id
      OR (a.item_code = f.item_code AND a.checklist = (SELECT k.client_id FROM visit_checklist k WHERE k.id = f.checklist_id)))))`;
