import { engineNames, titleOfEngine } from '../../host/requests/commandPayer.ts'
import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { orList } from '../command/options.ts'
import { required } from '../command/parameters.ts'

export default defineCommand({
  name: 'catalogue',
  group: 'workflows',
  summary: 'Fetch the models that an engine publishes, as node types',
  details: ['Nothing is submitted, and nothing is charged.'],
  parameters: { engine: required({ value: 'engine', summary: `The engine: ${orList(engineNames)}` }) },
  json: 'Print the counts as one JSON object',
  run: refresh,
})

async function refresh(
  { engine, json }: { readonly engine: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  const connection = await connect(context, 'patchbay catalogue')
  try {
    const refreshed = await connection.client.request('catalogue.refresh', { engine })
    if (json) console.print(JSON.stringify(refreshed))
    else {
      const { stored, leftOut } = refreshed
      const rest = leftOut === 0 ? '' : `; ${leftOut} cannot be used and are left out`
      console.print(`${stored} ${stored === 1 ? 'model' : 'models'} of ${titleOfEngine(engine)}${rest}`)
    }
    return EXIT.done
  } finally {
    await connection.close()
  }
}
