export const USAGE = `Patchbay runs node graphs of image models.

  patchbay edit              open the editor in a browser, or print its address where there is no screen
    --port <n>               on this port of 127.0.0.1
    --no-open                only print the address
  patchbay run <file>        run a workflow, or the one that a picture carries; the paths of the saved pictures go to
                             standard output
    --target <node>          run this node and what it needs (may be repeated); otherwise everything
    --set <node.port=json>   another value for an input (may be repeated); a text needs no quotes
    --set <node.port=@path>  the same from a file: a picture, a text, or JSON, as the port asks for
    --out <folder>           where pictures are saved (patchbay-output)
    --engine <name>          practice (free, the default) or runcomfy (costs money, and is approved by being named)
    --concurrency <n>        how many remote jobs at a time, 1 to 64; otherwise as set in the editor (4)
    --fresh                  run also what is already known
    --incomplete <how>       where a required input is missing: refuse (the default), or leave-out: run the rest
    --json                   one event a line on standard output
  patchbay validate <file>   say what is wrong with a workflow, without running it
  patchbay inspect <picture|file> [--json]
                             say what a picture carries, or what a file of ComfyUI becomes here
    --workflow               print the workflow and nothing else
  patchbay nodes [--json]    list the node types
  patchbay status [--json]   say which engine, address and key a command would use, and why; no key is shown
  patchbay runs [--json]     list the runs
  patchbay resume [run]      finish a run that was interrupted, or all of them
  patchbay jobs [--state s]  list the jobs, all or those of one state, such as unknown
  patchbay job attach <job> <request id>
                             say under which request an unknown job runs, and wait for it; the engine is asked first
    --confirm, --yes         also where the request differs from the job
  patchbay job detach <job>  take that back: the job is unknown again
  patchbay job refresh <job> ask for the output of a job that is done once more; nothing is submitted
  patchbay job submit-again <job> --may-charge-twice
                             submit an unknown job once more
  patchbay cancel <run|job>  cancel one run or one job
  patchbay export <run>      pack a run with its workflow and pictures into one file, without keys
    --to <file.zip>          there; otherwise named after the run, in this folder
  patchbay import <file.zip> take such a file into the library; nothing is run
  patchbay doctor [--json]   say how this copy and its library are, for a bug report: without keys and prompts, and
                             changing nothing; exit code 0 where nothing is wrong
    --online                 also try whether a connection to the API can be had; nothing is asked there
  patchbay gc [--dry-run]    remove files that nothing refers to any more
  patchbay practice          serve the practice engine on loopback
    --port <n>               on this port; otherwise on a free one
    --pace <fast|real>       how long its jobs take (real)
    --faults <file>          a JSON file of faults to inject
  patchbay help | version

With every command
  --verbose                  say on standard error what is written into the log too

While an editor holds the library, run, resume, job and cancel are done there and told of here; Ctrl-C then ends
the telling alone, and the run goes on until patchbay cancel.

Environment
  RUNCOMFY_API_TOKEN, RUNCOMFY_TOKEN   the key for the runcomfy engine, never an argument; otherwise the one that was
                                       set in the editor for this address
  PATCHBAY_ENGINE                      the engine where --engine is not given
  PATCHBAY_API_URL                     another base URL of the API; plain http only to this machine; otherwise the one
                                       that is set in the editor. The key in the environment goes to no other
  PATCHBAY_HOME                        where Patchbay keeps its things

Exit codes
  0 done · 64 bad arguments · 65 the workflow is wrong · 66 a file cannot be read or written
  69 the engine failed or cannot be reached · 70 our own fault · 75 worth another try
  76 unknown, may have been charged · 77 no key, or refused · 130 interrupted
`
