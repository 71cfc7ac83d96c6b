/** Files that were written for a page to download, by the ids that the page gets for them. */
export interface Exports {
  /** Returns the id of a file. */
  add(path: string): string
  /** Null if the id names none, or not any more. */
  pathOf(id: string): string | null
}

/** Older ids are forgotten; their files stay. */
const MAX_IDS = 64

export function createExports(newId: () => string): Exports {
  const paths = new Map<string, string>()
  return {
    add(path) {
      const id = newId()
      paths.set(id, path)
      const [oldest] = paths.keys()
      if (paths.size > MAX_IDS && oldest !== undefined) paths.delete(oldest)
      return id
    },
    pathOf: (id) => paths.get(id) ?? null,
  }
}
