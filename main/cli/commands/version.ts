import { defineCommand } from '../command/defineCommand.ts'
import { EXIT } from '../console/exitCode.ts'

export default defineCommand({
  name: 'version',
  group: 'help',
  summary: 'Print the version',
  run(_, { console, version }) {
    console.print(version)
    return EXIT.done
  },
})
