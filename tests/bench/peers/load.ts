/**
 * Imports a package of this folder. It may not be installed while types are checked, so the caller says what it uses of
 * the package: `T` is the caller's own description, held true by the pinned version.
 */
export async function load<T>(name: string): Promise<T> {
  const module: unknown = await import(name)
  // The cast: nothing can be known of a package that may be absent; the check of each run shows what it does.
  return module as T
}
