import { defineCommand } from '../command/defineCommand.ts'
import { oneOf } from '../command/parameters.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { EXIT } from '../console/exitCode.ts'

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

export default defineCommand({
  name: 'completion',
  group: 'help',
  summary: 'Print a script that completes commands and options in a shell',
  parameters: { shell: oneOf(['bash', 'zsh', 'fish'], { value: 'shell', summary: 'Your shell' }) },
  examples: [
    { line: 'source <(patchbay completion bash)', does: 'Complete in this session; the same for zsh' },
    { line: 'patchbay completion fish | source', does: 'The same for fish' },
  ],
  run({ shell }, { commands, console }) {
    console.print(scripts[shell](commands))
    return EXIT.done
  },
})
