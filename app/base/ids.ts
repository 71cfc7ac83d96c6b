/** A new readable id: the last part of the type's name and six random characters. */
export const nodeId = (type: string): string =>
  `${type.split('/').at(-1)?.slice(0, 40) ?? 'node'}-${chance()}`

export const newId = (): string => chance() + chance()

const chance = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 6)
