/** What a chart can be taken away as. */
export const chartFormats = ['png', 'svg', 'csv', 'xlsx', 'pdf'] as const;
export type ChartFormat = (typeof chartFormats)[number];
