/** An absolute path that FreeSWITCH takes as it is: these characters have a meaning of their own. */
export function isPlainPath(path: string): boolean {
  return path.startsWith('/') && !/[!{}[\]<>'"\\\s$@|,;]/.test(path);
}
