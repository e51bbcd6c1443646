/**
 * What a hall is made of. The words are those of the field: 大厅, 分区, 进驻单位, 窗口, 岗位, 人员, 事项, 目标, 录像机, 点位, 联络人.
 * Apart from the schemas, so that screens can name the kinds without loading them.
 */
export const hallEntities = [
  'hall',
  'zone',
  'unit',
  'window',
  'post',
  'staff',
  'service_item',
  'target',
  'recorder',
  'camera',
  'contact',
] as const;
export type HallEntity = (typeof hallEntities)[number];
