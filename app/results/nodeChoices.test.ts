import { expect, test } from 'vitest'
import { nodeChoices } from './nodeChoices.ts'

test('each title and each type is offered once, an unknown type by its name', () => {
  const nodes = [
    { title: 'Generate', type: 'runcomfy/z' },
    { title: 'Repaint', type: 'runcomfy/z' },
    { title: 'Repaint', type: 'local/old' },
  ]
  const nameOf = (type: string) => (type === 'runcomfy/z' ? 'Z-Image' : type)
  expect(nodeChoices({ workflows: [], nodes, tags: [] }, nameOf)).toEqual({
    titles: ['Generate', 'Repaint'],
    types: [
      { type: 'local/old', title: 'local/old' },
      { type: 'runcomfy/z', title: 'Z-Image' },
    ],
  })
})
