import type { Json } from '#shared/ports/value.ts'
import type { Chance } from '../faults/chance.ts'

/** A schema whose parts refer to each other in any way: a small one may lead to very much. */
export function referringSchema(chance: Chance): Json {
  const names = Array.from({ length: chance.whole(1, 5) }, (_, index) => `d${index}`)
  const ref = (): { readonly $ref: string } => ({ $ref: `#/$defs/${chance.pick(names)}` })
  const count = (): number => chance.whole(1, chance.pick([1, 2, 2, 2, 4, 4, 8, 40]))
  const many = <T>(make: () => T): T[] => Array.from({ length: count() }, make)
  const named = (): Json => Object.fromEntries(many(ref).map((one, index) => [`p${index}`, one]))
  const part = (): Json =>
    chance.pick<() => Json>([
      ref,
      () => ({ allOf: many(ref) }),
      () => ({ anyOf: [ref(), { type: 'null' }] }),
      () => ({ type: 'array', items: ref(), default: many(() => 1) }),
      () => ({ type: 'integer', enum: many(() => chance.whole(0, 9)), default: 1 }),
      () => ({ type: 'object', properties: named() }),
      () => ({ type: 'string', title: 'a'.repeat(count()) }),
    ])()
  return {
    $defs: Object.fromEntries(names.map((name) => [name, part()])),
    ...(chance.next() < 0.2 ? ref() : { properties: named() }),
  }
}
