import { exitMeanings } from '../console/exitCode.ts'
import { columns, wrap } from './columns.ts'
import type { Command } from './defineCommand.ts'
import { groups } from './defineCommand.ts'
import { environment } from './environment.ts'
import type { Option } from './options.ts'

/** The options of every command. */
export const globalOptions: Readonly<Record<string, string>> = {
  verbose: 'Print what goes into the log on standard error too',
  help: 'Print help for the command',
}

/** Every command, by topic. */
export function overview(commands: readonly Command[]): string {
  const names = Object.keys(groups) as readonly (keyof typeof groups)[]
  return [
    'Run node graphs of remote image models.',
    '',
    'Usage: patchbay <command> [options]',
    ...names.flatMap((group) => {
      const own = commands.filter((command) => command.group === group)
      return own.length === 0 ? [] : ['', groups[group], ...listed(own)]
    }),
    '',
    'Options',
    ...columns(globalRows()),
    '',
    'Environment',
    ...columns(Object.entries(environment)),
    '',
    'Exit codes',
    ...columns(exitMeanings.map(([code, meaning]) => [String(code), meaning])),
    '',
    ...wrap(
      'While an editor has the library open, it carries out the commands. Ctrl-C then only stops following a run; patchbay cancel cancels it.',
    ),
    '',
    'Run "patchbay <command> --help" for the options of a command.',
  ].join('\n')
}

/** The commands that share their first word. */
export const groupHelp = (first: string, commands: readonly Command[]): string =>
  [
    `Usage: patchbay ${first} <command> [options]`,
    '',
    'Commands',
    ...listed(commands),
    '',
    `Run "patchbay ${first} <command> --help" for the options of a command.`,
  ].join('\n')

/** Everything about one command. */
export function commandHelp(command: Command): string {
  const { details, examples, options, parameters, summary } = command
  const named = Object.values(parameters).map((each): [string, string] => [
    `<${each.value}>`,
    withFacts(each.summary, valuesOf(each.completion)),
  ])
  const optionRows = Object.entries(options).flatMap(([name, option]): [string, string][] =>
    option.hidden ? [] : [[optionUsage(name, option), optionText(option)]],
  )
  return [
    ...wrap(`${summary}.`),
    ...details.flatMap((text) => ['', ...wrap(text)]),
    '',
    `Usage: patchbay ${usageOf(command)}`,
    ...(named.length === 0 ? [] : ['', 'Arguments', ...columns(named)]),
    '',
    'Options',
    ...columns([...optionRows, ...globalRows()]),
    ...(examples.length === 0
      ? []
      : ['', 'Examples', ...examples.flatMap(({ line, does }) => [`  ${line}`, `      ${does}`])]),
  ].join('\n')
}

/** The commands as a Markdown table. */
export const commandTable = (commands: readonly Command[]): string =>
  [
    '| command | does | options |',
    '| --- | --- | --- |',
    ...commands.map((command) => {
      const name = [command.name, ...argumentsOf(command.parameters)].join(' ')
      const options = Object.entries(command.options).flatMap(([option, { hidden }]) =>
        hidden ? [] : [`\`--${option}\``],
      )
      return `| \`${name}\` | ${command.summary} | ${options.join(', ')} |`
    }),
  ].join('\n')

/** `run <file> [options]`. */
export function usageOf({ name, options, parameters }: Command): string {
  const hasOptions = Object.values(options).some(({ hidden }) => !hidden)
  return [name, ...argumentsOf(parameters), ...(hasOptions ? ['[options]'] : [])].join(' ')
}

/** `--engine <name>`. */
export const optionUsage = (name: string, { value }: Pick<Option<unknown>, 'value'>): string =>
  value === null ? `--${name}` : `--${name} <${value}>`

const argumentsOf = (parameters: Command['parameters']): readonly string[] =>
  Object.values(parameters).map(({ value, required, rest }) => {
    const shown = `<${value}>${rest ? '...' : ''}`
    return required ? shown : `[${shown}]`
  })

const listed = (commands: readonly Command[]): readonly string[] =>
  columns(
    commands.map((command) => [
      [command.name, ...argumentsOf(command.parameters)].join(' '),
      command.summary,
    ]),
  )

const optionText = ({ summary, completion, fallback, variable, repeatable }: Option<unknown>): string =>
  withFacts(summary, [
    ...valuesOf(completion),
    ...(fallback === null ? [] : [`default: ${fallback}`]),
    ...(variable === null ? [] : [`environment: ${variable}`]),
    ...(repeatable ? ['can be repeated'] : []),
  ])

const valuesOf = (completion: Option<unknown>['completion']): readonly string[] =>
  Array.isArray(completion) ? [`values: ${completion.join(', ')}`] : []

const withFacts = (summary: string, facts: readonly string[]): string =>
  facts.length === 0 ? summary : `${summary} (${facts.join('; ')})`

const globalRows = (): [string, string][] =>
  Object.entries(globalOptions).map(([name, text]) => [name === 'help' ? '-h, --help' : `--${name}`, text])
