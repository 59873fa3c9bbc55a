// A registry copy can lack platform packages of a release; the lock file written against it then
// breaks `npm ci` elsewhere. Fails when an optional dependency is missing from the lock, or when
// the lock names a host.
import fs from 'node:fs';

const lock = JSON.parse(fs.readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const names = new Set(
  Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')),
);
const problems = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name));
  if (missing.length > 0) problems.push(`${path} ${entry.version} lacks ${missing.join(' ')}`);
  if (entry.resolved) problems.push(`${path} has a resolved URL`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
