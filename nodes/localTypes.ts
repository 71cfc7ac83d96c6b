import type { NodeType } from '#shared/nodes/defineNode.ts'

// Collected by folder: adding a node is adding a file.
const files = import.meta.glob<NodeType>(['./local/*.ts', '!./local/*.test.ts'], {
  eager: true,
  import: 'default',
})

/** Every node type that works on this machine. They are code, and come with the product. */
export const localTypes: readonly NodeType[] = Object.values(files)
