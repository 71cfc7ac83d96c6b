import { z } from 'zod'
import type { ResultMakers } from '#shared/api/records.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import type { Database } from '../../library/database.ts'

const Named = z.object({ name: z.string() })
const Typed = z.object({ type: z.string() })
const Model = z.object({ engine: z.string(), modelId: z.string() })
const Titled = z.object({ type: z.string(), title: z.string().nullable() })

/** The filter choices for results, each in alphabetical order. Throws as the database does. */
export function readMakers(database: Database, registry: Registry): Omit<ResultMakers, 'tags'> {
  const workflows = database
    .read(
      `SELECT DISTINCT r.name FROM runs r WHERE EXISTS
         (SELECT 1 FROM steps s WHERE s.run = r.id AND instr(s.step, '"sha256"') > 0)`,
    )
    .map((row) => Named.parse(row).name)
  const types = [
    ...database
      .read(`SELECT DISTINCT ifnull(engine, '${firstEngine}') AS engine, endpoint AS modelId FROM jobs`)
      .map((row) => endpointType(Model.parse(row))),
    ...database
      .read(
        `SELECT DISTINCT json_extract(origin, '$.type') AS type FROM assets
         WHERE json_extract(origin, '$.from') = 'node'`,
      )
      .map((row) => Typed.parse(row).type),
  ]
  const nodes = database
    .read(
      `SELECT DISTINCT json_extract(n.value, '$.type') AS type, json_extract(n.value, '$.title') AS title
       FROM (SELECT DISTINCT workflow FROM runs) w, json_each(w.workflow, '$.nodes') n
       WHERE json_extract(n.value, '$.type') IN (SELECT value FROM json_each(?))`,
      JSON.stringify(types),
    )
    .map((row) => Titled.parse(row))
    // As results are called, or none would be found by it.
    .map(({ type, title }) => ({ type, title: title ?? registry.get(type)?.title ?? type }))
  return {
    workflows: workflows.toSorted((one, other) => one.localeCompare(other)),
    nodes: nodes.toSorted(
      (one, other) => one.title.localeCompare(other.title) || one.type.localeCompare(other.type),
    ),
  }
}
