import { expect, test } from 'vitest'
import { createParts, definePart, defineStore } from './editor.ts'

test('an editor creates a part once, and another editor creates its own', () => {
  const counter = defineStore(() => ({ count: 0 }))
  const [one, other] = [createParts(), createParts()]
  one.get(counter).setState({ count: 1 })
  expect([one, other].map((editor) => editor.get(counter).getState())).toEqual([{ count: 1 }, { count: 0 }])
})

test('a part may depend on another one, which is that of the same editor', () => {
  const name = definePart(() => ({ value: 'unset' }))
  const greeting = definePart((editor) => () => `Hello, ${editor.get(name).value}`)
  const [one, other] = [createParts(), createParts()]
  one.get(name).value = 'Ada'
  expect([one, other].map((editor) => editor.get(greeting)())).toEqual(['Hello, Ada', 'Hello, unset'])
})

test('a disposed editor ends each part that it created once, the last first, and no other', () => {
  const ended: string[] = []
  const part = (name: string) =>
    definePart(
      () => name,
      (made) => void ended.push(made),
    )
  const [first, second, unused] = [part('first'), part('second'), part('unused')]
  const editor = createParts()
  const other = createParts()
  for (const each of [first, second, first]) editor.get(each)
  other.get(unused)
  editor.dispose()
  editor.dispose()
  expect(ended).toEqual(['second', 'first'])
})

test('a part requested after that can be read, and is ended at once', () => {
  const ended: string[] = []
  const late = definePart(
    () => 'late',
    (made) => void ended.push(made),
  )
  const editor = createParts()
  editor.dispose()
  expect([editor.get(late), editor.get(late)]).toEqual(['late', 'late'])
  expect(ended).toEqual(['late'])
})
