// Ends the process when its parent is gone, in any way: a stopped test leaves no engine behind.

const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit()
}, 1000).unref()
