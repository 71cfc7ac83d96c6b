import { AppError } from '#shared/errors.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { any, integer, listOf, same, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/pick',
  title: 'Pick from list',
  category: 'List',
  keywords: ['select', 'index', 'item', 'one', 'first', 'last'],
  help: 'One item of a list.',
  byPlace: true,
  inputs: {
    list: listOf(any('List')),
    index: withDefault(
      integer('Index', { help: '0 is the first item, 1 the second; −1 is the last one, −2 the one before.' }),
      0,
    ),
  },
  outputs: { item: same('Item', 'list') },
  makes({ list, index }) {
    const item = list.at(index)
    if (item !== undefined) return { item }
    const count = list.length === 1 ? '1 item' : `${list.length} items`
    const range = list.length === 0 ? '' : `: the index goes from ${-list.length} to ${list.length - 1}`
    throw new AppError('input.invalid', `There is no item ${index} in a list of ${count}${range}.`)
  },
})
