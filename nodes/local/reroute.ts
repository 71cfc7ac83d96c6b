import { defineNode } from '#shared/nodes/defineNode.ts'
import { any, same } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/reroute',
  title: 'Reroute',
  category: 'Notes',
  keywords: ['dot', 'knot', 'bend', 'cable', 'pass'],
  help: 'A point that a cable goes through, to keep it out of the way.',
  inputs: { value: any('Value') },
  outputs: { value: same('Value', 'value') },
  passes: { value: 'value' },
  makes: ({ value }) => ({ value }),
})
