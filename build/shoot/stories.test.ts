import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../prepare/root.mjs'
import { stories } from './stories.mjs'

const scenes = stories.flatMap((story) => story.scenes)

test('each scene has a name of its own, a title, and something that it must show', () => {
  expect(new Set(scenes.map(({ name }) => name)).size).toBe(scenes.length)
  expect(scenes.filter(({ title, signs }) => title === '' || signs.length === 0)).toEqual([])
})

test('there are scenes of every state that a user can meet', () => {
  const names = new Set(scenes.map(({ name }) => name))
  const wanted =
    'first-start running done outdated failed needs-you unknown gallery viewer paint search nodes'
  const others = 'settings empty twelve-nodes two-hundred-nodes'
  expect(`${wanted} ${others}`.split(' ').filter((name) => !names.has(name))).toEqual([])
})

test('no picture is left of a scene that is gone', () => {
  const pictures = new Set(scenes.flatMap(({ name }) => [`${name}-dark.png`, `${name}-light.png`]))
  const left = readdirSync(join(root, 'build/screenshots')).filter((name) => !pictures.has(name))
  expect(left).toEqual([])
})
