/** A workflow file as the tests write it, valid or not. */
export interface FileNode {
  readonly id: string
  readonly type: string
  readonly values?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** `node.port > node.port` */
export type Cable = `${string}.${string} > ${string}.${string}`

export function workflow(
  nodes: readonly FileNode[],
  cables: readonly Cable[] = [],
  top: object = {},
): object {
  return {
    format: 'patchbay/workflow',
    version: 1,
    name: 'test',
    nodes: nodes.map((node, index) => ({ position: { x: index * 320, y: 0 }, ...node })),
    edges: cables.map((cable, index) => ({ id: `e${index}`, ...ends(cable) })),
    ...top,
  }
}

export const fileOf = (...parts: Parameters<typeof workflow>): string => JSON.stringify(workflow(...parts))

function ends(cable: Cable) {
  const [from, to] = cable.split(' > ').map((end) => {
    const [node, port] = end.split('.')
    return { node, port }
  })
  return { from, to }
}

/** Type of the node of an endpoint of the Z-Image Turbo family: '' for the plain one. */
export const turbo = (rest = ''): string => `runcomfy/tongyi-mai/z-image/turbo${rest}`
