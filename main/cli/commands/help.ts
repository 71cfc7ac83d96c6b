import { defineCommand } from '../command/defineCommand.ts'
import { findCommand, groupOf } from '../command/findCommand.ts'
import { commandHelp, groupHelp, overview } from '../command/helpText.ts'
import { rest } from '../command/parameters.ts'
import { EXIT } from '../console/exitCode.ts'

export default defineCommand({
  name: 'help',
  group: 'help',
  summary: 'Print help for Patchbay or for a command',
  parameters: { command: rest({ value: 'command', summary: 'Name of a command; by default all of them' }) },
  examples: [{ line: 'patchbay help run', does: 'Print the options of patchbay run' }],
  run({ command: words }, { commands, console }) {
    const [first] = words
    const group = first === undefined ? [] : groupOf(first, commands)
    if (first === undefined) console.print(overview(commands))
    else if (words.length === 1 && group.length > 0) console.print(groupHelp(first, group))
    else console.print(commandHelp(findCommand(words, commands).command))
    return EXIT.done
  },
})
