/**
 * Imports a package of this folder. It may not be installed while types are checked, so the caller declares what it
 * uses: `T` is the caller's own description, which the pinned version keeps true.
 */
export async function load<T>(name: string): Promise<T> {
  const module: unknown = await import(name)
  // The cast: nothing is known about a package that may be absent; the check of each run shows what it does.
  return module as T
}
