import type { Block, Edge, Interface, Node, Workflow } from '../document/workflow.ts'
import { CAPS, blockKeyOf } from '../document/workflow.ts'
import type { Path, Problem } from '../problems/problem.ts'

/** The maximum depth of blocks in blocks. */
export const MAX_BLOCK_DEPTH = 32

/** What a block comes to when it is expanded. Counts stop above the caps. */
interface Size {
  readonly nodes: number
  readonly edges: number
  /** Of blocks in it, with itself. */
  readonly depth: number
  /** By declared input: how many ports it leads to. */
  readonly targets: ReadonlyMap<string, number>
}

interface MeasuredBlock {
  readonly size: Size
  readonly block: Block
}

/** The blocks of one level, by the id of their node. */
type Inner = ReadonlyMap<string, MeasuredBlock>

const TOO_DEEP = `blocks may be in blocks up to ${MAX_BLOCK_DEPTH} deep`

const EMPTY: Size = { nodes: 0, edges: 0, depth: 1, targets: new Map() }

/**
 * Why the blocks of a workflow cannot be expanded: one is missing or contains itself, a cable or a value is at a port
 * that its block does not declare, an instance has a pinned version, or there would be too much. Each block is looked
 * at once, however often it is used; the work is linear in the file.
 */
export function checkBlocks({ nodes, edges, blocks = {} }: Workflow): readonly Problem[] {
  const problems: Problem[] = []
  const sizes = new Map<string, Size>()
  /** The blocks that are being looked at, the outermost first. */
  const open: string[] = []

  function sizeOf(key: string, path: Path, node: string): Size {
    const known = sizes.get(key)
    if (known !== undefined) return known
    const block = Object.hasOwn(blocks, key) ? blocks[key] : undefined
    const report = (code: Problem['code'], message: string): Size => {
      problems.push({ code, message, path: [...path, 'type'], node })
      return EMPTY
    }
    if (block === undefined)
      return report('unknown-node', `there is no block ${JSON.stringify(key)} in the file`)
    if (open.includes(key))
      return report(
        'cycle',
        `a block cannot contain itself: ${[...open.slice(open.indexOf(key)), key].join(' → ')}`,
      )
    if (open.length >= MAX_BLOCK_DEPTH) return report('cap', TOO_DEEP)
    checkInterface(block, blocks, ['blocks', key], problems)
    open.push(key)
    const size = measure(block, ['blocks', key])
    open.pop()
    sizes.set(key, size)
    return size
  }

  function measure(
    level: Pick<Block, 'nodes' | 'edges'> & Partial<Pick<Block, 'interface'>>,
    path: Path,
  ): Size {
    const inner = new Map<string, MeasuredBlock>()
    let [count, cables, depth] = [0, 0, 0]
    for (const [index, node] of level.nodes.entries()) {
      const key = blockKeyOf(node)
      if (key === null) {
        count++
        continue
      }
      const at = [...path, 'nodes', index]
      const size = sizeOf(key, at, node.id)
      const block = blocks[key]
      if (block === undefined || size === EMPTY) continue
      inner.set(node.id, { size, block })
      checkInstance(node, block, at, problems)
      count = Math.min(CAPS.nodes + 1, count + size.nodes)
      cables = Math.min(CAPS.edges + 1, cables + size.edges)
      depth = Math.max(depth, size.depth)
    }
    for (const [index, edge] of level.edges.entries()) {
      checkEnds(edge, [...path, 'edges', index], inner, problems)
      cables = Math.min(
        CAPS.edges + 1,
        cables + (inner.get(edge.to.node)?.size.targets.get(edge.to.port) ?? 1),
      )
    }
    return { nodes: count, edges: cables, depth: depth + 1, targets: countTargets(level.interface, inner) }
  }

  const whole = measure({ nodes, edges }, [])
  return [...problems, ...checkWhole(whole)]
}

/** What is too much of an expanded workflow. */
function checkWhole(whole: Size): readonly Problem[] {
  const problems: Problem[] = []
  for (const what of ['nodes', 'edges'] as const) {
    const cap = CAPS[what]
    if (whole[what] <= cap) continue
    const message = `with what is in its blocks there are more than ${cap}, and a workflow may have ${cap}`
    problems.push({ code: 'cap', message, path: [what] })
  }
  if (whole.depth - 1 > MAX_BLOCK_DEPTH) problems.push({ code: 'cap', message: TOO_DEEP, path: ['blocks'] })
  return problems
}

/** By declared input: how many ports it leads to, through the blocks in its block. */
const countTargets = (declared: Interface | undefined, inner: Inner): Size['targets'] =>
  new Map(
    Object.entries(declared?.inputs ?? {}).map(([name, { to }]): [string, number] => [
      name,
      to.reduce(
        (sum, { node, port }) =>
          Math.min(CAPS.edges + 1, sum + (inner.get(node)?.size.targets.get(port) ?? 1)),
        0,
      ),
    ]),
  )

/** What a block declares must be in it: else a cable at its port would silently lead nowhere. */
function checkInterface(
  { nodes, interface: declared }: Block,
  blocks: Readonly<Record<string, Block>>,
  path: Path,
  problems: Problem[],
): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const check = ({ node: id, port }: Edge['from'], side: 'inputs' | 'outputs', ...at: Path): void => {
    const place = [...path, 'interface', side, ...at]
    const node = byId.get(id)
    if (node === undefined) {
      const message = `there is no node ${JSON.stringify(id)} in this block`
      problems.push({ code: 'dangling-edge', message, path: [...place, 'node'] })
      return
    }
    const key = blockKeyOf(node)
    const inner = key !== null && Object.hasOwn(blocks, key) ? blocks[key] : undefined
    if (inner === undefined || Object.hasOwn(inner.interface[side], port)) return
    problems.push({ code: 'unknown-port', message: undeclared(side, port), path: [...place, 'port'] })
  }
  for (const [name, { to }] of Object.entries(declared.inputs))
    for (const [index, ref] of to.entries()) check(ref, 'inputs', name, 'to', index)
  for (const [name, { from }] of Object.entries(declared.outputs)) check(from, 'outputs', name, 'from')
}

const undeclared = (side: 'inputs' | 'outputs', port: string): string =>
  `the block declares no ${side === 'inputs' ? 'input' : 'output'} ${JSON.stringify(port)}`

/** Values at ports that the block does not declare, and what an instance cannot have. */
function checkInstance(node: Node, block: Block, path: Path, problems: Problem[]): void {
  if (node.take !== undefined)
    problems.push({
      code: 'value',
      message: 'a block cannot have a pinned result: pin one in it',
      path: [...path, 'take'],
      node: node.id,
    })
  for (const port of Object.keys(node.values ?? {}))
    if (!Object.hasOwn(block.interface.inputs, port))
      problems.push({
        code: 'unknown-port',
        message: undeclared('inputs', port),
        path: [...path, 'values', port],
        node: node.id,
        port,
      })
}

/** Cables at ports that a block does not declare. */
function checkEnds({ from, to }: Edge, path: Path, inner: Inner, problems: Problem[]): void {
  const check = (end: 'from' | 'to', { node, port }: Edge['from'], side: 'outputs' | 'inputs'): void => {
    const block = inner.get(node)?.block
    if (block === undefined || Object.hasOwn(block.interface[side], port)) return
    problems.push({
      code: 'unknown-port',
      message: undeclared(side, port),
      path: [...path, end, 'port'],
      node,
      port,
    })
  }
  check('from', from, 'outputs')
  check('to', to, 'inputs')
}
