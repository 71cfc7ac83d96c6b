import { defineNode } from '#shared/nodes/defineNode.ts'
import { text, withDefault } from '#shared/ports/port.ts'

const multiline = { control: { kind: 'text', multiline: true } } as const

export default defineNode({
  type: 'local/join-text',
  title: 'Join text',
  category: 'Text',
  keywords: ['concatenate', 'combine', 'prompt', 'append', 'prefix'],
  help: 'Two texts, one after the other. An empty one takes no separator.',
  inputs: {
    first: withDefault(text('First', multiline), ''),
    second: withDefault(text('Second', multiline), ''),
    separator: withDefault(text('Separator'), ' '),
  },
  outputs: { text: text('Text') },
  makes: ({ first, second, separator }) => ({
    text: [first, second].filter((part) => part !== '').join(separator),
  }),
})
