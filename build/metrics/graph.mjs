/**
 * The imports: a name and the names that it imports.
 *
 * @typedef {ReadonlyMap<string, ReadonlySet<string>>} Graph
 */

/**
 * The strongly connected components, larger ones first; without single nodes.
 *
 * @param {Graph} graph
 * @returns {string[][]} Each in the order of the alphabet.
 */
export function findCycles(graph) {
  const order = /** @type {Map<string, number>} */ (new Map())
  const low = /** @type {Map<string, number>} */ (new Map())
  const open = /** @type {string[]} */ ([])
  const isOpen = new Set()
  const cycles = /** @type {string[][]} */ ([])
  // Tarjan's algorithm with an explicit stack: a chain of imports may exceed the call stack.
  for (const start of graph.keys()) {
    if (order.has(start)) continue
    const work = [{ node: start, next: [...(graph.get(start) ?? [])] }]
    enter(start)
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const to = top.next.pop()
      if (to === undefined) {
        work.pop()
        leave(top.node, work.at(-1)?.node)
      } else if (!order.has(to)) {
        enter(to)
        work.push({ node: to, next: [...(graph.get(to) ?? [])] })
      } else if (isOpen.has(to)) lower(top.node, order.get(to) ?? 0)
    }
  }
  return cycles.toSorted((a, b) => b.length - a.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

  /** @param {string} node */
  function enter(node) {
    order.set(node, order.size)
    low.set(node, order.size - 1)
    open.push(node)
    isOpen.add(node)
  }

  /**
   * @param {string} node
   * @param {number} to
   */
  function lower(node, to) {
    low.set(node, Math.min(low.get(node) ?? 0, to))
  }

  /**
   * @param {string} node
   * @param {string | undefined} parent
   */
  function leave(node, parent) {
    const own = low.get(node) ?? 0
    if (parent !== undefined) lower(parent, own)
    if (own !== order.get(node)) return
    const group = open.splice(open.lastIndexOf(node))
    for (const one of group) isOpen.delete(one)
    if (group.length > 1) cycles.push(group.toSorted())
  }
}

/**
 * The folders of a graph of files, to a depth: `app/canvas/acts/x.ts` is in `app/canvas` at depth 2.
 *
 * @param {Graph} files
 * @param {number} depth
 * @returns {Map<string, Set<string>>} Without what a folder imports from itself.
 */
export function foldersOf(files, depth) {
  const folders = /** @type {Map<string, Set<string>>} */ (new Map())
  for (const [file, targets] of files) {
    const from = folderOf(file, depth)
    const to = folders.get(from) ?? new Set()
    folders.set(from, to)
    for (const target of targets) {
      const folder = folderOf(target, depth)
      if (folder !== from) to.add(folder)
    }
  }
  return folders
}

/**
 * @param {string} file
 * @param {number} depth
 */
const folderOf = (file, depth) => file.split('/').slice(0, -1).slice(0, depth).join('/')

/**
 * The pairs that import each other.
 *
 * @param {Graph} graph
 * @returns {(readonly [string, string])[]}
 */
export function mutualPairs(graph) {
  return [...graph].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => from < to && graph.get(to)?.has(from) === true)
      .map((to) => /** @type {const} */ ([from, to])),
  )
}
