import { spawnSync } from 'node:child_process';

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs a program to its end: milliseconds from start to exit, the exit status, and what it wrote to its third pipe. */
export function timed(command, words, options = {}) {
  const start = performance.now();
  const { status, error, output } = spawnSync(command, words, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    maxBuffer: 1e9,
    ...options,
  });
  const milliseconds = performance.now() - start;
  if (error) throw error;
  return { milliseconds, status, told: String(output[3] ?? '') };
}

/** A module that makes a Node program tell its greatest resident memory, in kilobytes, on pipe 3 when it ends. */
export const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  // A thread that the program starts is given the module, too.
  "import{writeSync}from'node:fs';import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))",
)}`;
