import { expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import { refitGroups } from './refit.ts'

const group = { id: 'g', position: { x: 0, y: 0 }, size: { width: 400, height: 300 } }
const workflow = { ...emptyWorkflow(), groups: [group] }
const card = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 50 })

test('a frame goes along with what lay in it, and closes around it', () => {
  const cards = [card('in', 20, 60), card('out', 900, 60)]
  const positions = new Map([
    ['in', { x: 1000, y: 200 }],
    ['out', { x: 0, y: 0 }],
  ])
  expect(refitGroups(cards, positions)(workflow).groups).toEqual([
    { id: 'g', position: { x: 980, y: 150 }, size: { width: 140, height: 120 } },
  ])
})

test('a frame of which nothing moves is left alone', () => {
  expect(refitGroups([card('in', 20, 60)], new Map([['other', { x: 0, y: 0 }]]))(workflow)).toBe(workflow)
})

test('the frame around a group goes along with it, however deep', () => {
  const at = (id: string, x: number, y: number, side: number) => ({
    id,
    position: { x, y },
    size: { width: side, height: side },
  })
  const nested = { ...workflow, groups: [at('outer', 0, 0, 900), at('inner', 50, 100, 300)] }
  const cards = [card('deep', 100, 200), card('beside', 500, 200)]
  const groups = refitGroups(cards, new Map([['deep', { x: 1000, y: 200 }]]))(nested).groups
  expect(groups).toEqual([
    { id: 'outer', position: { x: 480, y: 100 }, size: { width: 660, height: 190 } },
    { id: 'inner', position: { x: 980, y: 150 }, size: { width: 140, height: 120 } },
  ])
})
