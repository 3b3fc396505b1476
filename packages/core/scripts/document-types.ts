import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { catalogue, type Endpoint } from "../src/adapter.ts"
import { catalogueDocs, withDocs } from "./typeDocs.ts"

/** The last step of the build: editors show the words and units of endpoints, parameters and fields. */
const dist = new URL("../dist/", import.meta.url)
const endpoints = Object.values<Endpoint.Endpoint>(catalogue)

/** The map of a declaration file that gained lines would lead astray, so it goes. */
const write = (name: string, text: string) => {
  writeFileSync(new URL(`${name}.d.ts`, dist), text.replace(/\n\/\/# sourceMappingURL=.*$/, "\n"))
  rmSync(new URL(`${name}.d.ts.map`, dist))
}

for (const endpoint of endpoints) {
  const name = `endpoints/${endpoint.id}`
  write(name, withDocs(endpoint, readFileSync(new URL(`${name}.d.ts`, dist), "utf8")))
}
write("catalogue/catalogue", catalogueDocs(endpoints))
