import type { ApiName } from '#main/practice/apiName.ts'
import type { Chance } from './chance.ts'
import { engines } from './engineUnderTest.ts'
import { pointsOf } from './points.ts'
import type { Fault } from './fault.ts'
import type { Disturbance } from './trial.ts'

/** The fault for one start of the program. */
export interface ChosenFault {
  /** How a kill is counted, by its fault. */
  readonly names: readonly string[]
  readonly disturbances: Disturbance
}

/** Named points that apply to every workflow of an engine. */
const named = new Map(
  engines.map((engine) => [
    engine.id,
    pointsOf(engine).flatMap(({ name, strikes }) =>
      strikes.length === 1 ? strikes.map((fault) => ({ name, fault })) : [],
    ),
  ]),
)

const sides = ['before', 'after'] as const
const thirds = ['before', 'middle', 'after'] as const

/** Early ones are more likely: a program that resumes a run does less than one that starts it. */
const count = (chance: Chance, most: number): number => 1 + Math.floor(chance.next() ** 2 * most)

/** Kinds of faults that may occur anywhere. */
const anywhere: readonly ((chance: Chance) => Fault)[] = [
  (chance) => ({ kind: 'sql', match: '', nth: count(chance, 30), side: chance.pick(sides) }),
  (chance) => ({ kind: 'file', match: '', nth: count(chance, 16), side: chance.pick(thirds) }),
  (chance) => ({
    kind: 'send',
    match: '',
    nth: count(chance, 8),
    side: chance.pick(thirds),
    share: chance.next(),
  }),
  (chance) => ({
    kind: 'receive',
    match: '',
    nth: count(chance, 8),
    side: chance.pick(['before', 'middle']),
    bytes: chance.whole(1, 100_000),
  }),
]

const anywhereNames: { readonly [K in Fault['kind']]: string } = {
  sql: 'at the n-th write of the store',
  file: 'at the n-th call for a file',
  send: 'at the n-th request',
  receive: 'at the n-th answer',
}

/**
 * A random fault: at a named point of one of these engines, at its first or a later occurrence, or anywhere. If the program never reaches the
 * point, it is killed at a write of its store.
 */
export function chooseFault(chance: Chance, of: readonly ApiName[]): ChosenFault {
  if (chance.next() < 0.2)
    return { names: ['at a random moment'], disturbances: { killAfter: chance.whole(60, 420) } }
  const byName = chance.next() < 0.5
  const { name, fault } = byName
    ? chance.pick(named.get(chance.pick(of)) ?? [])
    : nameless(chance.pick(anywhere)(chance))
  const first = byName ? { ...fault, nth: chance.pick([1, 1, 2, 3]) } : fault
  const fallback: Fault = { kind: 'sql', match: '', nth: chance.whole(2, 14), side: chance.pick(sides) }
  return {
    names: [name, anywhereNames.sql],
    disturbances: { strikes: chance.next() < 0.5 ? [first] : [first, fallback] },
  }
}

const nameless = (fault: Fault): { readonly name: string; readonly fault: Fault } => ({
  name: anywhereNames[fault.kind],
  fault,
})
