import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { parseItemPath } from '#shared/run/address.ts'
import { isBelievable } from '#shared/pricing/readCost.ts'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { Job } from '../jobs/job.ts'
import { payerOf, practiceAccount, requestOf } from '../jobs/job.ts'
import type { JobStore } from '../jobs/jobStore.ts'
import { countingStates } from '../jobs/jobStore.ts'
import { readBody } from './bodies/storedBody.ts'
import type { Database } from './database.ts'
import { restoreBrought } from './marks.ts'
import { parseStoredJob } from './storedJob.ts'

const toJob = ({ id, job }: Readonly<Record<string, unknown>>): Job => parseStoredJob(job, String(id))

/** The known cost of a job, in US dollars, if plausible. */
export function costOf({ phase }: Job): number | null {
  const reportedCost = 'cost' in phase ? phase.cost : phase.state === 'failed' ? phase.told?.cost : null
  return typeof reportedCost === 'number' && isBelievable(reportedCost) ? reportedCost : null
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** The jobs of a library. Every call has reached the disk when it returns. */
export function createJobRows(database: Database, now: () => number): JobStore {
  const requestIdOf = (job: Job): string | null => requestOf(job)?.requestId ?? null
  return {
    ...createJobReads(database),
    add(job, body) {
      const { id, key, run, node, item, modelId, bodySha256, createdAt } = job.facts
      const { engine, account } = payerOf(job.facts)
      database.write(
        `INSERT INTO jobs (id, key, run, node, item, engine, endpoint, account, state, request_id, job, body,
           body_sha256, created_at, updated_at, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        key,
        run,
        node,
        parseItemPath(item)[0] ?? 0,
        engine,
        modelId,
        account,
        job.phase.state,
        requestIdOf(job),
        JSON.stringify(job),
        body,
        bodySha256,
        createdAt,
        now(),
        costOf(job),
      )
    },
    save(job) {
      const text = JSON.stringify(job)
      const stored = database.transact(() => {
        if (job.phase.state === 'downloaded') restoreBrought(database, text)
        return database.write(
          // An unknown job has no request: the one that was assumed may be another job's.
          "UPDATE jobs SET state = ?1, request_id = iif(?1 = 'unknown', NULL, coalesce(?2, request_id)), cost = ?3, job = ?4, updated_at = ?5 WHERE id = ?6",
          job.phase.state,
          requestIdOf(job),
          costOf(job),
          text,
          now(),
          job.facts.id,
        )
      })
      // A transition without an effect must not be acted on.
      if (stored !== 1)
        throw new AppError('library.broken', `The job ${job.facts.id} is gone from the library.`)
    },
  }
}

type JobReads = Pick<JobStore, 'get' | 'body' | 'findEqual' | 'list' | 'ownerOf'>

function createJobReads(database: Database): JobReads {
  return {
    get(id) {
      const [row] = database.read('SELECT id, job FROM jobs WHERE id = ?', id)
      return row === undefined ? null : toJob(row)
    },
    body: (id) => readBody(database, id),
    findEqual({ engine, account }, key) {
      const [row] = database.read(
        `SELECT id, job FROM jobs WHERE account = ? AND key = ? AND ifnull(engine, '${firstEngine}') = ?
           AND state IN (${marks(countingStates)})
         ORDER BY rowid DESC LIMIT 1`,
        account,
        key,
        engine,
        ...countingStates,
      )
      return row === undefined ? null : toJob(row)
    },
    list({ states, run } = {}) {
      const where = [
        ...(states === undefined ? [] : [`state IN (${marks(states)})`]),
        ...(run === undefined ? [] : ['run = ?']),
      ]
      const rows = database.read(
        `SELECT id, job FROM jobs ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY rowid DESC`,
        ...(states ?? []),
        ...(run === undefined ? [] : [run]),
      )
      return rows.map(toJob)
    },
    ownerOf(requestId, { engine, account }) {
      const [row] = database.read(
        `SELECT id FROM jobs WHERE request_id = ? AND ifnull(engine, '${firstEngine}') = ?
           AND (account = '${practiceAccount}') = ? ORDER BY rowid LIMIT 1`,
        requestId,
        engine,
        account === practiceAccount ? 1 : 0,
      )
      return row === undefined ? null : z.string().parse(row['id'])
    },
  }
}
