/**
 * `840 bytes`, `12.3 kB`, `1.2 MB`, `1.5 GB`; a kB is 1000 bytes. A number that would round up to the next unit is
 * shown in that unit.
 */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 999_500) return `${(bytes / 1e3).toFixed(bytes < 99_950 ? 1 : 0)} kB`
  if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}
