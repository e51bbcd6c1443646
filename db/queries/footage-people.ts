/**
 * SQL of how a person stands in records of footage: by code; without one, inspectors and supervisors by number, since
 * their names are no one's business there, and everybody else by name.
 */
export const tagSql = (personId: string): string =>
  `(SELECT coalesce(tag.code, iif(EXISTS(SELECT 1 FROM person_role tr WHERE tr.person_id = tag.id
      AND tr.role IN ('inspector', 'social_supervisor')), '#' || tag.id, tag.name))
    FROM person tag WHERE tag.id = ${personId})`;
