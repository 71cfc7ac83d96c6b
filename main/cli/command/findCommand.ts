import type { Command } from './defineCommand.ts'
import { nearestName } from './nearestName.ts'
import { orList } from './options.ts'
import { UsageError } from './usageError.ts'

export interface FoundCommand {
  readonly command: Command
  /** The arguments after its name. */
  readonly words: readonly string[]
}

/** The called command. Throws `UsageError` if there is none of that name. */
export function findCommand(args: readonly string[], commands: readonly Command[]): FoundCommand {
  const [first, ...words] = args
  if (first === undefined) throw new UsageError('a command is needed, such as run or validate')
  const command = commands.find(({ name }) => name === first)
  if (command !== undefined) return { command, words }
  const group = groupOf(first, commands)
  if (group.length === 0) {
    const names = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))
    throw new UsageError(`unknown command ${JSON.stringify(first)}${nearestName(first, [...names])}`)
  }
  const verbs = group.map(({ name }) => name.slice(first.length + 1))
  // An option may stand before it.
  const at = words.findIndex((word) => !word.startsWith('-'))
  const verb = words[at]
  if (verb === undefined) throw new UsageError(`${first} needs one of ${orList(verbs)}`)
  const found = group.find(({ name }) => name === `${first} ${verb}`)
  if (found === undefined)
    throw new UsageError(
      `${first} must be followed by ${orList(verbs)}, not ${JSON.stringify(verb)}${nearestName(verb, verbs)}`,
    )
  return { command: found, words: words.toSpliced(at, 1) }
}

/** The commands whose two-word name begins with that word. */
export const groupOf = (first: string, commands: readonly Command[]): readonly Command[] =>
  commands.filter(({ name }) => name.startsWith(`${first} `))

/** Whether help is requested instead of the command. */
export function wantsHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return words.slice(0, end < 0 ? undefined : end).some((word) => word === '--help' || word === '-h')
}
