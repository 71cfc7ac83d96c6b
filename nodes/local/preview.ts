import { defineNode } from '#shared/nodes/defineNode.ts'
import { any, same } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/preview',
  title: 'Preview',
  category: 'Output',
  keywords: ['show', 'view', 'display', 'look', 'debug'],
  help: 'Shows what flows into it, and passes it on.',
  inputs: { value: any('Value') },
  outputs: { value: same('Value', 'value') },
  passes: { value: 'value' },
  makes: (inputs) => ({ value: inputs.value }),
})
