/** 2026年10月; circulars are written in Chinese. @param month as counted by `monthOf` */
const monthWords = (month: number): string => `${Math.floor(month / 12)}年${(month % 12) + 1}月`;

/** What the circular of a month is called and begins with, until the office words it otherwise. */
export const circularDefaults = (month: number): { title: string; text: string } => ({
  title: `关于${monthWords(month)}窗口单位月评比情况的通报`,
  text: `现将${monthWords(month)}窗口单位月评比情况通报如下。`,
});
