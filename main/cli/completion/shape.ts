import type { Command } from '../command/defineCommand.ts'
import { globalOptions } from '../command/helpText.ts'
import type { Completion } from '../command/options.ts'

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly name: string
  readonly summary: string
  readonly takesValue: boolean
  readonly completion: Completion
  readonly repeatable: boolean
}

export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly options: readonly CompletedOption[]
  /** In order; the last one may be repeated. */
  readonly parameters: readonly {
    readonly value: string
    readonly completion: Completion
    readonly rest: boolean
  }[]
}

/** A word that can come first, and the commands that it begins. */
export interface FirstName {
  readonly word: string
  readonly summary: string
  /** The command with exactly this name; null if another word must follow. */
  readonly command: CompletedCommand | null
  readonly verbs: readonly { readonly word: string; readonly command: CompletedCommand }[]
}

/** The commands by their first words, for shells. */
export function firstNames(commands: readonly Command[]): readonly FirstName[] {
  const words = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))
  return [...words].map((word) => {
    const own = commands.find(({ name }) => name === word)
    const verbs = commands
      .filter(({ name }) => name.startsWith(`${word} `))
      .map((command) => ({ word: command.name.slice(word.length + 1), command: completed(command) }))
    return {
      word,
      summary: own?.summary ?? `Commands: ${verbs.map((verb) => verb.word).join(', ')}`,
      command: own === undefined ? null : completed(own),
      verbs,
    }
  })
}

/** Each command, by its whole name. */
export const completedCommands = (commands: readonly Command[]): readonly CompletedCommand[] =>
  commands.map(completed)

const completed = ({ name, summary, options, parameters }: Command): CompletedCommand => ({
  name,
  summary,
  options: [
    ...Object.entries(options).flatMap(([option, { hidden, value, ...rest }]) =>
      hidden ? [] : [{ ...rest, name: option, takesValue: value !== null }],
    ),
    ...Object.entries(globalOptions).map(([option, text]) => ({
      name: option,
      summary: text,
      takesValue: false,
      completion: null,
      repeatable: false,
    })),
  ],
  parameters: Object.values(parameters),
})
