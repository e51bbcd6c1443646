/** Optional: installed without its file where its download is not possible. */
declare module 'ffmpeg-static' {
  const path: string | null;
  export default path;
}
