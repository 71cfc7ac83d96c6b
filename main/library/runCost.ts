import { practiceAccount } from '../jobs/job.ts'

/**
 * The cost of a run's own jobs, including those whose result arrived after its end; without any, the cost recorded at
 * its end. The practice engine's costs are fictitious and implausible amounts are ignored.
 */
export const runCost = `coalesce((SELECT sum(j.cost) FROM jobs j WHERE j.run = runs.id AND j.account <> '${practiceAccount}'),
  iif(runs.cost >= 0, runs.cost, NULL))`
