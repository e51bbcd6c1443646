const component = `s.content->('$.components[' || g.component || ']')`;

/**
 * SQL of the item that `g`, a row given by hand, is of, by the scheme `s` it was given under: pairs for a JSON object. A newer
 * scheme may have another item in that place.
 */
export const itemSql = `'schemeId', g.scheme_id, 'component', g.component, 'item', coalesce(${component}->>'title', ''),
  'nth', (SELECT count(*) FROM json_each(s.content, '$.components') c WHERE c.key < g.component
    AND c.value->>'kind' = 'manual' AND c.value->>'title' = ${component}->>'title')`;
