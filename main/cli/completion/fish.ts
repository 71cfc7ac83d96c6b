import type { Command } from '../command/defineCommand.ts'
import type { Completion } from '../command/options.ts'
import type { CompletedCommand } from './shape.ts'
import { firstNames } from './shape.ts'

/** A script for fish that completes these commands. */
export function fishCompletion(commands: readonly Command[]): string {
  const lines = firstNames(commands).flatMap(({ word, summary, command, verbs }) => {
    const seen = `__fish_seen_subcommand_from ${word}`
    const names = verbs.map((verb) => verb.word).join(' ')
    return [
      complete('__fish_use_subcommand', `-a ${word} -d ${quoted(summary)}`),
      ...(command === null ? [] : ofCommand(command, seen)),
      ...verbs.flatMap((verb) => [
        complete(
          `${seen}; and not __fish_seen_subcommand_from ${names}`,
          `-a ${verb.word} -d ${quoted(verb.command.summary)}`,
        ),
        ...ofCommand(verb.command, `${seen}; and __fish_seen_subcommand_from ${verb.word}`),
      ]),
    ]
  })
  return [
    '# Completion of patchbay for fish. To load it: patchbay completion fish | source',
    'complete -c patchbay -f',
    ...lines,
  ].join('\n')
}

const complete = (condition: string, what: string): string => `complete -c patchbay -n '${condition}' ${what}`

const ofCommand = ({ options, parameters }: CompletedCommand, seen: string): readonly string[] => [
  ...options.map(({ name, summary, takesValue, completion }) =>
    complete(seen, `-l ${name}${takesValue ? valueOf(completion) : ''} -d ${quoted(summary)}`),
  ),
  ...parameters.flatMap(({ completion }) =>
    completion === null ? [] : [complete(seen, argumentOf(completion))],
  ),
]

function valueOf(completion: Completion): string {
  if (completion === 'file') return ' -r -F'
  return completion === null ? ' -x' : ` -x ${argumentOf(completion)}`
}

function argumentOf(completion: NonNullable<Completion>): string {
  if (completion === 'file') return '-F'
  if (completion === 'folder') return "-a '(__fish_complete_directories)'"
  return `-a ${quoted(completion.join(' '))}`
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
