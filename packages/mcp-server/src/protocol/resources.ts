import { catalogue, Failure, type Shortlist } from "@xingtu/core"
import {
  csv,
  describeEndpoint,
  fenced,
  invalid,
  listEndpoints,
  endpointNamed,
  plain,
  type Refusal,
  type Secrets
} from "@xingtu/core/tools"
import { Effect } from "effect"

/** Something to read; with `names`, one page for each of them. */
export interface Resource {
  readonly uri: string
  readonly title: string
  readonly mimeType: string
  readonly names?: Effect.Effect<ReadonlyArray<string>, Refusal>
  readonly text: (name: string) => Effect.Effect<string, Refusal, Secrets>
}

const codes = Failure.codes.map(({ code, meaning: { advice, charged, happened } }) =>
  [code, happened.en, Failure.chargedWords[charged].en, advice.en].join(" ")
)

const noList = invalid("There is no shortlist with this name.", "xingtu://shortlists lists the saved ones.")

/** The resources of a caller with these shortlists. */
export const resources = (lists: Effect.Effect<ReadonlyArray<Shortlist.Saved>, Refusal>): ReadonlyArray<Resource> => [
  {
    uri: "xingtu://endpoints",
    title: "All endpoints by name",
    mimeType: "text/plain",
    text: () => Effect.succeed(listEndpoints())
  },
  {
    uri: "xingtu://endpoints",
    title: "Parameters and fields of an endpoint",
    mimeType: "application/json",
    names: Effect.succeed(Object.keys(catalogue)),
    text: (name) => Effect.map(Effect.fromResult(endpointNamed(name)), (one) => JSON.stringify(describeEndpoint(one)))
  },
  {
    uri: "xingtu://codes",
    title: "Codes of the API: what happened, whether it was charged, what to do",
    mimeType: "text/plain",
    text: () => Effect.succeed(codes.join("\n"))
  },
  {
    uri: "xingtu://shortlists",
    title: "Saved shortlists by name",
    mimeType: "text/plain",
    text: () =>
      Effect.flatMap(lists, (all) => fenced(all.map(({ at, name }) => `${at.slice(0, 16)} ${plain(name)}`).join("\n")))
  },
  {
    uri: "xingtu://shortlists",
    title: "A saved shortlist",
    mimeType: "text/csv",
    names: Effect.map(lists, (all) => all.map(({ name }) => name)),
    text: (wanted) =>
      Effect.flatMap(lists, (all) => {
        const found = all.find(({ name }) => name === wanted)
        return found === undefined ? Effect.fail(noList) : fenced(csv(found.table).data)
      })
  }
]
