import type { Registry } from './registry.ts'

interface Named {
  readonly title: string
  readonly model?: string | undefined
}

/** A node type where there is no second line for its model: `Inpaint (Z-Image Turbo)`. */
export const nameType = ({ title, model }: Named): string =>
  model === undefined ? title : `${title} (${model})`

/** The same by its `type`, which is the name of an unknown one. */
export function nameOfType(type: string, registry: Pick<Registry, 'get'>): string {
  const known = registry.get(type)
  return known === undefined ? type : nameType(known)
}
