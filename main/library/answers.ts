import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Value } from '#shared/ports/value.ts'
import type { NodePath } from '#shared/run/address.ts'
import { parseItemPath } from '#shared/run/address.ts'
import type { Question } from '#shared/services.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

/** The user's answers during runs, so that a resumed run asks nobody twice. */
export interface Answers {
  save(question: Question, answer: Value, at: number): void
  /** Undefined if this was never asked in this run, or with other inputs. */
  find(question: Question): Value | undefined
  /** By node: the last answer for its first item in a run. */
  lastOf(run: string): ReadonlyMap<NodePath, Value>
}

const LastRow = z.object({ node: z.string(), answer: z.string() })

export function createAnswers(database: Database): Answers {
  return {
    save(question, answer, at) {
      database.write(
        'INSERT OR REPLACE INTO answers (run, node, item, question, answer, at) VALUES (?, ?, ?, ?, ?, ?)',
        ...keyOf(question),
        JSON.stringify(answer),
        at,
      )
    },
    find(question) {
      const [row] = database.read(
        'SELECT answer FROM answers WHERE run = ? AND node = ? AND item = ? AND question = ?',
        ...keyOf(question),
      )
      if (row === undefined) return undefined
      return parseAnswer(z.string().parse(row['answer']), question)
    },
    lastOf(run) {
      const rows = database.read(
        'SELECT node, answer FROM answers WHERE run = ? AND item = 0 ORDER BY at',
        run,
      )
      return new Map(
        rows.map((row) => {
          const { node, answer } = LastRow.parse(row)
          return [node, parseAnswer(answer, { run, node })]
        }),
      )
    },
  }
}

/** The cast is sound: `save` wrote it. */
const parseAnswer = (text: string, { run, node }: Pick<Question, 'run' | 'node'>): Value =>
  parseStoredJson(text, `the answer for ${node} in the run ${run}`) as Value

/** `item` is the index in the outer list; those in inner lists are part of the digest. */
function keyOf({ run, node, item, prompt, inputs }: Question): readonly [string, NodePath, number, string] {
  const names = Object.keys(inputs).toSorted()
  const [index = 0, ...inner] = parseItemPath(item)
  const asked = [prompt.input, names.map((name) => [name, inputs[name] ?? null])]
  const asJson = JSON.stringify(inner.length === 0 ? asked : [...asked, inner])
  return [run, node, index, hash('sha256', asJson)]
}
