// For tests, benchmarks and the demo; not part of what is published.
export { type Credentials, type Engine, type Execution, type Flow, openEngine, type Run } from "./engine.ts"
export { type Installed, installBuilt, installPackage } from "./install.ts"
